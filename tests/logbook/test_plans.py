"""How SQLite reads the views: by an index, so that a large review stays as quick as a small one."""

import pytest

from hep_tui.logbook import Book


@pytest.mark.parametrize("kind", ["note", "ballot"])
def test_what_stands_of_a_kind_is_compared_within_its_subject_only(book: Book, kind: str) -> None:
    plan = book.conn.execute("EXPLAIN QUERY PLAN SELECT * FROM current WHERE kind = ? ORDER BY n, writer", (kind,))
    steps = [row[3] for row in plan]
    by_kind = [step for step in steps if "entry_kind" in step]
    assert len(by_kind) <= 1
    assert not [step for step in steps if step.startswith("SCAN")]
