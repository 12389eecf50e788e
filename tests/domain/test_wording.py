from hep_tui.domain.wording import counted, verb


def test_one_of_something_is_said_in_the_singular() -> None:
    assert [counted(n, "note") for n in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]
    assert counted(2, "thing is", "things are") == "2 things are"
    assert [verb(n, "is", "are") for n in (1, 2)] == ["is", "are"]
