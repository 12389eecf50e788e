"""New versions of models: numbered, with a sentence, and on every ballot that is not printed yet."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hep_tui.actions import models, polls, reviews
from hep_tui.actions.undo import Trail, undo
from hep_tui.domain.models import Revision
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Model, Pack
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.shorthand import parse
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.cache import conflicts
from hep_tui.logbook.records import records, revised
from hep_tui.views.review import review, vocabulary

from .conftest import bring


@pytest.fixture
def company(hillingdon: Pack) -> Model:
    found = hillingdon.model("D")
    assert found is not None
    return found


def version_on_paper(book: Book, poll: str) -> int:
    options = next(p.what.options for p in records(book, Poll) if p.id == poll)
    return next(o.version for o in options if o.id == "D")


def which_model(book: Book) -> str:
    return next(p.id for p in records(book, Poll) if any(o.id == "D" for o in p.what.options))


def test_a_revision_is_the_next_version_and_every_new_mark_means_it(
    book: Book, hillingdon: Pack, company: Model
) -> None:
    made = models.revise(book, hillingdon, replace(company, board="Heads only"), "The board is smaller.")
    assert (made.version, made.board) == (2, "Heads only")
    assert records(book, Revision, id="model.D.2")[0].what.changed == "The board is smaller."
    third = models.revise(book, hillingdon, replace(made, board="Heads and chairs"), "Chairs are in again.")
    words = vocabulary(book, hillingdon)
    assert words.models["D"] == (third.version, "Jointly owned schools company")
    assert parse("fine /D", words).note == Note("fine", models=("D@3",))
    assert [m.version for m in review(book).pack.models if m.id == "D"] == [1, 2, 3]
    assert revised(book, hillingdon) == review(book).pack


def test_a_poll_that_is_a_draft_takes_the_new_version_and_one_that_opened_does_not(
    book: Book, hillingdon: Pack, company: Model
) -> None:
    opened = which_model(book)
    agenda = hillingdon.agenda("conference")
    assert agenda is not None
    reviews.plan_meeting(book, hillingdon, agenda, "A second conference")
    draft = next(p.id for p in records(book, Poll) if p.id != opened and p.what.title == "Which model?")
    polls.change_state(book, opened, PollState.OPEN)
    models.revise(book, hillingdon, replace(company, title="Schools' company", board="Heads"), "Renamed.")
    assert version_on_paper(book, opened) == 1
    assert version_on_paper(book, draft) == 2
    assert next(p.what for p in records(book, Poll) if p.id == draft).label("D") == "Schools' company"


def test_a_meeting_planned_afterwards_votes_on_the_newest_version_even_with_an_old_pack(
    book: Book, hillingdon: Pack, company: Model
) -> None:
    models.revise(book, hillingdon, replace(company, board="Heads"), "Smaller.")
    agenda = hillingdon.agenda("conference")
    assert agenda is not None
    meeting = reviews.plan_meeting(book, hillingdon, agenda)
    poll = next(p.id for p in records(book, Poll, meeting=meeting) if p.what.title == "Which model?")
    assert version_on_paper(book, poll) == 2


def test_undo_takes_version_and_polls_back_together(book: Book, hillingdon: Pack, company: Model) -> None:
    trail, before = Trail(), which_model(book)
    book.on_append = trail.note
    models.revise(book, hillingdon, replace(company, board="Heads"), "Smaller.")
    assert version_on_paper(book, before) == 2
    undo(book, trail)
    assert version_on_paper(book, before) == 1
    assert review(book).pack.model("D") == company
    again = models.revise(book, hillingdon, replace(company, board="Chairs"), "Another way.")
    assert again.version == 2


@pytest.mark.parametrize(
    ("change", "sentence", "said"),
    [
        ({"board": "Heads"}, "  ", "needs a sentence that says what changed"),
        ({}, "Nothing really.", "Nothing differs from version 1"),
        ({"board": "Majority of serving heads and governors \x1b[2J"}, "Blanks.", "Nothing differs from version 1"),
        ({"id": "Q"}, "New.", "There is no model Q"),
        ({"version": 9, "board": "Heads"}, "New.", "has got version 1 meanwhile"),
    ],
)
def test_what_is_no_new_version_is_refused(
    book: Book, hillingdon: Pack, company: Model, change: dict[str, object], sentence: str, said: str
) -> None:
    before = book.count()
    with pytest.raises(HepError, match=said):
        models.revise(book, hillingdon, replace(company, **change), sentence)  # type: ignore[arg-type]
    assert book.count() == before


def test_two_laptops_that_make_the_same_version_differently_are_in_conflict(
    book: Book, hillingdon: Pack, company: Model, elsewhere: Callable[[], Book]
) -> None:
    other = elsewhere()
    models.revise(book, hillingdon, replace(company, board="Heads"), "Smaller.")
    models.revise(other, hillingdon, replace(company, board="Chairs"), "Other.")
    bring(book, other)
    # What the draft poll says of the model is the same on both, so there is nothing to choose about it.
    assert conflicts(book) == {"model.D.2"}
    assert [m.version for m in review(book).pack.models if m.id == "D"] == [1, 2]
