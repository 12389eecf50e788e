"""hep laptops and hep erase: who is introduced, what is set aside, and what is erased for good."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import meetings, notes, record
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.errors import HepError
from hep_tui.logbook.errors import NotIntroduced
from hep_tui.logbook.laptop_key import NAME, load
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records

from .conftest import Hep


@pytest.fixture
def ours(hep: Hep, tmp_path: Path) -> Path:
    """Return a review that this laptop founded, with one note; its first meeting has begun."""
    path = tmp_path / "ours.hep"
    assert hep("new", path, "--pack", "northmoor-2022").code == 0
    assert hep("note", path, "taken here").code == 0
    with closing(open_book(path)) as book:
        meeting = records(book, Meeting)[0]
        meetings.start_item(book, meeting.id, meeting.what.items[0].id)
    return path


def of_another_laptop(hep: Hep, ours: Path) -> Path:
    """Return a copy in which a laptop that nobody introduced took a note, and took back the one of ours."""
    other = ours.with_name("other.hep")
    other.write_bytes(ours.read_bytes())
    (locations.state_dir() / NAME).rename(ours.with_name("kept"))
    assert hep("note", other, "taken there").code == 0
    with closing(open_book(ours)) as book:
        id = records(book, Note)[0].id
    with closing(open_book(other, laptop=load(locations.state_dir()))) as book, pytest.raises(NotIntroduced):
        notes.withdraw(book, id)
    ours.with_name("kept").replace(locations.state_dir() / NAME)
    with closing(open_book(other)) as book:
        book._take_effect = lambda sealed: None  # type: ignore[method-assign]
        notes.withdraw(book, id)
    return other


def texts(path: Path) -> list[str]:
    with closing(open_book(path)) as book:
        return [n.what.text for n in records(book, Note)]


def test_a_new_review_is_founded_by_the_laptop_that_made_it(hep: Hep, ours: Path) -> None:
    [laptop] = [each for each in hep("laptops", ours, "list", "--json").json if each["key"]]
    assert (laptop["founder"], laptop["introduced"], laptop["this"], laptop["set_aside"]) == (True, True, True, 0)
    assert len(laptop["id"].split()) == 4
    assert f"The words of this laptop: {laptop['id']}" in hep("laptops", ours).out


def test_what_a_stranger_takes_back_is_set_aside_said_and_admitted(hep: Hep, ours: Path) -> None:
    other = of_another_laptop(hep, ours)
    said = hep("merge", ours, other, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.json["set_aside"] == 1
    assert texts(ours) == ["taken here", "taken there"]
    stranger = next(each for each in hep("laptops", ours, "--json").json if each["set_aside"])
    assert not stranger["introduced"]
    assert hep("laptops", ours, "admit", *stranger["id"].split()).code == 0
    assert texts(ours) == ["taken there"]
    assert hep("verify", ours).code == 0


def test_a_laptop_is_introduced_by_its_four_words_and_by_no_others(hep: Hep, ours: Path) -> None:
    other = of_another_laptop(hep, ours)
    keyed = [each for each in hep("laptops", other, "--json").json if each["key"] and not each["introduced"]]
    words = keyed[0]["id"]
    assert "nothing was changed" in hep("laptops", ours, "introduce", words).refusal
    assert "nothing was changed" in hep("laptops", ours, "introduce", "one two three four", "--from", other).refusal
    assert hep("laptops", ours, "introduce", words.upper(), "--from", other).code == 0
    merged = hep("merge", ours, other, "--json").json
    assert next(each for each in merged["signers"] if each["words"] == words)["introduced"]


def test_no_host_name_goes_into_a_record(hep: Hep, ours: Path) -> None:
    with closing(open_book(ours)) as book:
        assert {e.data.get("device") for e in book.entries() if e.kind == "open"} == {""}


def test_a_person_and_the_name_of_a_laptop_are_erased_for_good(hep: Hep, fresh: Path) -> None:
    with closing(open_book(fresh, device="J. Bloggs's laptop")) as book:
        record.put(book, "person.AB1", Person("AB1", "Alder Beck"))
        record.put(book, "person.AB1", Person("AB1", "Alder Beck of Northmoor"))
    assert hep("erase", fresh, "person", "ab1", "--reason", "asked for").out.startswith("Erased for good: 2 entries")
    assert hep("erase", fresh, "laptop", "J. Bloggs's laptop", "--reason", "asked for").code == 0
    for words in (b"Alder Beck", b"Bloggs"):
        assert words not in fresh.read_bytes()
    assert hep("verify", fresh).code == 0
    assert "nothing was erased" in hep("erase", fresh, "person", "ab1", "--reason", "again").refusal
    assert "nothing was erased" in hep("erase", fresh, "laptop", "none", "--reason", "again").refusal


def test_a_review_that_nobody_founded_is_founded_on_demand(hep: Hep, demo: Path) -> None:
    assert "Nobody founded this review" in hep("laptops", demo).out
    assert hep("laptops", demo, "found").code == 0
    found = hep("laptops", demo, "--json").json
    assert all(each["introduced"] for each in found)
    assert sum(each["founder"] for each in found) == 1
    assert hep("verify", demo).code == 0


def test_what_an_introduced_laptop_says_of_the_review_and_nobody_can_read_counts_for_nothing(
    hep: Hep, fresh: Path
) -> None:
    other = fresh.with_name("other.hep")
    other.write_bytes(fresh.read_bytes())
    with closing(open_book(other, laptop=load(locations.state_dir()))) as book:
        head = next(book.current("review"))
        book.append("review", head.subject, {**head.data, "pack": {"id": 7}}, head.id)
    odd = "1 entry of kind review does not hold what it should"
    assert odd in hep("merge", fresh, other, "--dry-run").out
    assert hep("merge", fresh, other, "--json").json["new"] == 2
    assert hep("show", fresh).code == 0
    assert odd in hep("verify", fresh).err
    assert hep("note", fresh, "goes on").code == 0


def test_a_merge_after_which_the_review_could_not_be_shown_stores_nothing(
    hep: Hep, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = fresh.with_name("other.hep")
    other.write_bytes(fresh.read_bytes())
    hep("note", other, "taken there")
    before = code(hep, fresh)

    def refuse(book: object) -> None:
        raise HepError("no")

    monkeypatch.setattr("hep_tui.views.merging.review", refuse)
    assert "nothing was merged" in hep("merge", fresh, other).refusal
    monkeypatch.undo()
    assert code(hep, fresh) == before


def code(hep: Hep, path: Path) -> str:
    return str(hep("verify", path, "--json").json["record_code"])
