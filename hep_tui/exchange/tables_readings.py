"""The tables of checking: papers read a second time, and papers drawn by dice."""

from hep_tui.domain.readings import Check, Reading
from hep_tui.exchange.columns import OPTION, OPTION_LABEL, STAMP, UNIT, option_of, refer
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Table

_READERS = (("first", "First reading"), ("second", "Second reading"), ("stands", "What stands"))
_PAPER = fields_of(Reading, "poll number")

READINGS = Table(
    "readings",
    "Second readings",
    "One row a paper that a second person read, blind; `keyer` is who did. Join to ballots by poll and number.",
    (
        *_PAPER,
        Column("differed", "The two did not read the same", BOOLEAN, required=True),
        *fields_of(Reading, "decided"),
        *(Column(f"{name}_status", f"{label}: status", codes="status") for name, label in _READERS),
        *(Column(f"{name}_people", f"{label}: people of the table", INTEGER, minimum=0) for name, label in _READERS),
        *(
            Column(f"{name}_splits", f"{label}: parts of a table that did not agree, separated by ;")
            for name, label in _READERS
        ),
        UNIT,
        *STAMP,
    ),
    ("poll", "number"),
    (refer("polls", "poll"),),
    of_thing=False,
    noun=Reading,
)
READING_MARKS = Table(
    "reading_marks",
    "Marks of the second readings",
    "One row a second reading and option; empty where that reading found no mark. Where the two read alike, all agree.",
    (
        *_PAPER,
        OPTION,
        OPTION_LABEL,
        *(Column(name, f"{label}: rank or mark", INTEGER) for name, label in _READERS),
        UNIT,
        *STAMP,
    ),
    ("poll", "number", "option"),
    (refer("readings", "poll", "number", at=("poll", "number")), refer("polls", "poll"), option_of()),
    of_thing=False,
)
CHECKS = Table(
    "checks",
    "Draws by dice",
    "One row a roll: papers drawn for the second keying or to be compared with the screen, or the lot of a poll.",
    (
        Column("id", "Draw", required=True),
        *fields_of(Check, "poll purpose seed total"),
        Column("drawn", "Papers drawn; empty for a lot", INTEGER, minimum=0),
        Column("wrong", "Papers that differed; empty where they were not compared", INTEGER, minimum=0),
        UNIT,
        *STAMP,
    ),
    ("id",),
    (refer("polls", "poll"),),
    noun=Check,
)
CHECK_PAPERS = Table(
    "check_papers",
    "Papers drawn by dice",
    "One row a paper that was drawn.",
    (
        Column("check", "Draw", required=True),
        *_PAPER,
        Column("differed", "It differed from the screen; empty where it was not compared", BOOLEAN),
        UNIT,
        *STAMP,
    ),
    ("check", "number"),
    (refer("checks", "check"), refer("polls", "poll")),
)
