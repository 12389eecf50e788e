"""The one definition of every table that leaves the laptop: columns, types, labels, allowed values, keys."""

from dataclasses import dataclass

SCHEMA_VERSION = "1"

STATUSES = ("valid", "blank", "spoilt", "rejected", "query")
STATES = ("draft", "open", "closed", "checked", "declared")
REASONS = ("not_asked", "skipped", "redacted", "suppressed")


@dataclass(frozen=True)
class Column:
    """Hold one column. `allowed` lists its values; `of` names the list of the pack that does."""

    name: str
    type: str
    label: str
    allowed: tuple[str, ...] = ()
    of: str = ""
    required: bool = False


@dataclass(frozen=True)
class Foreign:
    """Hold a foreign key: these columns name a row of that table by its columns."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Hold one table."""

    name: str
    label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()


def _id(label: str, name: str = "id") -> Column:
    return Column(name, "string", label, required=True)


def _ref(name: str, label: str, *, required: bool = False) -> Column:
    return Column(name, "string", label, required=required)


# Whose word each row is: stands at the end of every row that was keyed.
_KEYED = (
    Column("at", "datetime", "When it was recorded, by the laptop's clock, UTC"),
    Column("date", "date", "The same day where the laptop was"),
    Column("keyer", "string", "Code name of who keyed it"),
    Column("writer", "string", "The run of the program that recorded it"),
    Column("entry", "string", "Id of the entry in the logbook", required=True),
    Column("disputed", "boolean", "Whether it is one of several versions that nobody has settled yet", required=True),
    Column("schema_version", "string", "Version of these tables", required=True),
)
_PHASE = (
    Column("phase", "string", "Phase; phases of fewer than three schools are shown as a wider cell", of="cells"),
    Column("phase_label", "string", "Phase in words"),
    Column("phase_merged", "boolean", "Whether the phase shown is such a wider cell", required=True),
)
_POLL = Foreign(("poll",), "polls", ("id",))

