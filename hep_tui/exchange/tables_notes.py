"""The tables of meetings and of what was said in them."""

from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Item
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.columns import CONCEPT, FEW, HEAD, ITEM, OF_CONCEPT, PHASE, ROLE, STAMP, refer
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import INTEGER, Column, Reference, Table

MEETINGS = Table(
    "meetings",
    "Meetings",
    "Workshops and the conference.",
    (
        Column("id", "Meeting", required=True),
        *fields_of(Meeting, "title kind agenda date place tables"),
        Column("state", "Where the meeting stands", codes="meeting_state", required=True),
        Column("invited", "People of the register who were invited to it", INTEGER, minimum=0, note=FEW),
        Column("came", "People who were registered at it, 0 before it begins", INTEGER, minimum=0, note=FEW),
        *STAMP,
    ),
    ("id",),
    noun=Meeting,
)
ITEMS = Table(
    "items",
    "Agenda items",
    "What each meeting had on its agenda, in its order.",
    (
        Column("meeting", "Meeting", required=True),
        Column("item", "Agenda item", required=True),
        Column("position", "Position in the agenda", INTEGER, required=True, minimum=1),
        *fields_of(Item, "title minutes"),
        Column(
            "minutes_spent",
            "Minutes spent; empty where the meeting was not held, or the laptop's clock cannot have been right",
            INTEGER,
            minimum=0,
        ),
        *fields_of(Item, "kind prompt"),
        *STAMP,
    ),
    ("meeting", "item"),
    (refer("meetings", "meeting"),),
    noun=Item,
)
ATTENDANCE = Table(
    "attendance",
    "Attendance",
    "One row a person a meeting, without name or groups; `attendee` is the same in every meeting of the review.",
    (
        *fields_of(Attendance, "meeting"),
        Column("attendee", "Pseudonym, stable within the review", required=True),
        *fields_of(Attendance, "state table_no"),
        *PHASE,
        *ROLE,
        *STAMP,
    ),
    ("meeting", "attendee"),
    (refer("meetings", "meeting"),),
    of_thing=False,
    tier=Tier.RESTRICTED,
    noun=Attendance,
)
CAME = Table(
    "came",
    "Who came, in totals",
    "One row a phase or role of a meeting; those of too few people are one row without it.",
    (
        Column("meeting", "Meeting", required=True),
        Column("by", "What people are told apart by", codes="came_by", required=True),
        Column("line", "Number of the row within the meeting", INTEGER, required=True, minimum=1),
        Column("phase", "Phase, or the wider cell it is shown in", codes="phase"),
        Column("phase_label", "Phase in words", labels="phase"),
        Column("role", "Role", codes="role"),
        Column("role_label", "Role in words", labels="role"),
        Column("people", "People", INTEGER, required=True, minimum=0),
        *HEAD,
    ),
    ("meeting", "by", "line"),
    (refer("meetings", "meeting"),),
    of_thing=False,
)
CAME_TO_BOTH = Table(
    "came_to_both",
    "Who came twice, in totals",
    "One row a pair of meetings that have begun; empty where beside `came` it would tell of fewer than three people.",
    (
        Column("meeting", "Meeting", required=True),
        Column("other", "Meeting after it in the list", required=True),
        Column("people", "People who came to both", INTEGER, minimum=0),
        *HEAD,
    ),
    ("meeting", "other"),
    (refer("meetings", "meeting"), refer("meetings", "other")),
    of_thing=False,
)
NOTES = Table(
    "notes",
    "Notes",
    "One row a thing said in a meeting, or written to a survey (the column channel). Never a person or {a_place}.",
    (
        Column("id", "Note", required=True),
        *fields_of(Note, "text meeting"),
        Column("item", "Agenda item"),
        Column("item_label", "Title of the agenda item", free=True),
        Column("question", "Question of a survey that it was written to, where the channel is survey"),
        *fields_of(Note, "table_no sentiment"),
        Column("sentiment_label", "Sentiment in words", labels="sentiment"),
        *fields_of(Note, "quote key action decision"),
        Column("owner", "Who takes the action on, where that is a role, group or phase"),
        Column("owner_shown", "How the owner is shown", codes="owner_shown"),
        *fields_of(Note, "due"),
        *PHASE,
        *ROLE,
        *fields_of(Note, "channel answered"),
        Column("kind", "Kind of note", codes="note_kind", required=True),
        *STAMP,
    ),
    ("id",),
    (refer("meetings", "meeting"), ITEM),
    noun=Note,
)


def _of_note(name: str, label: str, *columns: Column, key: str, to: tuple[Reference, ...] = ()) -> Table:
    note = Column("note", "Note", required=True)
    return Table(
        name,
        label,
        "One row a mark of a note.",
        (note, *columns, *STAMP),
        ("note", key),
        (refer("notes", "note"), *to),
    )


NOTE_THEMES = _of_note(
    "note_themes",
    "Themes of the notes",
    Column("theme", "Theme as it is now", required=True),
    Column("theme_label", "Theme in words", free=True),
    Column("path", "Themes from the widest down to this one, separated by >", free=True),
    Column("marked", "Mark as it was made, separated by ; where themes were merged", required=True, free=True),
    CONCEPT,
    key="theme",
    to=(refer("themes", "theme", at=("theme",)), OF_CONCEPT),
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
    CONCEPT,
    key="said",
    to=(refer("models", "model", "version", at=("model", "version")), OF_CONCEPT),
)
