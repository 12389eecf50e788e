from hep_tui.domain.wording import counted, listed, plural, same_once, verb


def test_one_of_something_is_said_in_the_singular() -> None:
    assert [counted(n, "note") for n in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]
    assert counted(2, "thing is", "things are") == "2 things are"
    assert [verb(n, "is", "are") for n in (1, 2)] == ["is", "are"]


def test_names_are_listed_as_a_person_does_and_never_run_into_each_other() -> None:
    assert listed([]) == ""
    assert listed(["Tea"]) == "Tea"
    assert listed(["Tea", "Milk", "Water"]) == "Tea, Milk and Water"
    assert listed(["SEND and inclusion", "CPD", "Trust"]) == "SEND and inclusion; CPD; Trust"


def test_several_of_a_noun_are_said_as_english_does() -> None:
    said = {"school": "schools", "library": "libraries", "surgery": "surgeries", "branch": "branches", "bus": "buses",
            "nursery": "nurseries", "key": "keys", "practice": "practices", "y": "ys"}  # fmt: skip
    assert {noun: plural(noun) for noun in said} == said


def test_notes_that_say_the_same_of_several_lines_are_one_with_the_lines() -> None:
    short = "the row has 2 cells: the rest is blank."
    notes = [
        "v.csv, line 3: " + short,
        "v.csv: read so.",
        *(f"v.csv, line {n}: {short}" for n in (5, 7, 9, 11, 13, 15)),
    ]
    assert same_once(notes) == [f"v.csv, lines 3, 5, 7, 9, 11 and 2 more: {short}", "v.csv: read so."]
    assert same_once(["v.csv, line 3: x.", "line 4: x.", "v.csv, line 5: y."]) == [
        "v.csv, line 3: x.", "line 4: x.", "v.csv, line 5: y.",
    ]  # fmt: skip
