"""Notes in groups."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.logbook.record import Record
from hep_tui.views.stream import GROUPINGS, grouped

VOCABULARY = Vocabulary(
    phases={"primary": "primary", "special": "special"},
    themes={"send": "SEND", "funding": "Funding"},
)


def noted(number: int, **marks: object) -> Record[Note]:
    note = replace(Note(f"note {number}"), **marks)  # type: ignore[arg-type]
    return Record(str(number), f"e{number}", number, "", "", note)


def labels(by: str, *notes: Record[Note]) -> list[tuple[str, list[str]]]:
    return [(g.label, [n.id for n in g.notes]) for g in grouped(notes, by, VOCABULARY)]


def test_ungrouped_notes_stand_as_they_were_taken_without_a_label() -> None:
    assert labels("", noted(2), noted(1)) == [("", ["2", "1"])]


def test_a_note_of_two_themes_stands_under_each_and_one_without_at_the_end() -> None:
    both, none, one = noted(1, themes=("funding", "send")), noted(2), noted(3, themes=("funding",))
    assert labels("theme", both, none, one) == [("SEND", ["1"]), ("Funding", ["1", "3"]), ("no theme", ["2"])]


def test_phases_come_in_the_order_of_the_pack() -> None:
    found = labels("phase", noted(1, phase="special"), noted(2, phase="primary"), noted(3))
    assert found == [("primary", ["2"]), ("special", ["1"]), ("no phase", ["3"])]


def test_sentiments_come_in_the_order_of_their_signs() -> None:
    found = labels("sentiment", noted(1, sentiment="question"), noted(2, sentiment="positive"), noted(3))
    assert found == [("positive", ["2"]), ("question", ["1"]), ("no sentiment", ["3"])]


def test_a_theme_that_the_vocabulary_lacks_has_a_group_all_the_same() -> None:
    assert labels("theme", noted(1, themes=("buses",))) == [("buses", ["1"])]


notes = st.lists(
    st.tuples(st.sampled_from(["", "send", "funding", "new"]), st.sampled_from(["", "primary", "special", "odd"])),
    max_size=12,
)


@given(notes, st.sampled_from(GROUPINGS))
def test_no_note_is_lost_or_reordered_by_grouping(marks: list[tuple[str, str]], by: str) -> None:
    made = [noted(i, themes=(t,) if t else (), phase=p) for i, (t, p) in enumerate(marks)]
    groups = grouped(made, by, VOCABULARY)
    assert sorted(n.n for g in groups for n in g.notes) == [n.n for n in made]
    assert all([n.n for n in g.notes] == sorted(n.n for n in g.notes) for g in groups)
