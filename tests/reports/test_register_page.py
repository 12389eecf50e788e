import re

import pytest

from hep_tui.actions import register as actions
from hep_tui.domain.door import Found
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.people import Person
from hep_tui.domain.register import Arrival
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.reports.register_page import EMPTY, register_page
from hep_tui.views.register import register
from tests.reports.test_page import Read

PEOPLE = (
    Person("p-1", "Zoe Example", "primary", ("head",), ("primary-forum",), ("102375",)),
    Person("p-2", "Ann <b>Example</b>", "secondary", ("chair",), (), ("102378",)),
    Person("p-3", "Ben Example"),
)


@pytest.fixture
def meeting(book: Book) -> str:
    return records(book, Meeting)[0].id


def rows(html: str) -> list[list[str]]:
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr><td.*?</tr>", html)]


def test_who_is_invited_stands_by_school_with_role_and_table(book: Book, meeting: str) -> None:
    actions.invite(book, PEOPLE)
    actions.arrive(book, meeting, Arrival(table_no=3), Found(PEOPLE[0]))
    html = register_page(register(book, meeting))
    Read(html)
    found = rows(html)
    assert [row[1:] for row in found] == [
        ["Coteford Infant School", "Zoe Example", "head, Primary Forum", "3"],
        ["Field End Junior School", "Ann &lt;b&gt;Example&lt;/b&gt;", "chair", ""],
        ["No school given", "Ben Example", "", ""],
    ]
    assert ["ticked" in row[0] for row in found] == [True, False, False]
    assert html.count('<tr class="empty">') == EMPTY
    assert "1 present, 1 of 3 invited" in html
    assert "This page holds names" in html


def test_without_names_nobody_is_named(book: Book, meeting: str) -> None:
    actions.invite(book, PEOPLE)
    html = register_page(register(book, meeting), names=False)
    assert "Example" not in html
    assert [row[1] for row in rows(html)] == ["Coteford Infant School", "Field End Junior School", "No school given"]
    assert "No names on this page" in html


def test_where_nobody_is_invited_every_school_has_a_line(book: Book, meeting: str) -> None:
    view = register(book, meeting)
    html = register_page(view)
    names = [row[1] for row in rows(html)]
    assert len(names) == len(view.schools) == 111
    assert names == sorted(names, key=str.casefold)
    assert ">Name<" not in html
