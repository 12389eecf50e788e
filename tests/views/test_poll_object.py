"""One poll as one object for programs: the same keys and types for every method, rule and state."""

import json
from dataclasses import replace
from typing import Any

import pytest

from hep_tui.actions import ballots, polls, secret_polls
from hep_tui.counting import ranked_pairs
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.rules import rule_named
from hep_tui.domain.verdicts import Verdict
from hep_tui.logbook import Book
from hep_tui.views.poll_object import poll_object
from hep_tui.views.polls import poll_view
from tests.conftest import with_a_place

COLOURS = (Option("1", "Red"), Option("2", "Blue"), Option("3", "Green"))
NUMBER, NONE = (int, float), type(None)
TYPES: dict[str, tuple[type, ...]] = {
    "poll": (str,), "state": (str,), "rule": (str,), "seats": (int,), "electorate": (dict,), "cast": (int,),
    "valid": (int,), "verdict": (str,), "winners": (list,), "ranking": (list,), "scores": (dict,), "rounds": (list,),
    "pairwise": (dict,), "quorum": (dict, NONE), "requirement": (dict, NONE), "ties": (list,),
    "margin": (dict, NONE), "account": (list,), "sentence": (str,), "declared": (dict, NONE), "corrections": (list,),
}  # fmt: skip
FIXED = {"poll", "state", "rule", "seats", "electorate", "declared", "corrections"}
WAYS = [(name, rule) for name, method in METHODS.items() for rule in method.rules or ("plurality",)]
every_way = pytest.mark.parametrize(("method", "rule"), WAYS)


def made(book: Book, method: str, rule: str, **fixed: Any) -> str:
    """Return the id of an open poll on three colours."""
    marking = METHODS[method]
    scale = tuple(Level(n, "") for n in range(4)) if marking.supports or marking.scores else ()
    no_change = "3" if "adoption" in rule else ""
    poll = Poll("Colours", "Which?", method, COLOURS, rule=rule, scale=scale, no_change=no_change)
    id = polls.create(book, replace(poll, **fixed))
    polls.change_state(book, id, PollState.OPEN)
    return id


def marks(method: str, first: int) -> dict[str, int]:
    """Return a ballot that puts one colour before the next, and that before the last."""
    order = [str((first - 1 + k) % 3 + 1) for k in range(3)]
    if METHODS[method].one:
        return {order[0]: 1}
    if METHODS[method].ranks:
        return {id: place for place, id in enumerate(order, 1)}
    if METHODS[method].by_order:
        return {order[0]: 1}
    return {id: value for id, value in zip(order, (3, 1, 0), strict=True) if value}


def vote(book: Book, id: str, method: str, *, firsts: str) -> None:
    """Give one vote for each of the colours, first places by their numbers."""
    if METHODS[method].hands:
        polls.show_hands(book, Hands(id, len(firsts), {first: {"": firsts.count(first)} for first in set(firsts)}))
        return
    ballots.cast_all(book, [Ballot(id, n, marks=marks(method, int(f))) for n, f in enumerate(firsts, 1)])


def closed(book: Book, id: str) -> str:
    polls.change_state(book, id, PollState.CLOSED)
    return id


def shown(book: Book, id: str) -> list[dict[str, Any]]:
    """Return what show and count print of a poll, as a program reads it."""
    view = poll_view(book, id)
    return [json.loads(json.dumps(poll_object(book, view, recount=recount))) for recount in (False, True)]


def is_whole(found: dict[str, Any]) -> None:
    """Fail unless an object has the keys and the types that every one of them has."""
    assert list(found) == list(TYPES)
    assert [name for name, value in found.items() if not isinstance(value, TYPES[name])] == []
    assert set(found["electorate"]) == {"unit", "words", "size"}
    assert isinstance(found["electorate"]["size"], int | NONE)
    assert found["verdict"] in set(Verdict)
    labels = {o.label for o in COLOURS}
    assert {label for tier in found["ranking"] for label in tier} in (set(), labels)
    assert set(found["winners"]) <= labels
    assert set(found["scores"]) in (set(), labels)
    assert all(isinstance(value, (*NUMBER, NONE)) for value in found["scores"].values())
    assert all(set(row) == labels - {label} for label, row in found["pairwise"].items())
    assert all(set(each) == {"tally", "exhausted", "eliminated", "elected"} for each in found["rounds"])
    assert all(set(each) == {"where", "tied", "broken_by", "decisive", "draw"} for each in found["ties"])
    assert all(isinstance(line, str) for line in (*found["account"], *found["corrections"]))
    assert set(found["quorum"] or {}) in (set(), {"needed", "got", "reached"})
    assert set(found["requirement"] or {}) in (set(), {"words", "needed", "got", "reached"})
    assert set(found["margin"] or {}) in (set(), {"papers", "exact", "doubtful", "settled", "says"})
    assert set(found["declared"] or {}) in (set(), {"code", "at"})


@every_way
def test_before_anybody_has_voted_nothing_is_decided_and_nobody_wins(book: Book, method: str, rule: str) -> None:
    id = made(book, method, rule, quorum="2 ballots", threshold="more than half")
    draft = polls.create(book, polls.only(book, id))
    for found in (*shown(book, draft), *shown(book, id), *shown(book, closed(book, id))):
        is_whole(found)
        assert (found["cast"], found["valid"], found["verdict"]) == (0, 0, "no-decision")
        assert (found["winners"], found["ranking"], found["ties"]) == ([], [], [])
        assert (found["quorum"]["needed"], found["quorum"]["got"], found["quorum"]["reached"]) == (2, 0, False)
        assert found["requirement"]["words"] == "more than half"


