"""The rows of ratings, and of what became of decisions and actions."""

from collections.abc import Iterable

from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.framework import Rating, levels_of
from hep_tui.exchange.context import Context, Each, Row, as_list
from hep_tui.logbook import Entry, said


def framework(ctx: Context) -> Each:
    """Yield one row a sheet and condition, those not rated with the reason."""
    pack = ctx.review.pack
    anchors = {level.value: level.label for level in levels_of(pack)}

    def rows(e: Entry, r: Rating) -> Iterable[Row]:
        for condition in pack.conditions:
            level = r.marks.get(condition.id)
            reason = "skipped" if level is None else None
            yield {
                "sheet": e.subject,
                "condition": condition.id, "condition_label": condition.label,
                "concept": f"condition:{condition.id}", "wording": pack.framework_label,
                "level": level, "level_label": "" if level is None else anchors.get(level, ""),
                "missing_reason": reason,
            }  # fmt: skip

    return ctx.each("framework", Rating, rows)


def followed(ctx: Context) -> set[str]:
    """Return the notes that these rows name: the decisions and actions themselves, and what they answer."""
    return {id for field in ("note", "said") for id in said.listed(ctx.book, "action", field)}


def follow_ups(ctx: Context) -> Each:
    """Yield how far decisions and actions have come."""
    return ctx.each("follow_ups", FollowUp, lambda e, f: [{"note": ctx.id(f.note)}])


def follow_up_notes(ctx: Context) -> Each:
    """Yield the notes that decisions and actions answer."""

    def rows(_: Entry, f: FollowUp) -> Iterable[Row]:
        return [{"note": ctx.id(f.note), "said": ctx.id(answered)} for answered in as_list(f.said)]

    return ctx.each("follow_up_notes", FollowUp, rows)
