"""The tables of polls, from the paper to the result."""

from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.polls import Account, Hands, Option, Poll
from hep_tui.domain.result import Result
from hep_tui.exchange.columns import (
    CONCEPT,
    FEW,
    ITEM,
    OF_CONCEPT,
    OPTION,
    OPTION_LABEL,
    PHASE,
    POLL,
    ROLE,
    STAMP,
    UNIT,
    option_of,
    refer,
)  # fmt: skip
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import BOOLEAN, INTEGER, NUMBER, Column, Table

POLLS = Table(
    "polls",
    "Polls",
    "One row a poll, as it was fixed before it opened.",
    (
        Column("id", "Poll", required=True),
        *fields_of(
            Poll, "meeting item title question method rule top ties unit electorate base quorum threshold tie_chain"
        ),
        Column("keep", "How ballots are kept", codes="keep", required=True),
        *fields_of(Poll, "phones layout"),
        Column("scale", "Levels of the scale with their anchors, highest first, separated by ;"),
        Column("budget", "Points that a ballot shares out", INTEGER, minimum=0),
        Column("eligible", "How many may vote, where that was known", INTEGER, minimum=0, note=FEW),
        *fields_of(Poll, "seats proposition"),
        Column("if_it_fails", "What is in force where it fails: the option that is no change, or words", free=True),
        Column("no_change", "Option that changes nothing"),
        *fields_of(Poll, "series round earlier"),
        Column("rule_words", "Its rule in words, as it is read out", free=True),
        Column("state", "Where the poll stands", codes="poll_state", required=True),
        Column(
            "present", "People present when it opened last, where the register was taken", INTEGER, minimum=0, note=FEW
        ),
        *STAMP,
    ),
    ("id",),
    (refer("meetings", "meeting"), ITEM),
    noun=Poll,
)
OPTIONS = Table(
    "options",
    "Options of the polls",
    "One row an option, in paper order.",
    (
        POLL,
        OPTION,
        OPTION_LABEL,
        Column("position", "Position on paper", INTEGER, required=True, minimum=1),
        Column("model", "Model, where the option is one"),
        *fields_of(Option, "version"),
        CONCEPT,
        UNIT,
        *STAMP,
    ),
    ("poll", "option"),
    (
        refer("polls", "poll"),
        refer("models", "model", "version", at=("model", "version")),
        OF_CONCEPT,
    ),
    noun=Option,
)
BALLOTS = Table(
    "ballots",
    "Ballots",
    "One row a paper or voice; `counted` says whether it is in the result.",
    (
        Column("id", "Ballot", required=True),
        *fields_of(Ballot, "poll number batch status"),
        Column("status_label", "Status in words", labels="status"),
        Column(
            "counted",
            "In the result: valid, of the unit that votes, not evenly split, and no other paper bears its number",
            BOOLEAN,
            required=True,
        ),
        Column("verified", "A second person has read the paper alike, as it is now", BOOLEAN, required=True),
        *fields_of(Ballot, "people reason"),
        Column("splits", "Parts of a table that did not agree: people and marks, separated by ;"),
        *fields_of(Ballot, "unit"),
        *PHASE,
        *ROLE,
        *STAMP,
    ),
    ("id",),
    (refer("polls", "poll"), refer("batches", "batch")),
    noun=Ballot,
)
BATCHES = Table(
    "batches",
    "Batches of papers",
    "One row a pile that one teller handed over to be keyed.",
    (
        Column("id", "Batch", required=True),
        *fields_of(Batch, "poll teller papers first state layout reason"),
        UNIT,
        *STAMP,
    ),
    ("id",),
    (refer("polls", "poll"),),
    noun=Batch,
)
MARKS = Table(
    "marks",
    "Marks on the ballots",
    "One row a ballot an option, also where the paper is blank. `rank` is for rankings, `value` for every other poll.",
    (
        Column("ballot", "Ballot", required=True),
        *fields_of(Ballot, "poll number"),
        OPTION,
        OPTION_LABEL,
        Column("method", "How the poll is marked", codes="method", required=True),
        Column("most", "Most options that the paper may rank", INTEGER, required=True, minimum=0),
        Column("rank", "Rank, 1 is first; empty where unranked", INTEGER, minimum=1),
        Column(
            "place",
            "Place in a ranking, as the mean rank takes it: equal ranks share theirs, options left out the last ones",
            NUMBER,
        ),
        Column("value", "Mark of any other poll: 1 for chosen, or the score or points", INTEGER),
        Column("level", "Anchor of the mark on the scale of the poll"),
        Column("missing_reason", "Why there is no mark", codes="missing_reason"),
        UNIT,
        *STAMP,
    ),
    ("ballot", "option"),
    (refer("ballots", "ballot"), refer("polls", "poll"), option_of()),
    rules=("(rank IS NULL AND value IS NULL) = (missing_reason IS NOT NULL)", "rank IS NULL OR rank <= most"),
)
COUNTS = Table(
    "counts",
    "Shows of hands",
    "One row a figure counted in the room; an empty phase is the whole room.",
    (
        *fields_of(Hands, "poll"),
        Column("line", "Number of the figure within the count", INTEGER, required=True, minimum=1),
        Column("measure", "What the hands were counted for", codes="measure", required=True),
        Column("option", "Option, where hands were counted for one"),
        OPTION_LABEL,
        *PHASE,
        Column("hands", "Hands", INTEGER, required=True, minimum=0),
        UNIT,
        *STAMP,
    ),
    ("poll", "line"),
    (refer("polls", "poll"), option_of()),
    of_thing=False,
    noun=Hands,
)
ACCOUNTS = Table(
    "accounts",
    "Ballot accounts",
    "What was done with the sheets: printed = issued + unused; issued = cast + spoilt + not returned.",
    (
        *fields_of(Account, "poll printed issued unused spoilt not_returned"),
        Column("why_off", "Why sums that were off were let pass", free=True),
        UNIT,
        *STAMP,
    ),
    ("poll",),
    (refer("polls", "poll"),),
    of_thing=False,
    noun=Account,
)
RESULTS = Table(
    "results",
    "Declared results",
    "One row an option of each declared poll, as it was announced.",
    (
        *fields_of(Result, "poll"),
        OPTION,
        OPTION_LABEL,
        Column("place", "Place, 1 is first; options tied share a place", INTEGER, minimum=1),
        Column("winner", "Leads", BOOLEAN, required=True),
        Column("score", "Score under the rule", NUMBER),
        *fields_of(Result, "rule valid cast base"),
        Column("support", "Ballots that support it, in a gradient", INTEGER, minimum=0),
        Column("blocks", "Ballots that block it, in a gradient", INTEGER, minimum=0),
        Column("people", "People that the ballots of tables stand for", INTEGER, minimum=0),
        Column("people_score", "Score by people represented, beside the result", NUMBER),
        Column("people_winner", "Leads by people represented", BOOLEAN),
        Column("checks", "Quorum and threshold, as they were checked"),
        *fields_of(Result, "correction sentence"),
        Column("margin", "How many papers would have to be wrong for another result, in words"),
        *fields_of(Result, "why_off"),
        Column("stands", "The poll has not been reopened since", BOOLEAN, required=True),
        Column("code_read_out", "Record code read out with it"),
        UNIT,
        *STAMP,
    ),
    ("poll", "option"),
    (refer("polls", "poll"), option_of()),
    of_thing=False,
    noun=Result,
)
