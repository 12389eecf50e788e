"""The rows of polls, ballots, marks, shows of hands, accounts and results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from hep_tui.counting.agreement import shared_places
from hep_tui.counting.tally import own
from hep_tui.domain.ballots import Ballot, as_read
from hep_tui.domain.batches import Batch
from hep_tui.domain.concepts import concepts_of, of_option
from hep_tui.domain.phases import NOT_ASKED
from hep_tui.domain.polls import Account, Hands, Poll, PollState
from hep_tui.domain.ranking import ranking
from hep_tui.domain.readings import Reading, verified
from hep_tui.domain.record import from_body
from hep_tui.domain.result import Beside, Result
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.exchange.context import MALFORMED, Context, Each
from hep_tui.exchange.of_polls import options_of, polls_of, splits_of
from hep_tui.exchange.parts import Again, Parts, Row
from hep_tui.logbook import Entry, said
from hep_tui.logbook.polls import Standing


def polls(ctx: Context) -> Each:
    """Yield the polls."""

    def rows(e: Entry, p: Poll) -> Iterable[Row]:
        now = Standing(ctx.book, e.subject)
        budget = p.points if p.marking.shares else None
        yield {
            "id": e.subject, "keep": "secret" if p.secret else "open",
            "scale": "; ".join(f"{level.value} {level.label}".strip() for level in reversed(p.levels)),
            "budget": budget, "eligible": ctx.figure("polls", "eligible", p.eligible or None),
            "if_it_fails": p.default, "no_change": p.refusal,
            # How many may vote has a column of its own, which may have to hide it.
            "rule_words": rule_paragraph(replace(p, eligible=0)),
            "state": now.state, "present": ctx.figure("polls", "present", now.moved.present or None),
        }  # fmt: skip

    return ctx.each("polls", Poll, rows)


def options(ctx: Context) -> Each:
    """Yield the options of the polls in paper order."""
    priorities = concepts_of(ctx.review.pack)

    def rows(e: Entry, p: Poll) -> Iterable[Row]:
        for position, o in enumerate(options_of(p), 1):
            yield {
                "poll": e.subject, "option": o.id, "option_label": o.label, "position": position,
                "model": o.id if o.version else None, "version": o.version or None,
                "concept": of_option(o, priorities), "unit": p.unit,
            }  # fmt: skip

    return ctx.each("options", Poll, rows)


def batches(ctx: Context) -> Each:
    """Yield the batches of papers."""
    of = polls_of(ctx)

    return ctx.each("batches", Batch, lambda e, b: [{"id": e.subject, "unit": of[b.poll].unit}])


def _readings(ctx: Context) -> dict[tuple[str, int], Reading]:
    """Return what a second person read, by poll and number; what cannot be read verifies nothing."""
    found = {}
    for _, data in ctx.bodies("reading"):
        with suppress(*MALFORMED):
            reading = from_body(Reading, data)
            found[reading.poll, reading.number] = reading
    return found


def ballots(ctx: Context) -> Each:
    """Yield the ballots."""
    twice = said.twice(ctx.book, "ballot", "poll", "number")
    of, read = polls_of(ctx), _readings(ctx)

    def rows(e: Entry, b: Ballot) -> Iterable[Parts]:
        poll = of.open(b.poll)
        fit = as_read(poll, b).status == "valid" and bool(own(poll, [b]) and b.voice)
        splits = splits_of((part.people, part.marks) for part in b.splits)
        row: Row = {
            "id": e.subject, "verified": verified(b, read.get((b.poll, b.number))),
            "counted": fit and (not b.number or (b.poll, b.number) not in twice),
            "splits": splits, "unit": _unit(poll, b),
        }  # fmt: skip
        return [(row, ctx.who(poll.meeting, b.phase, b.role))]

    return ctx.each("ballots", Ballot, rows)


class _Asked:
    """Hold what the marks of every paper of a poll say alike: the options in paper order, levels, where a mark goes."""

    def __init__(self, poll: Poll) -> None:
        alike = {"method": poll.method, "most": poll.most}
        options = options_of(poll)
        self.ids = [o.id for o in options]
        self.options = [Again({"option": o.id, "option_label": o.label, **alike}) for o in options]
        self.levels: dict[int | None, str] = {level.value: level.label for level in poll.levels}
        self.where = "rank" if poll.marking.ranks else "value"
        self.unplaced = [None] * len(options)
        self.mark = lru_cache(self._mark)

    def places(self, given: tuple[int | None, ...]) -> Sequence[float | None]:
        """Return the place of each option on a paper, none where it does not rank."""
        return shared_places(given) if self.where == "rank" else self.unplaced

    def _mark(self, mark: int | None, place: float | None) -> Again:
        return Again(
            {
                self.where: mark, "place": place, "level": self.levels.get(mark),
                "missing_reason": "skipped" if mark is None else None,
            }
        )  # fmt: skip


def marks(ctx: Context) -> Each:
    """Yield one row a ballot and option, blank ones with the reason."""
    of = polls_of(ctx)
    asked = {id: _Asked(poll) for id, poll in of.items()}

    def rows(e: Entry, b: Ballot) -> Iterable[Parts]:
        poll = of.open(b.poll)
        paper: Row = {"ballot": e.subject, "poll": b.poll, "number": b.number, "unit": _unit(poll, b)}
        alike = asked[b.poll]
        given = tuple(map(b.voice.get, alike.ids))
        marked = map(alike.mark, given, alike.places(given))
        return [(paper, option, mark) for option, mark in zip(alike.options, marked, strict=True)]

    return ctx.each("marks", Ballot, rows)


def _unit(poll: Poll, ballot: Ballot) -> str:
    """Return whose ballot it is: that of the unit that votes, unless tables and voters are both in the poll."""
    return ballot.unit if "table" in (ballot.unit, poll.unit) else poll.unit


def counts(ctx: Context) -> Each:
    """Yield the figures of the shows of hands, phases in the cells they may be shown in."""
    of = polls_of(ctx)

    def rows(e: Entry, h: Hands) -> Iterable[Row]:
        poll = of[h.poll]
        figures: list[Row] = [{"measure": "present", "hands": h.present}]
        by_phase = any(phase for hands in h.counts.values() for phase in hands)
        for o in options_of(poll):
            by_cell: Counter[tuple[str, str]] = Counter()
            for phase, hands in h.counts.get(o.id, {}).items():
                # Hands of the whole room are of no phase, so nothing is hidden.
                shown = ctx.who(poll.meeting, phase) if by_phase else {"phase": "", "phase_shown": NOT_ASKED}
                by_cell[str(shown["phase"]), str(shown["phase_shown"])] += hands
            figures += [
                {
                    "measure": "option", "option": o.id, "option_label": o.label, "phase": cell, "phase_shown": how,
                    "hands": hands,
                }
                for (cell, how), hands in sorted(by_cell.items())
            ]  # fmt: skip
        figures += [{"measure": "abstained", "hands": h.abstained}, {"measure": "not_voting", "hands": h.not_voting}]
        common = {"unit": poll.unit, "phase_shown": NOT_ASKED}
        return [{**common, "line": n, **figure} for n, figure in enumerate(figures, 1)]

    return ctx.each("counts", Hands, rows)


def accounts(ctx: Context) -> Each:
    """Yield what was done with the sheets, and why a sum that was off was let pass."""
    of = polls_of(ctx)

    def rows(e: Entry, a: Account) -> Iterable[Row]:
        declared = Standing(ctx.book, a.poll).declared
        yield {"unit": of[a.poll].unit, "why_off": declared and declared.why_off}

    return ctx.each("accounts", Account, rows)


def results(ctx: Context) -> Each:
    """Yield what was declared, one row an option."""
    of = polls_of(ctx)

    def rows(e: Entry, result: Result) -> Iterable[Row]:
        poll = of[result.poll]
        places = {id: place for place, id in ranking(result.ranking)}
        for o in options_of(poll):
            yield {
                "option": o.id, "option_label": o.label, "place": places.get(o.id),
                "winner": o.id in result.winners, "score": result.scores.get(o.id),
                "support": result.support.get(o.id), "blocks": result.blocks.get(o.id),
                **_by_people(result.by_people, o.id), "checks": " ".join(check.says for check in result.checks),
                "stands": Standing(ctx.book, result.poll).state is PollState.DECLARED,
                "code_read_out": result.record_code, "margin": result.margin.says if result.margin else None,
                "unit": poll.unit,
            }  # fmt: skip

    return ctx.each("results", Result, rows)


def _by_people(people: Beside | None, option: str) -> Row:
    """Return the cells of the tally by people represented, empty where no tables voted."""
    if people is None:
        return {"people": None, "people_score": None, "people_winner": None}
    return {
        "people": people.n,
        "people_score": people.scores.get(option),
        "people_winner": option in people.winners,
    }
