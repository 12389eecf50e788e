"""The tables of meetings and of what was said in them."""

from hep_tui.exchange.columns import ENTRY, PHASE, ROLE, STAMP, part_of, refer
from hep_tui.exchange.registry import BOOLEAN, DATE, INTEGER, Column, Reference, Table

MEETINGS = Table(
    "meetings",
    "Meetings",
    "Workshops and the conference.",
    (
        ENTRY,
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
ITEMS = Table(
    "items",
    "Agenda items",
    "What each meeting had on its agenda, in its order.",
    (
        ENTRY,
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
    (part_of("meetings"), refer("meetings", "meeting")),
)
ATTENDANCE = Table(
    "attendance",
    "Attendance",
    "One row a person a meeting, without name, table or groups; `attendee` is the same in every meeting of the review.",
    (
        ENTRY,
        Column("meeting", "Meeting", required=True),
        Column("attendee", "Pseudonym, stable within the review", required=True),
        Column("state", "Here, or left", codes="attendance_state", required=True),
        *PHASE,
        *ROLE,
        *STAMP,
    ),
    ("entry",),
    (refer("meetings", "meeting"),),
)
NOTES = Table(
    "notes",
    "Notes",
    "One row a thing said. Phase and role of the speaker, never a person or a school.",
    (
        ENTRY,
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
        *PHASE,
        *ROLE,
        *STAMP,
    ),
    ("entry",),
    (refer("meetings", "meeting"),),
)


def _of_note(name: str, label: str, *columns: Column, key: str, to: tuple[Reference, ...] = ()) -> Table:
    note = Column("note", "Note", required=True)
    return Table(
        name,
        label,
        "One row a mark of a note; join by `entry`.",
        (ENTRY, note, *columns, *STAMP),
        ("entry", key),
        (part_of("notes"), refer("notes", "note"), *to),
    )


NOTE_THEMES = _of_note(
    "note_themes",
    "Themes of the notes",
    Column("theme", "Theme as it is now", required=True),
    Column("theme_label", "Theme in words"),
    Column("marked", "Mark as it was made, parted by ; where themes were merged", required=True),
    key="theme",
    to=(refer("themes", "theme", at=("theme",)),),
)
NOTE_GROUPS = _of_note(
    "note_groups",
    "Groups of the notes",
    Column("group", "Group", codes="group", required=True),
    Column("group_label", "Group in words", labels="group"),
    key="group",
)
NOTE_MODELS = _of_note(
    "note_models",
    "Models the notes speak of",
    Column("said", "The mark as it was made", required=True),
    Column("model", "Model"),
    Column("version", "Version", INTEGER, minimum=0),
    key="said",
    to=(refer("models", "model", "version", at=("model", "version")),),
)
