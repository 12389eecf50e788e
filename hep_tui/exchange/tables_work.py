"""The tables of what follows from talk: ratings of the framework, and what became of decisions and actions."""

from hep_tui.domain.decisions import FollowUp
from hep_tui.domain.framework import Rating
from hep_tui.exchange.columns import CONCEPT, STAMP, refer
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import INTEGER, Column, Table

FRAMEWORK = Table(
    "framework",
    "Ratings of the framework",
    "One row a sheet and condition. Sheets of tables and of persons are not to be added up.",
    (
        Column("sheet", "Sheet", required=True),
        *fields_of(Rating, "meeting unit table_no number"),
        Column("condition", "Condition", required=True),
        Column("condition_label", "Condition in words"),
        CONCEPT,
        Column("wording", "What the pack says of the wording of the conditions"),
        Column("level", "Level; empty where it was not rated", INTEGER),
        Column("level_label", "Level in words, where the scale has anchors"),
        Column("missing_reason", "Why the level is missing", codes="missing_reason"),
        *STAMP,
    ),
    ("sheet", "condition"),
    (refer("meetings", "meeting"), refer("conditions", "condition", at=("condition",))),
    rules=("(level IS NULL) = (missing_reason IS NOT NULL)",),
    noun=Rating,
)
FOLLOW_UPS = Table(
    "follow_ups",
    "What became of decisions and actions",
    "One row a decision or action that was followed up; one that is not here is open. Join to notes for owner and due.",
    (
        *fields_of(FollowUp, "note state did"),
        *STAMP,
    ),
    ("note",),
    (refer("notes", "note"),),
    of_thing=False,
    noun=FollowUp,
)
ANSWERED = Table(
    "follow_up_notes",
    "You said, we did",
    "One row a note that a decision or action answers.",
    (
        Column("note", "Note that holds the decision or action", required=True),
        Column("said", "Note that it answers", required=True),
        *STAMP,
    ),
    ("note", "said"),
    (refer("follow_ups", "note", at=("note",)), refer("notes", "said")),
    of_thing=False,
)
