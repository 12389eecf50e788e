"""What several tables have in common: code lists, columns, references."""

from hep_tui.domain.ballots import STATUSES, Ballot
from hep_tui.domain.decisions import STATES
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.survey import KINDS, MISSING
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, Codes, Column, Reference

VERSION = 2


def _same(*codes: str) -> dict[str, str]:
    return {code: code.replace("_", " ").replace("-", " ") for code in codes}


CODES = {
    c.name: c
    for c in (
        Codes("phase", "phases of the pack, and the wider cells it merges them into"),
        Codes("role", "roles of the pack"),
        Codes("group", "groups of the pack"),
        Codes(
            "phase_shown",
            "how the phase is shown",
            {
                "as_recorded": "as recorded",
                "merged": "merged: fewer than 3 {places} of the {area} have this phase",
                "suppressed": "suppressed: no wider cell holds 3 {places}, fewer than 3 people of the meeting fit, or "
                "it was not said where others are suppressed",
                "unknown": "left out: the pack has no such phase",
                "not_asked": "not asked, not said, or for analysts said of nobody who was registered",
            },
        ),
        Codes(
            "role_shown",
            "how the role is shown",
            {
                "as_recorded": "as recorded",
                "suppressed": "suppressed: fewer than 3 people of the meeting fit, or it was not said where others are "
                "suppressed",
                "unknown": "left out: the pack has no such role",
                "not_asked": "not asked, not said, or for analysts said of nobody who was registered",
            },
        ),
        Codes("owner_shown", "how the owner is shown", _same("as_recorded", "suppressed")),
        Codes(
            "missing_reason",
            "why a value is missing",
            {
                "not_asked": "not asked",
                "skipped": "asked, and left blank",
                "redacted": "erased from the record",
                "suppressed": "hidden from this export",
            },
        ),
        Codes("note_kind", "kind of note", _same("point", "quote", "question", "concern", "action", "decision")),
        Codes("sentiment", "sentiment of a note", _same("positive", "concern", "mixed", "question")),
        Codes("meeting_state", "where a meeting stands", _same("planned", "running", "held", "cancelled")),
        Codes("attendance_state", "whether somebody is at a meeting", _same("here", "left")),
        Codes(
            "total_about",
            "what a total counts",
            {
                "heard": "people in rooms, or responses to the survey",
                "came": "people at a meeting, or of a role",
                "chose": "people who marked an option, or put it first",
                "rated": "people who gave a condition a level",
                "answered": "people who gave an answer to a question of the survey",
            },
        ),
        Codes("people_shown", "how a figure of people is shown", _same("as_recorded", "suppressed")),
        Codes("came_by", "what people are told apart by", _same("phase", "role")),
        Codes("poll_state", "where a poll stands", _same(*PollState)),
        Codes(
            "method", "how a poll is marked", _same("choose", "approve", "rank", "score", "gradient", "points", "hands")
        ),
        Codes("unit", "whose ballot it is", {"person": "person", "school": "{place}", "table": "table"}),
        Codes("follow_up_state", "how far a decision or an action has come", _same(*STATES)),
        Codes("keep", "how ballots are kept", {"open": "by their numbers", "secret": "in a box, without numbers"}),
        Codes("decided", "which reading a paper bore out", _same("first", "second", "again")),
        Codes(
            "purpose",
            "what papers were drawn for",
            {
                "second": "the second keying",
                "random": "comparing them with the screen, not done yet",
                "compared": "comparing them with the screen, done",
                "lot": "no papers: the lot that breaks a tie of options",
            },
        ),
        Codes("status", "status of a ballot", _same(*STATUSES)),
        Codes("fate", "what became of votes in a round", _same("eliminated", "elected", "exhausted")),
        Codes("question_kind", "how a question of a survey is answered", _same(*KINDS)),
        Codes("survey_missing", "why a survey has no answer", MISSING),
        Codes("measure", "what hands were counted for", _same("option", "abstained", "not_voting", "present")),
        Codes(
            "concept_kind",
            "what can be asked about",
            _same("priority", "condition", "theme", "model", "answer")
            | {"version": "version of a model", "level": "level of a scale"},
        ),
        Codes("theme_source", "where a theme comes from", _same("pack", "live")),
        Codes("change", "what was done to an entry", _same("amended", "withdrawn", "redacted", "erased", "settled")),
        Codes(
            "basis",
            "basis of a funding line",
            {"per-pupil": "per {learner}"} | _same("flat", "band", "top-slice", "de-delegation", "la-grant", "traded"),
        ),
    )
}

HEAD = (
    Column("review", "Review that the row is of", required=True, tier=Tier.PUBLIC),
    Column("la_code", "Number of the local authority", tier=Tier.PUBLIC),
    Column("pack", "Pack that the review was begun with", required=True, tier=Tier.PUBLIC),
    Column("record_code", "Record code of the logbook that it was made from", required=True, tier=Tier.PUBLIC),
    Column("schema_version", "Version of this table layout", INTEGER, required=True, minimum=1, tier=Tier.PUBLIC),
)
PROVENANCE = (
    Column("entry", "Entry of the logbook that says this", required=True),
    Column("n", "Number of the entry in the order of the record", INTEGER, minimum=1, tier=Tier.RESTRICTED),
    Column("writer", "Run of the program that wrote the entry", required=True),
    Column("keyer", "Code name of the person keying"),
    Column("at_utc", "Laptop's clock when it was recorded, UTC", DATETIME, tier=Tier.RESTRICTED),
    Column("local_date", "Date at that moment in the time zone of the pack", DATE),
)
STAMP = (
    *PROVENANCE,
    Column(
        "disputed",
        "There are two current versions after a merge; this is the earlier one",
        BOOLEAN,
        required=True,
        tier=Tier.PUBLIC,
    ),
    *HEAD,
)
PHASE = (
    Column("phase", "Phase, or the wider cell it is shown in", codes="phase"),
    Column("phase_label", "Phase in words", labels="phase"),
    Column("phase_shown", "How the phase is shown", codes="phase_shown", required=True),
)
ROLE = (
    Column("role", "Role", codes="role"),
    Column("role_label", "Role in words", labels="role"),
    Column("role_shown", "How the role is shown", codes="role_shown", required=True),
)
CONCEPT = Column(
    "concept", "What it stands for: `priority:send`, `model:D@1`; the table concepts says what that is about"
)
FEW = "Empty for analysts where it would tell of one or two people"
(POLL,) = fields_of(Ballot, "poll")
(UNIT,) = fields_of(Poll, "unit")
OPTION = Column("option", "Option, as it is on the paper", required=True)
OPTION_LABEL = Column("option_label", "Option in words", free=True)


def refer(table: str, *columns: str, at: tuple[str, ...] = ("id",)) -> Reference:
    """Return a reference from columns to the key of another table."""
    return Reference(columns, table, at)


def option_of(column: str = "option") -> Reference:
    """Return the reference of an option to the options of its poll."""
    return Reference(("poll", column), "options", ("poll", "option"))


OF_CONCEPT = refer("concepts", "concept", at=("concept",))
ITEM = Reference(("meeting", "item"), "items", ("meeting", "item"))
"""An agenda item is one of its meeting."""
