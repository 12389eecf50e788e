"""Whoever signed up is a name at the door, and a pseudonym or nothing in whatever leaves the laptop."""

from collections.abc import Callable
from pathlib import Path

from hep_tui.actions import register as actions
from hep_tui.domain.door import Found
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.people import Person
from hep_tui.domain.register import Arrival
from hep_tui.logbook import Book
from hep_tui.logbook.records import records

ANN = Person("p-annexamplecode", "Ann Example-Unmistakable", "secondary", ("head",), ("hash",), ("102378",))
BEN = Person("p-benexamplecode", "Teacher One-Unmistakable", "ap")


def test_no_name_and_no_code_of_the_register_is_in_any_file_of_an_export(
    book: Book, exported: Callable[..., Path]
) -> None:
    meeting = records(book, Meeting)[0].id
    actions.invite(book, [ANN, BEN])
    actions.arrive(book, meeting, Arrival(), Found(ANN))
    actions.invite(book, [Person(BEN.code, BEN.name, "special")])
    for excel_safe in (False, True):
        files = [path for path in exported(book, excel_safe=excel_safe).rglob("*") if path.is_file()]
        assert len(files) > 10
        for path in files:
            text = path.read_bytes()
            assert not [word for word in (b"Unmistakable", b"Teacher One", ANN.code.encode(), BEN.code.encode())
                        if word in text], path  # fmt: skip
        attendance = next(path for path in files if path.name == "attendance.csv").read_text("utf-8")
        assert attendance.count("\n") == 2
