"""Phases that few schools have are shown in a wider cell, or not at all, wherever a row leaves the laptop."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.actions import meetings, notes, polls, reviews
from hep_tui.actions.reviews import poll_of
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack, Phase
from hep_tui.domain.phases import AS_RECORDED, MERGED, MIN_SCHOOLS, NOT_ASKED, SUPPRESSED, UNKNOWN, cells
from hep_tui.domain.polls import Hands, PollState
from hep_tui.domain.record import to_body
from hep_tui.domain.schools import School
from hep_tui.exchange.frames import read
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from tests.conftest import Ticking

Export = Callable[..., Path]


def _schools(**of_phase: int) -> list[School]:
    phases = [phase for phase, number in of_phase.items() for _ in range(number)]
    return [School(str(100000 + i), f"School {i}", phase) for i, phase in enumerate(phases)]


def _phases(**merge: str) -> list[Phase]:
    return [Phase(id, id.title(), merge=wider) for id, wider in merge.items()]


def test_a_phase_of_three_schools_stands_as_recorded_and_one_of_two_does_not() -> None:
    found = cells(_phases(big="", small="wide", tiny="wide"), _schools(big=MIN_SCHOOLS, small=MIN_SCHOOLS - 1, tiny=1))
    assert found.of("big") == ("big", AS_RECORDED)
    assert found.of("small") == found.of("tiny") == ("wide", MERGED)
    assert found.labels["wide"] == "wide"


def test_the_words_that_a_pack_has_for_a_wider_cell_are_its_label_and_a_slug_of_its_own_its_code() -> None:
    phases = _phases(special="", small="Special!", tiny="Small & other", mini="Small, other", odd="&")
    found = cells(phases, _schools(special=3, small=2, tiny=2, mini=2, odd=2))
    assert {found.of(p.id)[0] for p in phases} == {"special", ""}
    codes = {"special-2": "Special!", "small-other": "Small & other", "small-other-2": "Small, other", "cell": "&"}
    assert found.labels == {p.id: p.label for p in phases} | codes


def test_a_wider_cell_that_is_still_too_small_is_not_shown_at_all() -> None:
    found = cells(_phases(big="", small="wide", tiny="wide"), _schools(big=9, small=1, tiny=1))
    assert found.of("small") == found.of("tiny") == ("", SUPPRESSED)


def test_a_phase_may_be_merged_into_another_phase() -> None:
    found = cells(_phases(primary="", infant="primary"), _schools(primary=5, infant=1))
    assert found.of("infant") == ("primary", MERGED)
    assert found.of("primary") == ("primary", AS_RECORDED)
    assert found.labels["primary"] == "Primary, Infant"


def test_a_small_phase_for_which_the_pack_names_no_wider_cell_is_suppressed() -> None:
    assert cells(_phases(lower="", upper=""), _schools(lower=4, upper=2)).of("upper") == ("", SUPPRESSED)


def test_a_wider_cell_counts_only_the_phases_that_are_shown_in_it() -> None:
    itself = cells(_phases(small="small"), _schools(small=2))
    assert itself.of("small") == ("", SUPPRESSED)
    chain = cells(_phases(small="middle", middle="wide", tiny="wide"), _schools(small=2, middle=2, tiny=1))
    assert chain.of("small") == ("", SUPPRESSED)
    assert chain.of("middle") == chain.of("tiny") == ("wide", MERGED)


def test_people_of_no_school_stand_as_recorded_unless_the_pack_merges_them() -> None:
    found = cells(_phases(big="", trusts="", guests="wide"), _schools(big=9))
    assert found.of("trusts") == ("trusts", AS_RECORDED)
    assert found.of("guests") == ("", SUPPRESSED)


def test_a_phase_the_pack_does_not_know_is_said_to_be_unknown_and_none_is_not_asked() -> None:
    found = cells(_phases(big=""), _schools(big=9))
    assert found.of("moon") == ("", UNKNOWN)
    assert found.of("") == ("", NOT_ASKED)


@given(
    merge=st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "wide", "other", "a"]), min_size=1),
    sizes=st.lists(st.integers(0, 5), min_size=6, max_size=6),
)
def test_no_cell_is_ever_shown_that_fewer_than_three_schools_share(merge: dict[str, str], sizes: list[int]) -> None:
    number = dict(zip("abcdef", sizes, strict=True))
    found = cells(_phases(**merge), _schools(**number))
    for cell in {found.of(phase)[0] for phase in merge} - {""}:
        inside = [phase for phase in merge if found.of(phase)[0] == cell]
        schools = sum(number[phase] for phase in inside)
        assert schools >= MIN_SCHOOLS or (schools == 0 and inside == [cell])


@pytest.fixture
def small(tmp_path: Path, ticking: Ticking, hillingdon: Pack) -> Iterator[Book]:
    """Lend a book of one vote in which somebody of every phase spoke, voted and held up a hand."""
    book = create(tmp_path / "small.hep", source=ticking.source)
    book.conn.execute("PRAGMA synchronous=OFF")
    pack = Pack.from_dict({**hillingdon.to_dict(), "agendas": []})
    schools = _schools(primary=69, secondary=21, special=9, nursery=1, ap=1, **{"all-through": 1})
    reviews.start(book, pack, schools)
    plans = {plan.method: poll_of(pack, plan) for plan in pack.polls}
    ranking, hands = polls.create(book, plans["rank"]), polls.create(book, plans["hands"])
    meeting = reviews.plan_meeting(book, hillingdon, hillingdon.agendas[0])
    for poll in (ranking, hands):
        polls.change_state(book, poll, PollState.OPEN)
    for number, phase in enumerate((*(p.id for p in pack.phases), "moon", ""), 1):
        meetings.attend(book, Attendance(meeting, f"person {number}", phase=phase))
        notes.add(book, Note("Something", meeting, phase=phase))
        book.append("ballot", f"ballot-{number}", to_body(Ballot(ranking, number, phase=phase)))
    polls.show_hands(book, Hands(hands, 9, {"1": {"nursery": 1, "ap": 2, "primary": 3}, "2": {"moon": 1, "": 2}}))
    yield book
    book.close()


SHOWN = {
    ("primary", AS_RECORDED): 1,
    ("secondary", AS_RECORDED): 1,
    ("special", AS_RECORDED): 1,
    ("cross-phase", AS_RECORDED): 1,
    ("independent", AS_RECORDED): 1,
    ("specialist-other", MERGED): 4,
    (None, UNKNOWN): 1,
    (None, NOT_ASKED): 1,
}


@pytest.mark.parametrize("table", ["notes", "attendance", "ballots"])
def test_rows_show_small_phases_in_the_wider_cell_only(small: Book, exported: Export, table: str) -> None:
    frame = read(exported(small))[table].astype({"phase": object})
    found = frame.groupby(["phase", "phase_shown"], dropna=False).size()
    assert {(None if p != p else p, how): n for (p, how), n in found.items()} == SHOWN


def test_hands_of_small_phases_are_added_up_within_their_cell(small: Book, exported: Export) -> None:
    counts = read(exported(small))["counts"].query("measure == 'option'")
    rows = counts[["option", "phase", "phase_shown", "hands"]].astype(object).fillna("").itertuples(index=False)
    assert [tuple(row) for row in rows] == [
        ("1", "primary", AS_RECORDED, 3),
        ("1", "specialist-other", MERGED, 3),
        ("2", "", NOT_ASKED, 2),
        ("2", "", UNKNOWN, 1),
    ]


def test_no_table_of_what_people_said_or_did_names_a_small_phase(small: Book, exported: Export) -> None:
    for name, frame in read(exported(small)).items():
        if "phase" in frame and name not in ("schools", "model_funding"):
            assert not {"nursery", "ap", "all-through", "post-16"} & {*frame["phase"].dropna()}


def test_the_cell_to_join_by_agrees_between_schools_and_rows(small: Book, exported: Export) -> None:
    frames = read(exported(small))
    schools = frames["schools"].groupby("phase_cell").size()
    assert dict(schools) == {"primary": 69, "secondary": 21, "special": 9, "specialist-other": 3}
    assert (schools >= MIN_SCHOOLS).all()
    said = frames["cells"].set_index("cell")["cell_label"]
    assert (said["specialist-other"], said["primary"]) == ("Specialist & other", "Primary")
    assert {*frames["notes"].query("phase == 'specialist-other'")["phase_label"]} == {"Specialist & other"}


def test_suppression_says_what_was_hidden_by_which_rule_and_how_often_never_the_value(
    small: Book, exported: Export
) -> None:
    with (exported(small) / "disclosure" / "suppression.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    rule = "fewer than 3 schools of the borough have this phase"
    wide = "specialist-other"
    assert rows == [
        ("attendance", "phase", MERGED, wide, "4", rule),
        ("attendance", "phase", UNKNOWN, "", "1", "not in the pack"),
        ("ballots", "phase", MERGED, wide, "4", rule),
        ("ballots", "phase", UNKNOWN, "", "1", "not in the pack"),
        ("counts", "phase", MERGED, wide, "1", rule),
        ("counts", "phase", UNKNOWN, "", "1", "not in the pack"),
        ("notes", "phase", MERGED, wide, "4", rule),
        ("notes", "phase", UNKNOWN, "", "1", "not in the pack"),
    ]
