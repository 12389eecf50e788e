"""hep themes, and hep show --find: themes and search without the screen."""

from pathlib import Path

from .conftest import Hep


def test_the_tree_is_printed_with_counts(hep: Hep, fresh: Path) -> None:
    hep("note", fresh, "Tea is late #tea-breaks")
    said = hep("themes", fresh)
    assert said.code == 0
    assert "tea-breaks (#tea-breaks): 1 note\n" in said.out
    assert said.out.endswith("0 notes carry no theme.\n")


def test_themes_are_added_renamed_nested_merged_and_parted(hep: Hep, fresh: Path) -> None:
    hep("note", fresh, "Tea is late #tea-breaks")
    assert "mark is #breaks" in hep("themes", fresh, "add", "Breaks").out
    assert (
        hep("themes", fresh, "rename", "tea", "Tea").out
        == "tea-breaks is now called 'Tea'; its mark #tea-breaks stays.\n"
    )
    assert hep("themes", fresh, "nest", "Tea", "breaks").out == "Tea is under Breaks now.\n"
    assert (
        "Breaks (#breaks): 0 notes, 1 with those nested in it\n  Tea (#tea-breaks): 1 note" in hep("themes", fresh).out
    )
    assert "Tea is Breaks now" in hep("themes", fresh, "merge", "tea", "breaks").out
    assert "Breaks (#breaks): 1 note; also Tea\n" in hep("themes", fresh).out
    [note] = hep("show", fresh, "notes", "--json").json
    assert note["themes"] == ["breaks"]
    told = hep("themes", fresh, "history", "breaks").out
    for words in ("created as 'tea-breaks'", "renamed to 'Tea'", "nested under 'Breaks'", "merged into 'Breaks'"):
        assert words in told
    assert hep("themes", fresh, "part", "tea").out == "Tea is a theme of its own again.\n"
    assert "  Tea (#tea-breaks): 1 note\n" in hep("themes", fresh).out
    assert hep("themes", fresh, "nest", "tea", "").out == "Tea is at the top now.\n"


def test_what_cannot_be_is_refused_in_one_sentence(hep: Hep, fresh: Path) -> None:
    hep("themes", fresh, "add", "One")
    hep("themes", fresh, "add", "Two")
    hep("themes", fresh, "nest", "Two", "One")
    before = fresh.read_bytes()
    assert "names 0 themes" in hep("themes", fresh, "rename", "zzz", "Z").refusal
    assert "already" in hep("themes", fresh, "add", "one").refusal
    assert "already" in hep("themes", fresh, "rename", "Two", "ONE").refusal
    assert "nested in it" in hep("themes", fresh, "nest", "One", "Two").refusal
    assert "itself" in hep("themes", fresh, "merge", "One", "One").refusal
    assert "needs a name" in hep("themes", fresh, "add", " ").refusal
    assert "is not a theme that was merged" in hep("themes", fresh, "part", "One").refusal
    assert fresh.read_bytes() == before


def test_notes_are_found_by_words_and_marks_in_the_order_of_the_record(hep: Hep, fresh: Path) -> None:
    for text in ("- They take two terms #send", "+ They take one term", "Nothing"):
        hep("note", fresh, text)
    texts = [n["text"] for n in hep("show", fresh, "notes", "--find", "term take", "--json").json]
    assert texts == ["They take two terms", "They take one term"]
    assert "They take two terms" in hep("show", fresh, "--find", "- #send").out
    unknown = hep("show", fresh, "notes", "--find", "#sned")
    assert unknown.out == "none\n"
    assert unknown.err == "hep: #sned left as text: no theme has that name\n"
    assert "--find looks through notes" in hep("show", fresh, "polls", "--find", "x").refusal
