"""What the tables of votes share: the polls of an export, and the parts of a paper."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.record import from_body
from hep_tui.exchange.context import MALFORMED, Context, Gone, Secret
from hep_tui.views.polls import poll_view
from hep_tui.views.release import refusal


class Polls(dict[str, Poll]):
    """Hold each poll that can be read, the earliest of its versions where they conflict.

    `shut` are those of which no paper may be a row: secret ones, and those whose result less the papers would tell
    what came by phone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shut: set[str] = set()

    def __missing__(self, id: str) -> Poll:
        raise Gone(id)

    def open(self, id: str) -> Poll:
        """Return a poll whose papers may be rows. Raises Gone where there is none, and Secret where it is shut."""
        poll = self[id]
        if id in self.shut:
            raise Secret(id)
        return poll


def polls_of(ctx: Context) -> Polls:
    """Return the polls of a review, by id."""
    found = Polls()
    for entry, data in ctx.bodies("poll"):
        with suppress(*MALFORMED):
            poll = from_body(Poll, data)
            options_of(poll)
            found.setdefault(entry.subject, poll)
    found.shut = {id for id, poll in found.items() if poll.secret or (poll.boxed and _refused(ctx, id))}
    return found


def _refused(ctx: Context, id: str) -> bool:
    return bool(refusal(poll_view(ctx.book, id)))


def options_of(poll: Poll) -> list[Option]:
    """Return the options of a poll, each once. Raises TypeError where it holds anything else."""
    if not isinstance(poll.options, tuple) or not all(isinstance(o, Option) for o in poll.options):
        raise TypeError(poll.options)
    return list({o.id: o for o in reversed(poll.options)}.values())[::-1]


def most_options(ctx: Context) -> int:
    """Return how many options the longest paper has: no rank is larger. At least 1."""
    return max((len(p.options) for p in polls_of(ctx).values()), default=1)


def splits_of(parts: Iterable[tuple[int, Mapping[str, int]]]) -> str:
    """Return the parts of a table that did not agree, people and marks, as the text of one cell."""
    return "; ".join(f"{people}: " + ", ".join(f"{o} {mark}" for o, mark in marks.items()) for people, marks in parts)
