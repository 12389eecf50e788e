"""Notes that wait in the outbox, among those that are stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from hep_tui.domain.notes import Note
from hep_tui.domain.outbox import Row
from hep_tui.logbook.records import Record

WAITS, REFUSED = "~waits", "~refused"
"""The entry of a note that waits, or was refused, begins so: it has none yet."""


def with_waiting(
    stand: Sequence[Record[Note]], rows: Iterable[Row], meeting: str, item: str, now: datetime
) -> list[Record[Note]]:
    """Return the notes of an item as they will be once the rows are stored; of all items where it is empty."""
    waiting = {row.subject: row for row in rows if row.deed.kind == "note"}
    there = {noted.id for noted in stand}
    shown = [_changed(noted, waiting[noted.id]) if noted.id in waiting else noted for noted in stand]
    last = stand[-1] if stand else None
    new = [_new(row, last, now) for row in waiting.values() if row.subject not in there and row.deed.before is None]
    return [each for each in (*shown, *new) if each and each.what.meeting == meeting and item in ("", each.what.item)]


def _changed(noted: Record[Note], row: Row) -> Record[Note] | None:
    note = row.deed.value
    return noted._replace(what=note, entry=_entry(row)) if note else None


def _new(row: Row, last: Record[Note] | None, now: datetime) -> Record[Note] | None:
    note = row.deed.value
    n = last.n if last else 0
    return Record(row.subject, _entry(row), n, now.isoformat(), "", note) if note else None


def _entry(row: Row) -> str:
    state = REFUSED if row.refused else WAITS
    return f"{state} {hash(row.deed.value)}"
