"""Models with everything that was said and voted about them."""

from dataclasses import replace

from hep_tui.actions import ballots, notes, polls
from hep_tui.actions.models import revise
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.model_lines import Change
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.models import ModelSheet, costs, models


def sheet(book: Book, id: str) -> ModelSheet:
    return next(s for s in models(book).sheets if s.model.id == id)


def test_every_model_of_the_pack_has_a_sheet_in_its_order(book: Book) -> None:
    view = models(book)
    assert [s.model.id for s in view.sheets] == [*"ABCDEF", "Z"]
    assert view.sheets[3].full.words == "£852,254 a year"
    assert view.typical == ("primary", 412)
    assert view.phases["ap"] == "AP/PRU"


def test_versions_say_what_changed_from_one_to_the_next(book: Book, hillingdon: Pack) -> None:
    company = hillingdon.model("D")
    assert company is not None
    revise(book, hillingdon, replace(company, board="Heads only"), "The board is smaller.")
    first, second = sheet(book, "D").versions
    assert (first.changed, first.changes, first.at) == ("", (), None)
    assert second.changed == "The board is smaller."
    assert second.changes == (Change("Board", "Majority of serving heads and governors", "Heads only"),)
    assert second.at is not None
    assert not second.disputed


def test_notes_about_a_model_stand_by_sentiment_newest_first(book: Book, workshop: str) -> None:
    for text, sentiment, about in (
        ("one", "concern", ("D@1",)),
        ("two", "positive", ("C@1", "D@2")),
        ("three", "concern", ("D@1",)),
        ("four", "", ("D@1",)),
        ("five", "concern", ("DD@1",)),
    ):
        notes.add(book, Note(text, workshop, sentiment=sentiment, models=about))
    found = sheet(book, "D")
    assert [t.note.text for t in found.told] == ["four", "three", "two", "one"]
    assert [t.note.text for t in found.said("concern")] == ["three", "one"]
    assert found.counts == "1 positive, 2 concern, 1 without a sign; 1 about another version"
    assert (found.told[2].version, found.told[2].meeting) == ("2", "Workshop")
    assert sheet(book, "Z").counts == "nothing yet"


def test_a_declared_poll_says_how_each_model_fared(book: Book) -> None:
    poll = next(p for p in records(book, Poll) if p.what.title == "Which model?")
    polls.change_state(book, poll.id, PollState.OPEN)
    for number, marks in enumerate(({"D": 1, "Z": 2}, {"D": 1, "B": 2}, {"D": 2, "Z": 1}), 1):
        ballots.cast(book, Ballot(poll.id, number, marks=marks))
    polls.change_state(book, poll.id, PollState.CLOSED)
    assert sheet(book, "D").fared == ()
    polls.declare(book, poll.id)
    [said] = sheet(book, "D").fared
    assert said == "1st of 7, 3 valid: Which model?, Conference for all headteachers (version 1)"
    assert sheet(book, "A").fared[0].split(" ")[0].endswith(("nd", "rd", "th"))


def test_what_each_model_asks_of_a_school_follows_from_its_fees(book: Book) -> None:
    asked = costs(models(book).sheets, "secondary", 1200)
    assert [c.words for c in asked] == [
        "£0: paid by a grant", "£0: paid by a grant", "£1,200 a year", "£15,000 a year", "what the school buys",
        "£4,500 a year", "no fee is stated",
    ]  # fmt: skip
