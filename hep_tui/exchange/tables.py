"""The one registry of tables: CSV, data package, codebook and data dictionary are all made from it."""

from hep_tui.domain.ballots import STATUSES
from hep_tui.domain.polls import PollState
from hep_tui.exchange.registry import (
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    Codes,
    Column,
    Reference,
    Table,
)

VERSION = 1


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
                "merged": "merged: fewer than 3 schools of the borough have this phase",
                "suppressed": "suppressed: no wider cell holds 3 schools",
                "not_asked": "not asked or not said",
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
        Codes("note_kind", "kind of note", _same("point", "quote", "question", "concern", "action")),
        Codes("sentiment", "sentiment of a note", _same("positive", "concern", "mixed", "question")),
        Codes("meeting_state", "where a meeting stands", _same("planned", "running", "held")),
        Codes("attendance_state", "whether somebody is at a meeting", _same("here", "left")),
        Codes("poll_state", "where a poll stands", _same(*PollState)),
        Codes(
            "method", "how a poll is marked", _same("choose", "approve", "rank", "score", "gradient", "points", "hands")
        ),
        Codes("unit", "whose ballot it is", _same("person", "school", "table")),
        Codes("status", "status of a ballot", _same(*STATUSES)),
        Codes("measure", "what hands were counted for", _same("option", "abstained", "not_voting", "present")),
        Codes("theme_source", "where a theme comes from", _same("pack", "live")),
        Codes("change", "what was done to an entry", _same("amended", "withdrawn", "redacted", "erased", "settled")),
        Codes(
            "basis",
            "basis of a funding line",
            _same("per-pupil", "flat", "band", "top-slice", "de-delegation", "la-grant", "traded"),
        ),
    )
}

_SCHEMA = Column("schema_version", "Version of this table layout", INTEGER, required=True, minimum=1)
_ENTRY = Column("entry", "Entry of the logbook that says this", required=True)
STAMP = (
    Column("n", "Number of the entry in the order of the record", INTEGER, required=True, minimum=1),
    Column("writer", "Run of the program that wrote the entry", required=True),
    Column("keyer", "Code name of the person keying"),
    Column("at_utc", "Laptop's clock when it was recorded, UTC", DATETIME),
    Column("local_date", "Date at that moment in the time zone of the pack", DATE),
    Column("disputed", "Two versions stand after a merge, and both are rows here", BOOLEAN, required=True),
    _SCHEMA,
)
_PHASE = (
    Column("phase", "Phase, or the wider cell it is shown in", codes="phase"),
    Column("phase_label", "Phase in words", labels="phase"),
    Column("phase_shown", "How the phase is shown", codes="phase_shown", required=True),
)
_ROLE = (Column("role", "Role", codes="role"), Column("role_label", "Role in words", labels="role"))
_UNIT = Column("unit", "Whose ballot it is", codes="unit")
_POLL = Column("poll", "Poll", required=True)
_OPTION = Column("option", "Option, as it stands on the paper", required=True)
_OPTION_LABEL = Column("option_label", "Option in words")


def _to(table: str, *columns: str, at: tuple[str, ...] = ("id",)) -> Reference:
    return Reference(columns, table, at)


def _part_of(table: str) -> Reference:
    return Reference(("entry",), table, ("entry",))


