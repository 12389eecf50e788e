"""What the current entries of a kind say in a field, taken together: SQLite tells, and none of them is read."""

from hep_tui.logbook.book import Book

_LISTED = (
    "SELECT DISTINCT t.value FROM current, json_each(body, :at) t "
    "WHERE current.kind = :kind AND json_type(body, :at) IN ('array', 'text') AND t.type = 'text'"
)
_TWICE = (
    "SELECT json_extract(body, :text), json_extract(body, :number) FROM current "
    "WHERE kind = :kind AND json_type(body, :number) = 'integer' GROUP BY 1, 2 HAVING count(*) > 1"
)


def listed(book: Book, kind: str, field: str) -> set[str]:
    """Return the different texts in a list that the entries hold, or in a field of one text."""
    return {text for (text,) in book.ask(_LISTED, {"kind": kind, "at": f"$.{field}"})}


def twice(book: Book, kind: str, text: str, number: str) -> set[tuple[str, int]]:
    """Return each value of a field with a whole number of another that several entries hold."""
    return {(of, n) for of, n in book.ask(_TWICE, {"kind": kind, "text": f"$.{text}", "number": f"$.{number}"})}
