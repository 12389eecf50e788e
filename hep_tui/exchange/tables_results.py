"""The tables of how a declared result came about: rounds, pairs, phases, and the rule that was followed."""

from hep_tui.exchange.columns import OPTION, OPTION_LABEL, PHASE, POLL, STAMP, option_of, refer
from hep_tui.exchange.registry import INTEGER, NUMBER, Column, Table


def _table(name: str, label: str, note: str, columns: tuple[Column, ...], *key: str) -> Table:
    """Return a table of what belongs to a declared poll."""
    held = (POLL, *columns, *STAMP)
    options = [option_of(c.name) for c in held if c.name in ("option", "other")]
    return Table(name, label, note, held, ("poll", *key), (refer("polls", "poll"), *options), of_thing=False)


ROUNDS = _table(
    "rounds",
    "Rounds of a count",
    "One row an option a round, and one for each cause by which papers say no more; for rules that count in rounds.",
    (
        Column("round", "Round", INTEGER, required=True, minimum=1),
        Column("line", "Number of the row within the round", INTEGER, required=True, minimum=1),
        Column("option", "Option; empty for papers that say no more"),
        OPTION_LABEL,
        Column("votes", "Votes in this round", NUMBER, required=True),
        Column("gained", "Votes that came to it since the round before", NUMBER),
        Column("fate", "What became of it in this round", codes="fate"),
        Column("cause", "Why papers say no more"),
    ),
    "round",
    "line",
)
PAIRWISE = _table(
    "pairwise",
    "Pairs of options",
    "One row a pair: how many papers put the one above the other; for rules that compare pairs.",
    (
        OPTION,
        OPTION_LABEL,
        Column("other", "Option that it is compared with", required=True),
        Column("papers", "Papers that put it above the other", INTEGER, required=True, minimum=0),
    ),
    "option",
    "other",
)
PARTS = _table(
    "result_parts",
    "Results by phase",
    "One row an option that leads in a phase; there where no phase has fewer than five papers.",
    (
        Column("line", "Number of the row", INTEGER, required=True, minimum=1),
        *PHASE,
        Column("papers", "Papers of the phase", INTEGER, required=True, minimum=0),
        Column("option", "Option that leads"),
        OPTION_LABEL,
    ),
    "line",
)
POLICIES = _table(
    "policies",
    "Rules that were followed",
    "One row a choice that the rule of a declared result leaves open, and how it was decided.",
    (
        Column("choice", "What was to be decided", required=True),
        Column("value", "How"),
    ),
    "choice",
)
