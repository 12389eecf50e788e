"""The rows of second readings and of draws by dice."""

from collections.abc import Iterable, Mapping

from hep_tui.domain.readings import Check, Paper, Reading, paper
from hep_tui.exchange.context import Context, Each, Row
from hep_tui.exchange.of_polls import options_of, polls_of, splits_of
from hep_tui.logbook import Entry
from hep_tui.logbook.lots import LOT


def readings(ctx: Context) -> Each:
    """Yield the papers that were read a second time."""
    of = polls_of(ctx)

    def rows(e: Entry, r: Reading) -> Iterable[Row]:
        row: Row = {"unit": of.open(r.poll).unit, "differed": r.differed}
        for name, (status, _, people, splits) in _papers(r).items():
            parts = splits_of((n, dict(marks)) for n, marks in splits)
            row |= {f"{name}_status": status, f"{name}_people": people or None, f"{name}_splits": parts}
        yield row

    return ctx.each("readings", Reading, rows)


def reading_marks(ctx: Context) -> Each:
    """Yield one row a second reading and option, with what each reading found."""
    of = polls_of(ctx)

    def rows(e: Entry, r: Reading) -> Iterable[Row]:
        poll = of.open(r.poll)
        found = {name: dict(marks) for name, (_, marks, _, _) in _papers(r).items()}
        for o in options_of(poll):
            yield {
                "poll": r.poll, "number": r.number, "option": o.id, "option_label": o.label, "unit": poll.unit,
                **{name: marks.get(o.id) for name, marks in found.items()},
            }  # fmt: skip

    return ctx.each("reading_marks", Reading, rows)


def _papers(r: Reading) -> Mapping[str, Paper]:
    """Return what the first person read, what the second did, and what was decided; all the same where they agreed."""
    first = paper(r.first_status, r.first_marks, r.first_people, r.first_splits) if r.differed else r.read
    return {"first": first, "second": r.read, "stands": r.stands}


def checks(ctx: Context) -> Each:
    """Yield the draws by dice."""
    of = polls_of(ctx)

    def rows(e: Entry, c: Check) -> Iterable[Row]:
        # A lot is drawn of options; its total counts those, and no paper is in it.
        papers: Row = {"total": None} if c.purpose == LOT else {"drawn": len(set(c.numbers))}
        yield {
            "id": e.subject, **papers,
            "wrong": len(set(c.wrong)) if c.purpose == "compared" else None,
            "unit": of.open(c.poll).unit,
        }  # fmt: skip

    return ctx.each("checks", Check, rows)


def check_papers(ctx: Context) -> Each:
    """Yield one row a paper that was drawn, in the order of the draw."""
    of = polls_of(ctx)

    def rows(e: Entry, c: Check) -> Iterable[Row]:
        unit, wrong = of.open(c.poll).unit, set(c.wrong)
        for number in dict.fromkeys(c.numbers):
            differed = number in wrong if c.purpose == "compared" else None
            yield {"check": e.subject, "poll": c.poll, "number": number, "differed": differed, "unit": unit}

    return ctx.each("check_papers", Check, rows)
