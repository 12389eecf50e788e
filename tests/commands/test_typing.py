"""hep type: a meeting and its votes line by line."""

import io
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import chain, repeat
from pathlib import Path

import pytest

from hep_tui import cli
from hep_tui.actions import notes, record
from hep_tui.commands.opened import lend
from hep_tui.commands.session import Session
from hep_tui.commands.verbs import ballots
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book, NotStored
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from tests.conftest import with_a_place

from .conftest import Hep, run
from .conversation import SECRET, talk


@pytest.fixture
def book(demo: Path) -> Iterator[Book]:
    with closing(open_book(demo)) as book, lend(book):
        with_a_place(book)
        yield book


@pytest.fixture
def session(book: Book) -> Session:
    return Session(book, book.path, partial(cli.obey, cli.parser()))


def test_two_typings_that_differ_put_nothing_into_the_box(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = chain("12", repeat(""))
    monkeypatch.setattr(ballots, "unseen", lambda words: next(keys))
    answers = dict(talk(session.answer, tmp_path, SECRET))
    assert answers[":ballots vote Quietly"].startswith("refused: The two were not the same, ")
    assert answers[":ballots lot Quietly 1"].startswith("refused: Two people read a lot, each with initials")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (":nope", "refused: there is no command 'nope'; :help says which there are."),
        (":poll nope", "refused: WHAT of hep poll cannot be 'nope', only one of: list, new"),
        (":notes nope", "refused: COMMAND of hep notes cannot be 'nope', only one of: "),
        (":open demo.hep", "refused: open does not work on the review that is open"),
        (':poll open "Join', "refused: A quotation mark is not closed"),
        (":go-on", "refused: This meeting is not paused"),
        (":correct so", "refused: There is no note in this meeting yet"),
        (":item 99", "refused: Workshop 3, all phases has no agenda item '99'"),
        (":ballots key 5 1 1", "refused: This poll is draft"),
        (":ballots key 5 one 1", "refused: hep ballots FILE key cannot read this (argument NUMBER: invalid int value"),
        (":undo", "refused: There is nothing to undo."),
        (":framework rate 9 --table 1", "refused: Only 1 to 4 can be given here"),
        (":poll hands 6 For=many", "refused: 'For=many' says no hands"),
        (":conflicts settle 1 1", "refused: There is no version 1 of conflict 1"),
        (":actions done zz", "refused: 'zz' names 0 decisions or actions"),
        ("1", "saved: "),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(session: Session, line: str, answer: str) -> None:
    assert session.answer(line).startswith(answer)
    assert session.refused == answer.startswith("refused")


def test_a_secret_ballot_needs_a_terminal(hep: Hep, demo: Path) -> None:
    id = hep("poll", demo, "new", "--preset", "models", "--secret").out.strip()
    hep("poll", demo, "open", id)
    assert hep("ballots", demo, "vote", id).refusal.startswith("A secret ballot is typed in a terminal")


def test_a_colon_that_begins_no_word_is_part_of_a_note(session: Session) -> None:
    assert session.answer(": so they said").startswith("saved: ")
    assert session.answer(":-) they laughed").startswith("saved: ")


def test_a_note_of_which_nobody_knows_whether_it_is_stored_is_stored_once(
    session: Session, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def arrived_and_failed(book: Book, *given: object) -> str:
        entry = book.append_all([record.draft(book.token(), given[0])])
        raise NotStored("The disk did not answer; type it again.", entry)

    with monkeypatch.context() as broken:
        broken.setattr(notes, "add", arrived_and_failed)
        assert session.answer("- said once").startswith("refused: The disk did not answer")
    assert session.answer("- said once").startswith("saved: ")
    assert [n.what.text for n in records(book, Note) if n.what.text == "said once"] == ["said once"]


def test_lines_of_a_file_are_answered_one_by_one_and_refusals_end_with_1(
    hep: Hep, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n- one thing\n:nope\n\n:quit\n- never\n"))
    said = hep("type", demo)
    lines = said.out.splitlines()
    assert said.code == 1
    assert [line.partition(":")[0] for line in lines] == ["Workshop 3, all phases", "saved", "refused", lines[0][:22]]
    assert lines[3].endswith("1 note, 18 present")
    assert "never" not in hep("show", demo).out


def test_it_runs_as_a_program_of_its_own(demo: Path) -> None:
    said = run("type", demo, input="- one thing\n:next\n:end\n")
    assert said.code == 0, said
    assert said.out.splitlines()[0] == "saved: concern"


def test_what_another_program_sends_to_hep_note_is_data_and_never_a_command(demo: Path) -> None:
    said = run("note", demo, "-", input=":end\nu\nt3\n:quit\n")
    assert said.code == 0, said
    with closing(open_book(demo)) as book:
        assert [n.what.text for n in records(book, Note)][-4:] == [":end", "u", "t3", ":quit"]
