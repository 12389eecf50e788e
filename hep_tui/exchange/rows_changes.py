"""What was corrected, withdrawn or erased: that it was, never what it said."""

from collections import Counter
from collections.abc import Iterator

from hep_tui.domain.tiers import Tier
from hep_tui.exchange.context import Context
from hep_tui.exchange.parts import Row, joined
from hep_tui.logbook import Entry
from hep_tui.logbook.records import in_effect

_CHANGES = {"withdraw": "withdrawn", "redact": "redacted", "erase": "erased", "settle": "settled"}


def changes(ctx: Context) -> Iterator[Row]:
    """Yield one row an entry that replaces another."""
    made = in_effect(ctx.book, ctx.book.corrections())
    for entry in sorted(made, key=lambda e: "" if ctx.tier is Tier.RESTRICTED else e.id):
        change = _CHANGES.get(entry.kind, "amended")
        row = {**joined(*ctx.stamp(entry)), "replaces": entry.replaces, "kind": _kind(ctx, entry), "change": change}
        row.pop("disputed")
        yield row


def gone(ctx: Context) -> Counter[tuple[str, str]]:
    """Return how many things of each kind were withdrawn or redacted, and so are no rows."""
    heads = [row for kind in ("redact", "withdraw") for row in ctx.book.rows("head", kind=kind)]
    return Counter((_CHANGES[row["kind"]], _first_kind(ctx, row["subject"])) for row in heads)


def _kind(ctx: Context, entry: Entry) -> str:
    """Return the kind of the thing that an entry is about."""
    if entry.kind not in _CHANGES:
        return entry.kind
    return _first_kind(ctx, entry.subject)


def _first_kind(ctx: Context, subject: str) -> str:
    return next((e.kind for e in ctx.book.history(subject)), "")


def conflicts(ctx: Context) -> Iterator[Row]:
    """Yield every version of what two laptops recorded differently, and which of them the other tables show.

    Outside the team, only those of which another table shows one: the id of the others may lead to somebody.
    """
    every = ctx.tier is Tier.RESTRICTED
    for subject in sorted(s for s in ctx.disputed if every or s in ctx.shown):
        for version, entry in enumerate(ctx.book.heads(subject), 1):
            row = {**joined(*ctx.stamp(entry)), "thing": entry.kind, "id": ctx.id(subject), "version": version}
            row.pop("disputed")
            yield row | {"shown": ctx.shown.get(subject) == entry.id}
