"""What has changed since a result was declared: every paper under its cause, and none besides."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.difference import correction, difference
from hep_tui.domain.polls import Casting, Option, Poll
from hep_tui.domain.result import Result
from hep_tui.domain.verdicts import Verdict

POLL = Poll("Join?", method="choose", options=(Option("1", "Yes"), Option("2", "No")), rule="plurality")
BEFORE = Result(
    "", "", ranking=(("1",), ("2",)), winners=("1",), scores={"1": 2, "2": 1}, verdict=Verdict.CARRIED
)  # fmt: skip


def paper(number: int, option: str = "1", status: str = "valid") -> tuple[str, Ballot]:
    return f"paper {number}", Ballot("p", number, status, {option: 1} if status == "valid" else {})


def test_every_cause_is_told_in_one_order() -> None:
    before = {"a": paper(1), "b": paper(2, status="query"), "c": paper(3), "d": paper(4)}
    now = {"a": paper(1), "b2": paper(2), "c2": paper(3, "2"), "e": paper(5), "f": paper(6)}
    gone = {entry: held for entry, held in before.items() if entry not in now}
    found = difference(before, now, gone)
    assert (found.added, found.changed, found.decided, found.taken_out) == ((5, 6), (3,), (2,), (4,))
    assert found.words == (
        "Two late papers were added (5 and 6), one paper was corrected (3), one parked paper was decided (2) and one "
        "paper was taken out (4)"
    )


def test_a_correction_beside_a_late_paper_is_told_and_so_is_a_verdict_that_changed() -> None:
    now = Result(
        "", "", ranking=(("2",), ("1",)), winners=("2",), scores={"1": 1, "2": 3}, verdict=Verdict.NOT_CARRIED
    )  # fmt: skip
    declared = replace(BEFORE, entries=("a", "b"))
    said = correction(POLL, declared, now, {"a2": paper(1, "2"), "b": paper(2), "c": paper(3)}, {"a": paper(1)})
    assert said == (
        "One late paper was added (3) and one paper was corrected (1); now it is NOT CARRIED, and was CARRIED."
    )


def test_a_motion_that_fails_again_though_it_is_level_now_is_said_to_fail_still() -> None:
    before = replace(BEFORE, verdict=Verdict.NOT_CARRIED, entries=("a",))
    now = replace(before, ranking=(("1", "2"),), winners=("1", "2"), scores={"1": 2, "2": 2})
    said = correction(POLL, before, now, {"a": paper(1), "b": paper(2, "2")}, {})
    assert said == "One late paper was added (2); it is still NOT CARRIED."


def test_a_casting_vote_is_the_cause_where_no_paper_differs() -> None:
    before = replace(BEFORE, verdict=Verdict.NOT_CARRIED, entries=("a",))
    now = replace(before, verdict=Verdict.CARRIED, casting=Casting("1", "Jo Bell"))
    said = correction(POLL, before, now, {"a": paper(1)}, {})
    assert said == "The chair gave a casting vote; now it is CARRIED, and was NOT CARRIED."


def test_a_result_of_an_older_program_is_compared_without_a_verdict() -> None:
    old = replace(BEFORE, verdict=None, entries=("a",))
    assert correction(POLL, old, BEFORE, {"a": paper(1)}, {}) == ""


Held = st.dictionaries(st.integers(1, 12), st.sampled_from(["1", "2", "query"]), max_size=12)


def entries(papers: dict[int, str]) -> dict[str, tuple[str, Ballot]]:
    return {
        f"{number} {said}": paper(number, said) if said != "query" else paper(number, status="query")
        for number, said in papers.items()
    }


@given(Held, Held)
def test_the_papers_that_are_named_are_those_that_differ(before: dict[int, str], now: dict[int, str]) -> None:
    was, stands = entries(before), entries(now)
    found = difference(was, stands, {entry: held for entry, held in was.items() if entry not in stands})
    assert found.numbers == {number for number in {*before, *now} if before.get(number) != now.get(number)}
    assert sum(map(len, (found.added, found.changed, found.decided, found.taken_out))) == len(found.numbers)
    assert bool(found.words) == bool(found.numbers)