_SCHOOLS = Table(
    "schools",
    "Schools of the borough",
    "The school table that was frozen into the review; join other data by URN.",
    (
        Column("urn", "Unique Reference Number", INTEGER, required=True, minimum=100000, maximum=999999),
        Column("name", "Name", required=True),
        Column("phase", "Phase of the school", codes="phase"),
        Column("phase_label", "Phase in words", labels="phase"),
        Column("phase_cell", "Cell in which the other tables show this phase", codes="phase"),
        Column("sector", "Sector: state, non-maintained, independent, college"),
        Column("type", "Type of establishment"),
        Column("maintained", "Maintained by the local authority", BOOLEAN),
        Column("religious", "Religious character"),
        Column("religious_basis", "Where the religious character is known from"),
        Column("town", "Town"),
        Column("postcode", "Postcode"),
        Column("pupils", "Pupils", INTEGER, minimum=0),
        Column("opened", "Opening date as the source gives it"),
        Column("note", "Note"),
        _SCHEMA,
    ),
    ("urn",),
)
_MODELS = Table(
    "models",
    "Proposed partnership models",
    "One row a version of a model.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("title", "Title", required=True),
        Column("summary", "Summary"),
        Column("legal_form", "Legal form"),
        Column("ownership", "Ownership"),
        Column("board", "Board"),
        Column("membership", "Membership rule"),
        Column("offer", "Service offer, parted by ;"),
        Column("total", "Total at full take-up, in the words of the pack"),
        Column("status", "Status"),
        Column("patterned_on", "Where something like it exists"),
        _SCHEMA,
    ),
    ("model", "version"),
)
_FUNDING = Table(
    "model_funding",
    "Funding lines of the models",
    "One row a funding line; money in pence.",
    (
        Column("model", "Model", required=True),
        Column("version", "Version", INTEGER, required=True, minimum=0),
        Column("line", "Number of the line", INTEGER, required=True, minimum=1),
        Column("basis", "Basis", codes="basis", required=True),
        Column("pence", "Amount in pence; empty where the pack does not say", INTEGER),
        Column("cap_pence", "Most that one school pays, in pence", INTEGER),
        Column("phase", "Phase that a band is for", codes="phase"),
        Column("units", "How many such units", INTEGER, minimum=0),
        Column("one_off", "Paid once, not each year", BOOLEAN),
        Column("note", "Note"),
        _SCHEMA,
    ),
    ("model", "version", "line"),
    (_to("models", "model", "version", at=("model", "version")),),
)
_PRIORITIES = Table(
    "priorities",
    "Priorities of the pack",
    "What a ranking of priorities ranks; `position` is its number on paper.",
    (
        Column("priority", "Priority", required=True),
        Column("position", "Position on paper", INTEGER, required=True, minimum=1),
        Column("label", "Priority in words", required=True),
        Column("hint", "Hint"),
        _SCHEMA,
    ),
    ("priority",),
)
_THEMES = Table(
    "themes",
    "Code frame",
    "The themes of the pack, and those that grew live.",
    (
        Column("theme", "Theme", required=True),
        Column("label", "Theme in words", required=True),
        Column("parent", "Theme it is nested in"),
        Column("hint", "Hint"),
        Column("source", "Where the theme comes from", codes="theme_source", required=True),
        _SCHEMA,
    ),
    ("theme",),
    (_to("themes", "parent", at=("theme",)),),
)
_MEETINGS = Table(
    "meetings",
    "Meetings",
    "Workshops and the conference.",
    (
        _ENTRY,
        Column("id", "Meeting: the same in all its versions", required=True),
        Column("title", "Title", required=True),
        Column("kind", "Workshop or conference"),
        Column("agenda", "Agenda of the pack it follows"),
        Column("date", "Date", DATE),
        Column("place", "Place"),
        Column("tables", "Number of tables", INTEGER, minimum=0),
        Column("state", "Where the meeting stands", codes="meeting_state", required=True),
        *STAMP,
    ),
    ("entry",),
)
_ITEMS = Table(
    "items",
    "Agenda items",
    "What each meeting had on its agenda, in its order.",
    (
        _ENTRY,
        Column("meeting", "Meeting", required=True),
        Column("item", "Agenda item", required=True),
        Column("position", "Position in the agenda", INTEGER, required=True, minimum=1),
        Column("title", "Title"),
        Column("minutes", "Minutes planned", INTEGER, minimum=0),
        Column("kind", "Talk, notes, ranking, vote, framework, models or break"),
        Column("prompt", "What was asked"),
        *STAMP,
    ),
    ("entry", "item"),
    (_part_of("meetings"), _to("meetings", "meeting")),
)
_ATTENDANCE = Table(
    "attendance",
    "Attendance",
    "One row a person a meeting, without name, table or groups; `attendee` is the same in every meeting of the review.",
    (
        _ENTRY,
        Column("meeting", "Meeting", required=True),
        Column("attendee", "Pseudonym, stable within the review", required=True),
        Column("state", "Here, or left", codes="attendance_state", required=True),
        *_PHASE,
        *_ROLE,
        *STAMP,
    ),
    ("entry",),
    (_to("meetings", "meeting"),),
)
_NOTES = Table(
    "notes",
    "Notes",
    "One row a thing said. Phase and role of the speaker, never a person or a school.",
    (
        _ENTRY,
        Column("id", "Note: the same in all its versions", required=True),
        Column("meeting", "Meeting"),
        Column("item", "Agenda item"),
        Column("item_label", "Title of the agenda item"),
        Column("table_no", "Table; 0 is the whole room", INTEGER, minimum=0),
        Column("text", "What was said", required=True),
        Column("kind", "Kind of note", codes="note_kind", required=True),
        Column("sentiment", "Sentiment", codes="sentiment"),
        Column("sentiment_label", "Sentiment in words", labels="sentiment"),
        Column("quote", "In the speaker's own words", BOOLEAN, required=True),
        Column("key", "Marked as a key point", BOOLEAN, required=True),
        Column("owner", "Who takes the action on, where that is a role, group or phase"),
        Column("owner_shown", "How the owner is shown", codes="owner_shown"),
        Column("due", "Date by which the action is due", DATE),
        *_PHASE,
        *_ROLE,
        *STAMP,
    ),
    ("entry",),
    (_to("meetings", "meeting"),),
)


