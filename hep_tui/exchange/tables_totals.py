"""The one table that is made to be published: totals of which none tells of fewer than five people."""

from hep_tui.exchange.columns import CONCEPT, HEAD, refer
from hep_tui.exchange.registry import INTEGER, Column, Table

TOTALS = Table(
    "totals",
    "Totals for anybody",
    "One row a figure. None tells of fewer than five people, by itself or by sums and differences.",
    (
        Column("line", "Number of the row", INTEGER, required=True, minimum=1),
        Column("about", "What it counts", codes="total_about", required=True),
        Column("meeting", "Meeting"),
        Column("poll", "Poll"),
        Column("option", "Option of the poll"),
        Column("question", "Question of the survey"),
        Column("answer", "Answer, level or role"),
        Column("label", "Option, condition, question or meeting in words", free=True),
        CONCEPT,
        Column("phase", "Phases that the people are of; empty for everybody"),
        Column("people", "People", INTEGER, minimum=0),
        Column("people_shown", "How the figure is shown", codes="people_shown", required=True),
        Column("of", "Of so many people, where it is a part of them", INTEGER, minimum=0),
        *HEAD,
    ),
    ("line",),
    (refer("meetings", "meeting"), refer("polls", "poll")),
    of_thing=False,
    alone=True,
).published()
