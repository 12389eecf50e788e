"""A review starts from its pack: frozen into the file, with its meetings and polls planned."""

from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import reviews
from hep_tui.actions.reviews import poll_of
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.pack import Agenda, Item, Model, Pack, PollPlan, Priority
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.opening import create
from hep_tui.logbook.records import records
from hep_tui.views.review import review
from tests.conftest import Ticking


@pytest.mark.parametrize("name", sorted(p.stem for p in locations.packs_dir().glob("*.toml")))
def test_the_pack_and_its_schools_read_back_from_the_file_as_they_were(tmp_path: Path, name: str) -> None:
    found = find_pack(name, locations.packs_dir())
    pack = read_pack(found)
    schools = read_school_table(pack, found, locations.schools_dir())
    book = create(tmp_path / "new.hep", source=Ticking().source)
    id = reviews.start(book, pack, schools)
    said = review(book)
    assert (said.id, said.title, said.pack, said.schools) == (id, pack.title, pack, schools)
    assert [m.what.title for m in records(book, Meeting)] == [agenda.label for agenda in pack.agendas]
    assert book.count("school") == len(schools)
    book.close()


def test_a_title_of_ones_own_comes_before_that_of_the_pack(tmp_path: Path, hillingdon: Pack) -> None:
    book = create(tmp_path / "new.hep", source=Ticking().source)
    reviews.start(book, hillingdon, (), "Our \x00review\u202e")
    assert review(book).title == "Our review"
    book.close()


def test_a_file_that_holds_a_review_takes_no_second_one(book: Book, hillingdon: Pack) -> None:
    before = book.count()
    with pytest.raises(HepError, match="This file already holds a review; it was left as it is"):
        reviews.start(book, hillingdon, ())
    assert book.count() == before


def test_every_poll_of_an_agenda_is_set_up_at_its_item_as_the_pack_says(book: Book, hillingdon: Pack) -> None:
    workshop = records(book, Meeting)[0]
    polls = records(book, Poll, meeting=workshop.id)
    assert [p.what.item for p in polls] == [item.id for item in workshop.what.items if item.poll]
    for poll in polls:
        plan = hillingdon.poll(next(item.poll for item in workshop.what.items if item.id == poll.what.item))
        assert plan is not None
        for name in ("title", "question", "method", "top", "ties", "unit", "electorate", "base", "rule", "layout"):
            assert getattr(poll.what, name) == getattr(plan, name)
        assert rule_paragraph(poll.what)


def test_priorities_are_numbered_in_paper_order(book: Book, hillingdon: Pack) -> None:
    ranking = next(p.what for p in records(book, Poll) if p.what.title == "Priorities")
    assert [o.id for o in ranking.options] == [str(i) for i in range(1, 13)]
    assert [o.label for o in ranking.options] == [p.label for p in hillingdon.priorities]


def test_models_stand_under_their_letters_with_the_version_that_is_voted_on(book: Book) -> None:
    models = next(p.what for p in records(book, Poll) if p.what.title == "Which model?")
    assert [o.id for o in models.options] == list("ABCDEFZ")
    assert {o.version for o in models.options} == {1}


PLAN = PollPlan("which", "Which?", "Which one?", options="models")
PACK = Pack(
    "p",
    "P",
    "B",
    priorities=(Priority("a", "First"), Priority("b", "Second")),
    models=(Model("D", 1, "Company"), Model("Z", 1, "No change"), Model("D", 3, "Company, smaller")),
    polls=(PLAN,),
)


def test_of_a_model_with_several_versions_the_latest_is_voted_on() -> None:
    assert reviews.poll_of(PACK, PLAN).options == (Option("D", "Company, smaller", 3), Option("Z", "No change", 1))


def test_options_of_a_polls_own_come_before_the_priorities() -> None:
    own = PollPlan("p", "P", "P?", options="own", own=("For", "Against"))
    assert reviews.poll_of(PACK, own).options == (Option("1", "For"), Option("2", "Against"))
    assert reviews.poll_of(PACK, PollPlan("p", "P", "P?")).options == (Option("1", "First"), Option("2", "Second"))


def test_another_meeting_is_planned_with_its_own_polls(book: Book, hillingdon: Pack) -> None:
    agenda = hillingdon.agenda("workshop")
    assert agenda is not None
    before = {p.id for p in records(book, Poll)}
    id = reviews.plan_meeting(book, hillingdon, agenda, "Workshop of the governors", "2021-06-30")
    meeting = next(m.what for m in records(book, Meeting) if m.id == id)
    assert (meeting.title, meeting.date, meeting.items) == ("Workshop of the governors", "2021-06-30", agenda.items)
    new = [p.what for p in records(book, Poll) if p.id not in before]
    assert [p.meeting for p in new] == [id] * len([item for item in agenda.items if item.poll])


def test_a_meeting_without_a_title_has_that_of_its_agenda() -> None:
    agenda = Agenda("evening", "Evening", "workshop", (Item("a", "A", 10), Item("v", "V", 10, poll="none")))
    book = _Tokens()
    drafts = reviews.meeting_drafts(book, PACK, agenda)  # type: ignore[arg-type]
    assert [(d.kind, d.body["title"]) for d in drafts] == [("meeting", "Evening")]


class _Tokens:
    """Stand in for a book of which nothing but ids is asked."""

    def token(self) -> str:
        return "id"


def test_a_poll_that_the_pack_keeps_secret_is_secret() -> None:
    pack = Pack("moor", "Moor", "Moor", priorities=(Priority("a", "A"), Priority("b", "B")))
    assert poll_of(pack, PollPlan("first", "First", "Which first?", keep="secret")).secret
    assert not poll_of(pack, PollPlan("first", "First", "Which first?")).secret