TABLES = (
    Table(
        "meetings",
        "Workshops and conference",
        (
            _id("Meeting"),
            Column("title", "string", "Title", required=True),
            Column("kind", "string", "Workshop or conference", ("workshop", "conference"), required=True),
            Column("date_planned", "date", "Day it was planned for"),
            Column("state", "string", "Where it stands", ("planned", "running", "held"), required=True),
            Column("notes", "integer", "Notes taken", required=True),
            Column("present", "integer", "People present when the register was last changed", required=True),
            *_KEYED,
        ),
        ("id", "entry"),
    ),
    Table(
        "attendance",
        "Who came to which meeting, without names",
        (
            _ref("meeting", "Meeting", required=True),
            Column("person", "string", "Pseudonym, the same in every meeting of this review", required=True),
            Column("state", "string", "Here, or left early", ("here", "left"), required=True),
            *_PHASE,
            Column("role", "string", "Role", of="roles"),
            Column("role_label", "string", "Role in words"),
            Column("table_no", "integer", "Table, empty where there were none"),
            *_KEYED,
        ),
        ("meeting", "person", "entry"),
    ),
    Table(
        "themes",
        "The code frame, with themes that were created live",
        (
            _id("Theme"),
            Column("label", "string", "Label", required=True),
            Column("parent", "string", "The theme it is nested in"),
            Column("live", "boolean", "Whether it was created in a meeting", required=True),
        ),
        ("id",),
    ),
    Table(
        "notes",
        "What was said, never by whom",
        (
            _id("Note"),
            _ref("meeting", "Meeting"),
            Column("item", "string", "Agenda item"),
            Column("item_label", "string", "Agenda item in words"),
            Column("table_no", "integer", "Table, empty for the whole room"),
            Column(
                "kind", "string", "Kind of note", ("point", "quote", "question", "concern", "action"), required=True
            ),
            Column("text", "string", "What was said; a paraphrase unless it is a quote"),
            Column("missing_reason", "string", "Why there is no text", REASONS),
            Column("sentiment", "string", "Sentiment", ("positive", "concern", "mixed", "question")),
            Column("quote", "boolean", "Whether it is word for word", required=True),
            Column("key_point", "boolean", "Whether it was marked as a key point", required=True),
            *_PHASE,
            Column("role", "string", "Role of the speaker", of="roles"),
            Column("role_label", "string", "Role in words"),
            Column("groups", "string", "Groups of the speaker, separated by semicolons"),
            Column("models", "string", "Models it is about, as id@version, separated by semicolons"),
            Column("owner", "string", "Who does it, for an action"),
            Column("due", "date", "By when, for an action"),
            *_KEYED,
        ),
        ("id", "entry"),
    ),
    Table(
        "note_themes",
        "Which themes a note carries",
        (
            _ref("note", "Note", required=True),
            _ref("entry", "Entry of the note", required=True),
            _ref("theme", "Theme", required=True),
            Column("theme_label", "string", "Theme in words", required=True),
            Column("position", "integer", "1 for the theme that was typed first", required=True),
        ),
        ("note", "entry", "theme"),
        (Foreign(("note", "entry"), "notes", ("id", "entry")), Foreign(("theme",), "themes", ("id",))),
    ),
    Table(
        "polls",
        "Questions put to the vote or to ranking, with their rules",
        (
            _id("Poll"),
            _ref("meeting", "Meeting"),
            Column("item", "string", "Agenda item"),
            Column("title", "string", "Title", required=True),
            Column("question", "string", "The question as it was put"),
            Column(
                "method",
                "string",
                "Method",
                ("choose", "approve", "rank", "score", "gradient", "points", "hands"),
                required=True,
            ),
            Column("rule", "string", "Counting rule", required=True),
            Column("unit", "string", "Whose ballot it is", ("person", "school", "table"), required=True),
            Column("electorate", "string", "Who votes"),
            Column("base", "string", "What shares are of", ("valid", "cast", "present", "eligible"), required=True),
            Column("quorum", "string", "Quorum"),
            Column("threshold", "string", "What is needed"),
            Column("tie_chain", "string", "What breaks a tie, in order, separated by semicolons"),
            Column("top", "integer", "How many options may be ranked; empty for all"),
            Column("ties_allowed", "boolean", "Whether equal ranks are allowed", required=True),
            Column("state", "string", "Where it stands", STATES, required=True),
            *_KEYED,
        ),
        ("id",),
    ),
    Table(
        "options",
        "Options of each poll, in paper order",
        (
            _ref("poll", "Poll", required=True),
            Column("option", "string", "What stands on the paper", required=True),
            Column("position", "integer", "Place on the paper, from 1", required=True),
            Column("label", "string", "Label", required=True),
            Column("model_version", "integer", "Version of the model, for models"),
        ),
        ("poll", "option"),
        (_POLL,),
    ),
    Table(
        "ballots",
        "One row a paper",
        (
            _id("Ballot"),
            _ref("poll", "Poll", required=True),
            Column("number", "integer", "Number on the paper", required=True),
            Column("status", "string", "Status", STATUSES, required=True),
            Column("counted", "boolean", "Whether it counts: valid, and the only paper of its number", required=True),
            Column("reason", "string", "Why it is spoilt, rejected or a query"),
            *_PHASE,
            Column("unit", "string", "Whose ballot it is", ("person", "school", "table"), required=True),
            Column("people", "integer", "People it stands for", required=True),
            *_KEYED,
        ),
        ("id", "entry"),
        (_POLL,),
    ),
    Table(
        "marks",
        "One row for each ballot and option",
        (
            _ref("ballot", "Ballot", required=True),
            _ref("entry", "Entry of the ballot", required=True),
            _ref("poll", "Poll", required=True),
            Column("option", "string", "Option", required=True),
            Column("mark", "integer", "Rank, 1 for the first; or score, grade, points, by the method of the poll"),
            Column("missing_reason", "string", "Why there is no mark", REASONS),
        ),
        ("ballot", "entry", "option"),
        (
            Foreign(("ballot", "entry"), "ballots", ("id", "entry")),
            Foreign(("poll", "option"), "options", ("poll", "option")),
        ),
    ),
    Table(
        "counts",
        "Shows of hands",
        (
            _ref("poll", "Poll", required=True),
            Column("option", "string", "Option; empty for abstained and not voting"),
            Column("what", "string", "What was counted", ("for_option", "abstained", "not_voting"), required=True),
            Column("phase", "string", "Phase; empty for the whole room", of="cells"),
            Column("hands", "integer", "Hands", required=True),
            Column("present", "integer", "People present at the count", required=True),
            *_KEYED,
        ),
        ("poll", "what", "option", "phase", "entry"),
        (_POLL,),
    ),
    Table(
        "accounts",
        "What was done with the papers",
        (
            _ref("poll", "Poll", required=True),
            Column("printed", "integer", "Printed", required=True),
            Column("issued", "integer", "Issued", required=True),
            Column("unused", "integer", "Left over", required=True),
            Column("spoilt", "integer", "Spoilt and replaced", required=True),
            Column("not_returned", "integer", "Not returned", required=True),
            *_KEYED,
        ),
        ("poll", "entry"),
        (_POLL,),
    ),
    Table(
        "results",
        "What was declared, option by option",
        (
            _ref("poll", "Poll", required=True),
            Column("option", "string", "Option", required=True),
            Column("place", "integer", "Tier, 1 for the best; equal places are ties", required=True),
            Column("winner", "boolean", "Whether it was declared to lead", required=True),
            Column("score", "number", "Score under the rule: Borda points, hands; empty where the rule has none"),
            Column("valid", "integer", "Valid papers, or hands", required=True),
            Column("cast", "integer", "Papers cast, or people present", required=True),
            Column("sentence", "string", "The result as it was read out", required=True),
            Column("record_code", "string", "Record code at the declaration", required=True),
            *_KEYED,
        ),
        ("poll", "option", "entry"),
        (Foreign(("poll", "option"), "options", ("poll", "option")),),
    ),
    Table(
        "schools",
        "The borough's establishments; join by URN",
        (
            Column("urn", "integer", "Unique reference number, six digits", required=True),
            Column("name", "string", "Name", required=True),
            Column("phase", "string", "Phase used in the review", required=True),
            Column("sector", "string", "Sector", required=True),
            Column("type", "string", "Type of establishment"),
            Column("maintained", "boolean", "Whether the local authority maintains it", required=True),
            Column("religious", "string", "Religious character"),
            Column("religious_basis", "string", "Where that comes from"),
            Column("town", "string", "Town"),
            Column("postcode", "string", "Postcode"),
            Column("pupils", "integer", "Pupils, census of January 2019 in the Hillingdon table"),
            Column("opened", "date", "Day it opened, where known"),
            Column("note", "string", "Remarks"),
        ),
        ("urn",),
    ),
)