def _of_note(name: str, label: str, *columns: Column, key: str, to: tuple[Reference, ...] = ()) -> Table:
    note = Column("note", "Note", required=True)
    return Table(
        name,
        label,
        "One row a mark of a note; join by `entry`.",
        (_ENTRY, note, *columns, *STAMP),
        ("entry", key),
        (_part_of("notes"), _to("notes", "note"), *to),
    )


_NOTE_THEMES = _of_note(
    "note_themes",
    "Themes of the notes",
    Column("theme", "Theme", required=True),
    Column("theme_label", "Theme in words"),
    key="theme",
    to=(_to("themes", "theme", at=("theme",)),),
)
_NOTE_GROUPS = _of_note(
    "note_groups",
    "Groups of the notes",
    Column("group", "Group", codes="group", required=True),
    Column("group_label", "Group in words", labels="group"),
    key="group",
)
_NOTE_MODELS = _of_note(
    "note_models",
    "Models the notes speak of",
    Column("said", "The mark as it was made", required=True),
    Column("model", "Model"),
    Column("version", "Version", INTEGER, minimum=0),
    key="said",
    to=(_to("models", "model", "version", at=("model", "version")),),
)
_POLLS = Table(
    "polls",
    "Polls",
    "One row a poll, as it was fixed before it opened.",
    (
        _ENTRY,
        Column("id", "Poll: the same in all its versions", required=True),
        Column("meeting", "Meeting"),
        Column("item", "Agenda item"),
        Column("title", "Title", required=True),
        Column("question", "Question as it was put"),
        Column("method", "How it is marked", codes="method", required=True),
        Column("rule", "Rule of the count"),
        Column("top", "Most options a ballot may rank; 0 is all", INTEGER, minimum=0),
        Column("ties", "Equal places allowed", BOOLEAN, required=True),
        _UNIT,
        Column("electorate", "Who votes"),
        Column("base", "What shares are of"),
        Column("quorum", "Quorum"),
        Column("threshold", "What is needed"),
        Column("tie_chain", "What breaks a tie, parted by ;"),
        Column("layout", "Whether a paper gives ranks down the page (down) or options in order of rank (order)"),
        Column("state", "Where the poll stands", codes="poll_state", required=True),
        *STAMP,
    ),
    ("entry",),
    (_to("meetings", "meeting"),),
)
_OPTIONS = Table(
    "options",
    "Options of the polls",
    "One row an option, in paper order.",
    (
        _ENTRY,
        _POLL,
        _OPTION,
        _OPTION_LABEL,
        Column("position", "Position on paper", INTEGER, required=True, minimum=1),
        Column("model", "Model, where the option is one"),
        Column("version", "Version of the model", INTEGER, minimum=0),
        _UNIT,
        *STAMP,
    ),
    ("entry", "option"),
    (
        _part_of("polls"),
        _to("polls", "poll"),
        _to("models", "model", "version", at=("model", "version")),
    ),
)
_BALLOTS = Table(
    "ballots",
    "Ballots",
    "One row a paper or voice; `counted` says whether it is in the result.",
    (
        _ENTRY,
        Column("id", "Ballot: the same in all its versions", required=True),
        _POLL,
        Column("number", "Number on the paper", INTEGER, minimum=0),
        Column("batch", "Batch"),
        Column("status", "Status", codes="status", required=True),
        Column("status_label", "Status in words", labels="status"),
        Column("counted", "In the result: valid, and no other paper bears its number", BOOLEAN, required=True),
        Column("people", "People it stands for", INTEGER, minimum=0),
        Column("reason", "Why it is rejected or a query"),
        _UNIT,
        *_PHASE,
        *_ROLE,
        *STAMP,
    ),
    ("entry",),
    (_to("polls", "poll"),),
)
_MARKS = Table(
    "marks",
    "Marks on the ballots",
    "One row a ballot an option, also where the paper is blank. `rank` is for rankings, `value` for every other poll.",
    (
        _ENTRY,
        Column("ballot", "Ballot", required=True),
        _POLL,
        Column("number", "Number on the paper", INTEGER, minimum=0),
        _OPTION,
        _OPTION_LABEL,
        Column("method", "How the poll is marked", codes="method", required=True),
        Column("rank", "Rank, 1 is first; empty where unranked", INTEGER, minimum=1),
        Column("value", "Mark of any other poll: 1 for chosen, or the score or points", INTEGER),
        Column("missing_reason", "Why there is no mark", codes="missing_reason"),
        _UNIT,
        *STAMP,
    ),
    ("entry", "option"),
    (_part_of("ballots"), _to("ballots", "ballot"), _to("polls", "poll")),
)
_COUNTS = Table(
    "counts",
    "Shows of hands",
    "One row a figure counted in the room; an empty phase is the whole room.",
    (
        _ENTRY,
        _POLL,
        Column("line", "Number of the figure within the count", INTEGER, required=True, minimum=1),
        Column("measure", "What the hands were counted for", codes="measure", required=True),
        Column("option", "Option, where hands were counted for one"),
        _OPTION_LABEL,
        *_PHASE,
        Column("hands", "Hands", INTEGER, required=True, minimum=0),
        _UNIT,
        *STAMP,
    ),
    ("entry", "line"),
    (_to("polls", "poll"),),
)
_ACCOUNTS = Table(
    "accounts",
    "Ballot accounts",
    "What was done with the sheets: printed = issued + unused; issued = cast + spoilt + not returned.",
    (
        _ENTRY,
        _POLL,
        *(
            Column(name, label, INTEGER, required=True, minimum=0)
            for name, label in (
                ("printed", "Printed"),
                ("issued", "Issued"),
                ("unused", "Unused"),
                ("spoilt", "Spoilt"),
                ("not_returned", "Not returned"),
            )
        ),
        _UNIT,
        *STAMP,
    ),
    ("entry",),
    (_to("polls", "poll"),),
)
_RESULTS = Table(
    "results",
    "Declared results",
    "One row an option of each declared poll, as it was announced.",
    (
        _ENTRY,
        _POLL,
        _OPTION,
        _OPTION_LABEL,
        Column("place", "Place, 1 is first; options tied share a place", INTEGER, minimum=1),
        Column("winner", "Leads", BOOLEAN, required=True),
        Column("score", "Score under the rule", NUMBER),
        Column("rule", "Rule of the count"),
        Column("valid", "Ballots or hands that count", INTEGER, minimum=0),
        Column("cast", "Ballots cast, or people present at a show of hands", INTEGER, minimum=0),
        Column("sentence", "Result as it was read out"),
        Column("stands", "The poll has not been reopened since", BOOLEAN, required=True),
        Column("record_code", "Record code read out with it"),
        _UNIT,
        *STAMP,
    ),
    ("entry", "option"),
    (_to("polls", "poll"),),
)
_CHANGES = Table(
    "changes",
    "Corrections",
    "One row an entry that amends, withdraws or erases an earlier one; what was said before is not here.",
    (
        _ENTRY,
        Column("replaces", "Entry that it is about", required=True),
        Column("kind", "Kind of thing that it is about: note, ballot, meeting and so on"),
        Column("change", "What was done", codes="change", required=True),
        *(c for c in STAMP if c.name != "disputed"),
    ),
    ("entry",),
)

TABLES = (
    _SCHOOLS, _MODELS, _FUNDING, _PRIORITIES, _THEMES, _MEETINGS, _ITEMS, _ATTENDANCE, _NOTES, _NOTE_THEMES,
    _NOTE_GROUPS, _NOTE_MODELS, _POLLS, _OPTIONS, _BALLOTS, _MARKS, _COUNTS, _ACCOUNTS, _RESULTS, _CHANGES,
)  # fmt: skip


def table(name: str) -> Table:
    """Return a table of the registry. Raises KeyError where there is none."""
    return {t.name: t for t in TABLES}[name]
