"""The rows of the totals that are made to be published."""

from collections.abc import Iterator
from dataclasses import asdict

from hep_tui.domain.phases import AS_RECORDED, SUPPRESSED
from hep_tui.exchange.context import Context, Row
from hep_tui.views.totals import totals as totals_of


def totals(ctx: Context) -> Iterator[Row]:
    """Yield the totals of the review."""
    for line, total in enumerate(totals_of(ctx.book), 1):
        how = SUPPRESSED if total.people is None else AS_RECORDED
        yield {**asdict(total), "line": line, "people_shown": how, **ctx.head}
