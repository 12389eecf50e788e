"""The table, the triggers, and the SQL views that people read. Changed only by a new migration."""

import sqlite3
from functools import cache
from typing import TYPE_CHECKING

from hep_tui.domain.notes import Note
from hep_tui.domain.nouns import fields
from hep_tui.logbook import room_schema
from hep_tui.logbook.entry import ERASERS, GONE, NEVER_HEADS

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x68657031
VERSION = 8
LAPTOPS = 4
"""The version since which laptops have keys."""
LOSSES = 6
"""The version since which losses are entries of the record, not rows of a table beside it."""

ENTRY = """
CREATE TABLE entry (
  id       TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
  writer   TEXT NOT NULL,
  n        INTEGER NOT NULL CHECK (n > 0),
  prev     TEXT NOT NULL,
  at       TEXT NOT NULL,
  who      TEXT NOT NULL,
  kind     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  replaces TEXT NOT NULL,
  digest   TEXT NOT NULL CHECK (length(digest) = 64),
  body     TEXT CHECK (body IS NULL OR json_valid(body))
) STRICT, WITHOUT ROWID
"""


def _sql_list(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


# Every column is in the condition: a trigger on some columns would let the others be changed.
_KEEP = " OR ".join(
    f"NEW.{c} IS NOT OLD.{c}"
    for c in ("id", "writer", "n", "prev", "at", "who", "kind", "subject", "replaces", "digest")
)


def _unchanged(erased: str) -> str:
    """Return the trigger that lets a body go only where a stored entry `r` erased it."""
    return f"""CREATE TRIGGER entry_unchanged BEFORE UPDATE ON entry
       WHEN {_KEEP} OR NEW.body IS NOT NULL OR NOT EXISTS (
         SELECT 1 FROM entry r WHERE {erased})
       BEGIN SELECT raise(ABORT, 'the logbook is append-only: only a redacted body may be erased'); END"""


UNCHANGED = _unchanged(
    f"r.kind IN ({_sql_list(ERASERS)}) AND (r.replaces = OLD.id OR (r.kind = 'redact' AND r.subject = OLD.subject))"
)
_UNCHANGED_3 = _unchanged(f"r.replaces = OLD.id AND r.kind IN ({_sql_list(ERASERS)})")
INDEXES = (
    "CREATE INDEX entry_writer ON entry (writer, n)",
    "CREATE INDEX entry_n ON entry (n, writer)",
    "CREATE INDEX entry_subject ON entry (subject)",
    "CREATE INDEX entry_replaces ON entry (replaces, kind)",
    "CREATE INDEX entry_kind ON entry (kind)",
)
_RULES = (
    *INDEXES,
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
       BEGIN SELECT raise(ABORT, 'the logbook is append-only: entries are never deleted'); END""",
    UNCHANGED,
)
_LOCAL = (
    # What is beside the logbook on this laptop only, and is not part of the record.
    """CREATE TABLE source (
         id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL, record_code TEXT NOT NULL,
         withdrawn TEXT NOT NULL DEFAULT '') STRICT""",
    "CREATE TABLE arrival (id TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL) STRICT, WITHOUT ROWID",
)
# The entries of which somebody accepted, by salvaging, that what they follow or correct is lost.
_GAP = "CREATE TABLE gap (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
# Ballots of secret polls, while they are open and afterwards: a random key, the marks, and nothing else.
SECRET = """CREATE TABLE secret (
  poll TEXT NOT NULL, key TEXT NOT NULL, marks TEXT NOT NULL CHECK (json_valid(marks)), PRIMARY KEY (poll, key)
) STRICT, WITHOUT ROWID"""
# Which cards for voting by phone are used up, and how; not when, and not which ballot came of it.
CARD = """CREATE TABLE card (
  poll TEXT NOT NULL, number INTEGER NOT NULL, used TEXT NOT NULL, PRIMARY KEY (poll, number)
) STRICT, WITHOUT ROWID"""

# Which exports were made on this laptop, and of which record.
_HANDOVER = (
    "CREATE TABLE handover (n INTEGER PRIMARY KEY, at TEXT NOT NULL, name TEXT NOT NULL, record_code TEXT) STRICT"
)
# The last entry of each writer, signed by the key of its laptop.
SIGNATURE = (
    "CREATE TABLE signature (writer TEXT NOT NULL PRIMARY KEY, entry TEXT NOT NULL, signature TEXT NOT NULL) STRICT"
)
# Entries that are set aside. It follows from the record, and is here for other programs.
INERT = "CREATE TABLE inert (id TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"
# What introduces the laptops that open a copy of the file; it is gone once the first meeting has begun.
_INVITATION = "CREATE TABLE invitation (seed TEXT NOT NULL) STRICT"
_LAPTOPS = (SIGNATURE, INERT, _INVITATION)


def _columns(*names: str) -> str:
    return ", ".join(f"json_extract(body, '$.{name}') AS {name}" for name in names)


def _noun(view: str, kind: str, *names: str) -> str:
    return (
        f"CREATE VIEW {view} AS SELECT subject AS id, id AS entry, n, writer, at, who, {_columns(*names)} "
        f"FROM current WHERE kind = '{kind}'"
    )


_VIEWS = (
    # Where laptops settled a conflict in different ways, every version was settled away: then all are current again.
    f"""CREATE VIEW head AS SELECT * FROM entry e
        WHERE kind NOT IN ({_sql_list(NEVER_HEADS)}) AND e.id NOT IN (SELECT id FROM inert)
          AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.replaces = e.id AND x.id NOT IN (SELECT id FROM inert)
            AND (x.kind <> 'settle' OR EXISTS (
              SELECT 1 FROM entry o WHERE o.subject = e.subject AND o.kind NOT IN ({_sql_list(NEVER_HEADS)})
                AND o.id NOT IN (SELECT id FROM inert)
                AND NOT EXISTS (SELECT 1 FROM entry y WHERE y.replaces = o.id
                  AND y.id NOT IN (SELECT id FROM inert)))))""",
    # Two laptops that recorded the same thing alike are no conflict: the earlier one is kept.
    # The + keeps SQLite on the index of subjects: by kind, every note would be compared with every other.
    f"""CREATE VIEW current AS SELECT * FROM head h
        WHERE kind NOT IN ({_sql_list(GONE)}) AND body IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM head o WHERE o.subject = h.subject AND o.id <> h.id AND +o.kind = h.kind
            AND (o.n, o.writer) < (h.n, h.writer)
            AND json_remove(o.body, '$.salt') = json_remove(h.body, '$.salt'))""",
    f"""CREATE VIEW conflict AS SELECT subject, count(*) AS versions, min(kind) AS kind, max(n) AS n
        FROM (SELECT subject, n, kind, CASE WHEN kind IN ({_sql_list(GONE)}) THEN '' ELSE
                json_remove(body, '$.salt') END AS says FROM head) GROUP BY subject
        HAVING count(*) > 1 AND count(DISTINCT says) > 1""",
    """CREATE VIEW unknown_kind AS SELECT kind, count(*) AS entries FROM entry
        WHERE kind NOT IN ({known}) GROUP BY kind""",
    """CREATE VIEW history AS SELECT subject, id AS entry, n, writer, at, who, kind, replaces, body FROM entry""",
    _noun("review", "review", "title", "pack", "schools"),
    """CREATE VIEW school AS SELECT json_extract(s.value, '$.urn') AS urn, json_extract(s.value, '$.name') AS name,
         json_extract(s.value, '$.phase') AS phase, json_extract(s.value, '$.maintained') AS maintained,
         json_extract(s.value, '$.pupils') AS pupils, s.value AS body
       FROM review, json_each(review.schools) s""",
    _noun("meeting", "meeting", "title", "kind", "agenda", "date", "place", "items", "tables"),
    _noun("step", "step", "meeting", "item", "event"),
    _noun("person", "person", "code", "name", "phase", "roles", "groups", "urns", "meetings"),
    _noun("attendance", "attendance", "meeting", "person", "state", "table_no", "phase", "role", "groups"),
    _noun("theme", "theme", "label", "parent", "merged_into"),
    _noun("note", "note", *(f.name for f in fields(Note))),
    """CREATE VIEW note_theme AS SELECT note.id AS note, t.value AS theme
       FROM note, json_each(coalesce(note.themes, '[]')) t""",
    _noun(
        "poll",
        "poll",
        "meeting",
        "item",
        "title",
        "question",
        "method",
        "options",
        "top",
        "ties",
        "unit",
        "electorate",
        "base",
        "quorum",
        "threshold",
        "tie_chain",
        "rule",
        "keep",
        "layout",
        "scale",
        "budget",
        "eligible",
        "no_change",
        "series",
        "round",
        "earlier",
    ),
    _noun("rating", "rating", "meeting", "unit", "table_no", "number", "marks"),
    _noun("follow_up", "action", "note", "state", "did", "said"),
    """CREATE VIEW model AS SELECT subject AS id, id AS entry, n, writer, at, who,
         json_extract(body, '$.model.id') AS model, json_extract(body, '$.model.version') AS version,
         json_extract(body, '$.model.title') AS title, json_extract(body, '$.changed') AS changed
       FROM current WHERE kind = 'model'""",
    _noun("poll_state", "state", "poll", "state", "reason", "present"),
    _noun("printing", "printing", "poll", "first", "papers", "phase", "colour"),
    _noun("batch", "batch", "poll", "teller", "papers", "first", "state", "layout", "reason"),
    _noun("reading", "reading", "poll", "number", "status", "marks", "decided"),
    _noun("paper_check", "check", "poll", "purpose", "seed", "total", "numbers", "wrong"),
    _noun(
        "ballot",
        "ballot",
        "poll",
        "batch",
        "number",
        "status",
        "marks",
        "phase",
        "role",
        "unit",
        "people",
        "reason",
        "splits",
    ),
    """CREATE VIEW mark AS SELECT ballot.id AS ballot, ballot.poll AS poll, ballot.number AS number,
         m.key AS option, m.value AS mark FROM ballot, json_each(coalesce(ballot.marks, '{}')) m""",
    _noun("card_given", "card", "poll", "number", "used", "reason"),
    _noun("room_count", "count", "poll", "present", "counts", "abstained", "not_voting"),
    _noun("account", "account", "poll", "printed", "issued", "unused", "spoilt", "not_returned"),
    _noun("survey", "survey", "key", "title", "tool", "wave", "source"),
    _noun("response", "response", "survey", "phase", "role", "groups", "urn", "school"),
    """CREATE VIEW answer AS SELECT response.id AS response, response.survey AS survey,
         json_extract(a.value, '$.question') AS question, json_extract(a.value, '$.item') AS item,
         json_extract(a.value, '$.code') AS code, json_extract(a.value, '$.text') AS text,
         json_extract(a.value, '$.rank') AS rank, json_extract(a.value, '$.missing') AS missing
       FROM (SELECT subject AS id, json_extract(body, '$.survey') AS survey, body FROM current
         WHERE kind = 'response') response, json_each(coalesce(json_extract(response.body, '$.answers'), '[]')) a""",
    _noun("school_link", "link", "written", "urn"),
    _noun("declaration", "declare", "poll", "record_code", "sentence", "result", "number"),
)

KNOWN = (
    "open", "review", "meeting", "step", "person", "attendance", "theme", "note", "poll", "state", "batch",
    "ballot", "reading", "check", "count", "account", "declare", "model", "action", "rating", "withdraw", "redact",
    "settle", "erase", "introduce", "admit", "survey", "response", "link", "card",
    "printing",
)  # fmt: skip


BESIDE = ("source", "arrival", "gap", "secret", "handover", "signature", "inert", "invitation", "card")
"""The tables that are beside the record."""

# How sqlite-utils remembers which migrations were made.
MIGRATIONS = (
    'CREATE TABLE "_sqlite_migrations" ( "id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" '
    "TEXT )",
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name")',
)


def statements() -> tuple[str, ...]:
    """Return the statements that a file of this version holds."""
    return (ENTRY, *_RULES, *_LOCAL, _GAP, SECRET, _HANDOVER, *_LAPTOPS, CARD, *_views())


def squeezed(sql: str) -> str:
    """Return a statement with every run of blanks as one."""
    return " ".join(sql.split())


@cache
def by_name(version: int = VERSION) -> dict[str, str]:
    """Return the statements of this version, or of one before, squeezed, by what they create."""
    held = statements() if version >= LAPTOPS else (*statements(), _UNCHANGED_3)
    return {_created(sql): squeezed(sql) for sql in held}


@cache
def names(version: int) -> frozenset[str]:
    """Return what a file of this version, or of one before, has to hold; views were laid again since."""
    held = statements() if version == VERSION else (ENTRY, *_RULES, *_LOCAL)
    return frozenset(map(_created, held))


def _created(sql: str) -> str:
    return sql.split()[2]


def lay_own_views(conn: sqlite3.Connection) -> None:
    """Create our views for this connection alone; they hide those of the file, which are for other programs."""
    # Changing this later would take the views away again.
    conn.execute("PRAGMA temp_store=MEMORY")
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS inert (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID")
    for statement in _views():
        conn.execute(statement.replace("CREATE VIEW", "CREATE TEMP VIEW IF NOT EXISTS", 1))


def migrate(conn: sqlite3.Connection) -> None:
    """Bring a file up to this version."""
    from sqlite_utils import Database

    migrations().apply(Database(conn))


def _views() -> tuple[str, ...]:
    return (*(v.replace("{known}", _sql_list(KNOWN)) for v in _VIEWS), *room_schema.VIEWS)


def migrations() -> "Migrations":
    """Return the numbered migrations; each runs in a transaction of its own."""
    from sqlite_utils import Migrations

    steps = Migrations("hep")

    @steps()
    def m001_logbook(db: "Database") -> None:
        for statement in (ENTRY, *_RULES, *_LOCAL):
            db.conn.execute(statement)
        db.conn.execute("PRAGMA user_version = 1")

    @steps()
    def m002_gaps_and_settled_twice(db: "Database") -> None:
        db.conn.execute(_GAP)
        db.conn.execute("PRAGMA user_version = 2")

    @steps()
    def m003_everything_a_review_holds(db: "Database") -> None:
        for statement in (SECRET, _HANDOVER):
            db.conn.execute(statement)
        db.conn.execute("PRAGMA user_version = 3")

    @steps()
    def m004_laptops(db: "Database") -> None:
        for statement in _LAPTOPS:
            db.conn.execute(statement)
        db.conn.execute("DROP TRIGGER entry_unchanged")
        db.conn.execute(UNCHANGED)
        db.conn.execute("PRAGMA user_version = 4")

    @steps()
    def m005_surveys(db: "Database") -> None:
        _lay_views(db.conn)
        db.conn.execute("PRAGMA user_version = 5")

    @steps()
    def m006_cards(db: "Database") -> None:
        db.conn.execute(CARD)
        _lay_views(db.conn)
        db.conn.execute("PRAGMA user_version = 6")

    @steps()
    def m007_printed_numbers(db: "Database") -> None:
        _lay_views(db.conn)
        db.conn.execute("PRAGMA user_version = 7")

    @steps()
    def m008_results_stay_in_the_room(db: "Database") -> None:
        _lay_views(db.conn)
        db.conn.execute("PRAGMA user_version = 8")

    return steps


def _lay_views(conn: sqlite3.Connection) -> None:
    """Lay every view of ours again, which costs nothing; the last migration that changes one does it."""
    for statement in _views():
        conn.execute(f"DROP VIEW IF EXISTS main.{_created(statement)}")
        conn.execute(statement.replace("CREATE VIEW ", "CREATE VIEW main.", 1))