@every_way
def test_whoever_leads_is_named_by_label_open_closed_declared_and_withdrawn(book: Book, method: str, rule: str) -> None:
    id = made(book, method, rule)
    vote(book, id, method, firsts="1112112")
    states = []
    for move in (lambda: None, lambda: closed(book, id), lambda: polls.declare(book, id), lambda: withdrawn(book, id)):
        move()
        for found in shown(book, id):
            is_whole(found)
            assert (found["cast"], found["valid"], found["verdict"], found["winners"]) == (7, 7, "leads", ["Red"])
            assert found["ranking"][0] == ["Red"]
            assert bool(found["declared"]) == (found["state"] == "declared")
        states.append(found["state"])
    assert states == ["open", "closed", "declared", "closed"]


def withdrawn(book: Book, id: str) -> None:
    polls.withdraw(book, id, reason="read out too early")


@pytest.mark.parametrize(
    ("method", "rule"), [way for way in WAYS if rule_named(way[1]).drawn and not rule_named(way[1]).no_change]
)
def test_what_is_level_is_tied(book: Book, method: str, rule: str) -> None:
    id = made(book, method, rule)
    vote(book, id, method, firsts="112233")
    for found in shown(book, closed(book, id)):
        is_whole(found)
        assert (found["verdict"], sorted(found["winners"])) == ("tied", ["Blue", "Green", "Red"])


def test_a_rule_that_may_name_nobody_decides_nothing_in_a_cycle(book: Book) -> None:
    id = made(book, "rank", "condorcet")
    vote(book, id, "rank", firsts="112233")
    for found in shown(book, closed(book, id)):
        is_whole(found)
        assert (found["verdict"], found["winners"]) == ("no-decision", [])


@every_way
def test_where_the_quorum_is_missed_nothing_is_decided(book: Book, method: str, rule: str) -> None:
    id = made(book, method, rule, quorum="9 ballots")
    vote(book, id, method, firsts="1111")
    for found in shown(book, id):
        is_whole(found)
        assert found["verdict"] == "no-decision"
        assert found["quorum"] == {"needed": 9, "got": 4, "reached": False}


@every_way
def test_of_a_secret_poll_no_figure_is_there_while_it_is_open_and_none_under_five(
    book: Book, method: str, rule: str
) -> None:
    if METHODS[method].hands:
        pytest.skip("the whole room sees a show of hands")
    with_a_place(book)
    id = made(book, method, rule, keep="secret", threshold="more than half", quorum="3 ballots")
    for n in range(4):
        secret_polls.cast(book, id, marks(method, n % 2 + 1))
        for found in shown(book, id):
            assert list(found) == list(TYPES)
            assert [name for name, value in found.items() if value is not None and name not in FIXED] == []
    for found in shown(book, closed(book, id)):
        assert [name for name, value in found.items() if value is not None and name not in FIXED] == ["sentence"]
    enough = made(book, method, rule, keep="secret")
    for _ in range(5):
        secret_polls.cast(book, enough, marks(method, 1))
    for found in shown(book, closed(book, enough)):
        is_whole(found)
        assert (found["valid"], found["winners"]) == (5, ["Red"])


def test_what_papers_in_doubt_could_change_is_not_settled(book: Book) -> None:
    id = made(book, "choose", "plurality")
    vote(book, id, "choose", firsts="112")
    ballots.cast(book, Ballot(id, 4, status="query", reason="two crosses"))
    for found in shown(book, id):
        is_whole(found)
        assert found["verdict"] == "not-settled"
        assert found["margin"]["settled"] is False


def test_a_search_that_gives_up_is_not_worked_out(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranked_pairs, "STEPS_AT_MOST", 50)
    n = 7
    options = tuple(Option(str(i), f"Idea {i}") for i in range(1, n + 1))
    id = polls.create(book, Poll("Ideas", "Which?", "rank", options, rule="ranked-pairs"))
    polls.change_state(book, id, PollState.OPEN)
    ring = [{str(i): (i - k) % n + 1 for i in range(1, n + 1)} for k in range(n)]
    ballots.cast_all(book, [Ballot(id, number, marks=each) for number, each in enumerate(ring, 1)])
    for found in shown(book, id):
        assert (found["verdict"], found["winners"]) == ("not-worked-out", [])
        assert found["sentence"].startswith("Who leads is not worked out")


@pytest.mark.parametrize(
    ("levels", "figures"),
    [((3, 3, 3, 3, 3), (3, 5, True)), ((3, 3, 3, 0, 0), (1, 2, False)), ((3, 1, 1, 1, 1), (3, 1, False))],
)
def test_of_several_things_needed_the_figures_are_of_the_one_that_fails(
    book: Book, levels: tuple[int, ...], figures: tuple[int, int, bool]
) -> None:
    id = made(book, "gradient", "score", threshold="60 % at 2 or above, at most 20 % at 0")
    papers = [Ballot(id, n, marks={"1": level, "2": 0, "3": 0}) for n, level in enumerate(levels, 1)]
    ballots.cast_all(book, papers)
    for found in shown(book, closed(book, id)):
        requirement = found["requirement"]
        assert (requirement["needed"], requirement["got"], requirement["reached"]) == figures
