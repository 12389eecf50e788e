"""Who has been heard and who has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import meetings, notes
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.views.coverage import HEARD, LESS, NOT_HEARD, Heard, Of, by_group, by_phase, by_role, coverage

NOBODY = Of(0, 0)


def come(book: Book, meeting: str, **phases: int) -> None:
    """Let some people of each phase into a meeting."""
    for phase, n in phases.items():
        for i in range(n):
            meetings.attend(
                book, Attendance(meeting, f"{phase}-{i}", phase=phase, role="head", groups=("hash",) * (i % 2))
            )


def test_it_is_said_in_small_and_exact_words() -> None:
    heard = Heard("primary", "Primary", Of(24, 38), Of(17, 21), Of(69, 111))
    assert heard.words == "24 of 38 notes (63 %); 17 of 21 present; 69 of 111 schools"
    assert (
        Heard("ap", "AP/PRU", Of(0, 38), Of(0, 21), Of(1, 111)).words
        == "0 of 38 notes; nobody present; 1 of 111 schools"
    )
    assert Heard("head", "head", Of(1, 2), NOBODY, NOBODY).words == "1 of 2 notes (50 %)"


@pytest.mark.parametrize(
    ("notes", "present", "schools", "verdict"),
    [
        (Of(0, 10), Of(2, 10), NOBODY, NOT_HEARD),
        (Of(0, 0), Of(0, 0), Of(9, 111), NOT_HEARD),
        (Of(24, 38), Of(17, 21), Of(69, 111), LESS),
        (Of(30, 38), Of(17, 21), Of(69, 111), HEARD),
        # One note of what would be 1.9: not a whole one short.
        (Of(1, 19), Of(1, 10), NOBODY, HEARD),
        (Of(1, 30), Of(1, 10), NOBODY, LESS),
        # Nobody was counted: by schools.
        (Of(2, 38), NOBODY, Of(21, 111), LESS),
        (Of(8, 38), NOBODY, Of(21, 111), HEARD),
        # Nobody of it came, and yet it was heard.
        (Of(1, 38), Of(0, 21), Of(69, 111), HEARD),
    ],
)
def test_less_than_a_share_is_under_four_fifths_and_a_whole_note_short(
    notes: Of, present: Of, schools: Of, verdict: str
) -> None:
    assert Heard("p", "P", notes, present, schools).verdict == verdict


def test_a_meeting_counts_its_own_notes_and_who_is_there(book: Book, workshop: str, conference: str) -> None:
    come(book, workshop, primary=3, secondary=1, special=1)
    come(book, conference, nursery=1)
    meetings.attend(book, Attendance(workshop, "special-0", "left", phase="special"))
    for phase in ("primary", "primary", "secondary", ""):
        notes.add(book, Note("Said", workshop, phase=phase, role="head"))
    notes.add(book, Note("Elsewhere", conference, phase="nursery"))
    view = coverage(book, workshop)
    found = {h.id: h for h in view.phases}
    assert (view.meeting, view.title, view.notes, view.unmarked) == (workshop, "Workshop", 4, 1)
    assert found["primary"].words == "2 of 3 notes (67 %); 3 of 4 present; 69 of 111 schools"
    assert found["special"].words == "0 of 3 notes; nobody present; 9 of 111 schools"
    assert found["nursery"].verdict == NOT_HEARD
    assert [(h.id, h.words) for h in view.roles] == [("head", "4 of 4 notes (100 %); 4 of 4 present")]


def test_the_whole_review_counts_everybody_who_ever_came_once(book: Book, workshop: str, conference: str) -> None:
    for meeting in (workshop, conference):
        come(book, meeting, primary=2)
    meetings.attend(book, Attendance(conference, "primary-0", "left", phase="primary", role="head"))
    notes.add(book, Note("Said", workshop, phase="primary"))
    notes.add(book, Note("Said", conference, phase="primary"))
    view = coverage(book)
    assert (view.meeting, view.title, view.notes) == ("", "", 2)
    assert next(h.words for h in view.phases if h.id == "primary") == (
        "2 of 2 notes (100 %); 2 of 2 present; 69 of 111 schools"
    )


def test_who_came_and_was_not_heard_stands_first_then_who_did_not_come_then_who_is_furthest_below(
    book: Book, workshop: str
) -> None:
    come(book, workshop, primary=4, secondary=4, special=1)
    for phase in (*["primary"] * 7, "secondary", "cross-phase"):
        notes.add(book, Note("Said", workshop, phase=phase))
    order = [h.id for h in coverage(book, workshop).phases]
    assert order[0] == "special"
    assert order[-3:] == ["secondary", "primary", "cross-phase"]
    assert order[1:-3] == ["nursery", "all-through", "ap", "post-16", "independent"]


def test_a_group_counts_all_who_are_in_it_and_a_note_of_two_groups_for_both(hillingdon: Pack) -> None:
    here = [Attendance("m", "1", groups=("hash", "lle")), Attendance("m", "2", groups=("lle",)), Attendance("m", "3")]
    said = [Note("a", groups=("hash", "lle")), Note("b")]
    assert [(h.id, h.notes, h.present) for h in by_group(hillingdon, said, here)] == [
        ("lle", Of(1, 1), Of(2, 2)),
        ("hash", Of(1, 1), Of(1, 2)),
    ]


def test_quotes_and_concerns_are_counted_of_its_notes(hillingdon: Pack) -> None:
    said = [
        Note("a", phase="primary", quote=True, sentiment="concern"),
        Note("b", phase="primary", sentiment="concern"),
    ]
    (heard,) = by_phase(hillingdon, said, [])
    assert (heard.quotes, heard.concerns) == (1, 2)


def test_a_meeting_that_is_gone_is_said_to_be(book: Book) -> None:
    with pytest.raises(HepError, match="not in the record any more"):
        coverage(book, "nowhere")


PHASES = st.sampled_from(["", "primary", "secondary", "special", "moon"])
ROLES = st.sampled_from(["", "head", "chair", "wizard"])
GROUPS = st.lists(st.sampled_from(["hash", "lle", "nobody"]), unique=True, max_size=3).map(tuple)
NOTES = st.lists(st.builds(Note, st.just("a"), phase=PHASES, role=ROLES, groups=GROUPS), max_size=12)
PEOPLE = st.lists(
    st.builds(Attendance, st.just("m"), st.integers(0, 5).map(str), phase=PHASES, role=ROLES, groups=GROUPS),
    max_size=12,
)


@given(NOTES, PEOPLE)
def test_parts_never_exceed_the_whole_and_phases_and_roles_add_up(
    hillingdon: Pack, taken: list[Note], came: list[Attendance]
) -> None:
    for part in (by_phase, by_role, by_group):
        found = part(hillingdon, taken, came)
        assert list(found) == sorted(found, key=lambda h: h.order)
        for heard in found:
            assert 0 <= heard.notes.n <= heard.notes.all <= len(taken)
            assert 0 <= heard.present.n <= heard.present.all
            assert (heard.verdict == NOT_HEARD) == (heard.notes.n == 0)
        if part is not by_group:
            assert sum(h.notes.n for h in found) == (found[0].notes.all if found else 0)
