"""What all current entries of a kind say in a field is what reading each of them gives."""

from hep_tui.logbook import Book, said


def test_texts_of_lists_and_of_fields_of_one_text_are_named_once_and_nothing_else_is(book: Book) -> None:
    for n, themes in enumerate((["send", "tea"], ["tea", 5, None], "alone", None, {"of": "one"})):
        book.append("note", f"note-{n}", {"text": "x", "themes": themes})
    book.append("note", "note-0", {"text": "x", "themes": ["buses"]}, replaces=book.heads("note-0")[0].id)
    assert said.listed(book, "note", "themes") == {"alone", "buses", "tea"}
    assert said.listed(book, "poll", "themes") == set()


def test_a_number_that_two_current_entries_bear_is_named(book: Book) -> None:
    for n, (poll, number) in enumerate(
        (("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", "1"), ("b", "1"), ("c", 7), ("c", 7))
    ):
        book.append("ballot", f"ballot-{n}", {"poll": poll, "number": number})
    book.append("withdraw", "ballot-7", {}, replaces=book.heads("ballot-7")[0].id)
    assert said.twice(book, "ballot", "poll", "number") == {("a", 1)}
