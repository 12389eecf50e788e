"""hep person: where somebody is held, and that they are nowhere afterwards."""

from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.actions import batches, decisions, notes, record
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.logbook.opening import open_book

from .conftest import Hep

NAME = "Jo Okafor"


@pytest.fixture
def held(hep: Hep, demo: Path) -> Path:
    """Return a review that holds somebody in its register, in notes old and new, and in what was done; backed up."""
    with closing(open_book(demo)) as book:
        record.put(book, "person.jo", Person("c0de", NAME))
        notes.add(book, Note("Ask jo okafor about buses", action=True, owner=NAME))
        put_right = notes.add(book, Note(f"{NAME} said so"))
        notes.amend(book, put_right, Note("Somebody said so"))
        todo = notes.add(book, Note("Write a letter", action=True))
        decisions.set_state(book, todo, "done", f"{NAME} wrote it.")
    hep("backup", demo)
    return demo


def test_where_somebody_is_held_is_said_of_record_backups_and_exports(hep: Hep, held: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    hep("export", held, "-o", out, "--tier", "restricted", "--plain", "--xlsx", "--qda")
    found = hep("person", held, NAME, "--exports", out, "--json").json
    assert found["record"] == {"action": 1, "note": 2, "person": 1}
    assert list(found["backups"].values()) == [4]
    assert {Path(path).name for path in found["exports"]} == {
        "notes.csv", "follow_ups.csv", "tables.xlsx", "project.qdpx", "notes_for_nvivo.xlsx",
    }  # fmt: skip
    assert len(found["handed_over"]) == 1
    (out / "sums.txt").write_text("9fc0de01  data/notes.csv\n", "utf-8")
    assert hep("person", held, NAME, "--exports", out, "--json").json["exports"] == found["exports"]


def test_who_was_erased_is_in_no_entry_and_in_no_backup_any_more(hep: Hep, held: Path, tmp_path: Path) -> None:
    said = hep("person", held, NAME, "--exports", tmp_path, "--erase", "asked us to")
    assert said.code == 0
    assert hep("person", held, NAME, "--exports", tmp_path).code == 1
    raw = [held.read_bytes(), *(p.read_bytes() for p in (tmp_path / "home").rglob("*.hep"))]
    assert not any(b"okafor" in each.lower() for each in raw)
    texts = [note["text"] for note in hep("show", held, "notes", "--json").json]
    assert {"Ask [person] about buses", "Somebody said so", "Write a letter"} <= {*texts}
    assert hep("verify", held).code == 0


def test_somebody_who_is_nowhere_is_said_to_be_nowhere(hep: Hep, demo: Path, tmp_path: Path) -> None:
    said = hep("person", demo, "Nobody Atall", "--exports", tmp_path)
    assert (said.code, said.out) == (1, "The record holds nothing of Nobody Atall.\n")


def test_erasing_needs_a_reason(hep: Hep, held: Path) -> None:
    assert "needs a reason" in hep("person", held, NAME, "--erase", " ").refusal
    assert b"Okafor" in held.read_bytes()


def test_notes_that_may_mean_somebody_by_another_form_of_the_name_are_listed(
    hep: Hep, held: Path, tmp_path: Path
) -> None:
    with closing(open_book(held)) as book:
        other, _ = (notes.add(book, Note(text)) for text in ("Okafor's list is long, Mrs Okafor", "ask Mrs Sample"))
    found = hep("person", held, NAME, "--exports", tmp_path, "--json").json
    assert found["may_mean"] == [{"note": other, "words": "Okafor, Mrs Okafor"}]
    said = hep("person", held, NAME, "--exports", tmp_path, "--erase", "asked us to").out
    assert f"Note {other} may mean them: Okafor, Mrs Okafor." in said


def test_initials_and_short_forms_are_listed_wherever_they_are_and_left_with_a_word(
    hep: Hep, held: Path, tmp_path: Path
) -> None:
    with closing(open_book(held)) as book:
        lettered = notes.add(book, Note("JO brings the figures"))
        forgotten = notes.add(book, Note("ask J. Okafor"))
        notes.amend(book, forgotten, Note("ask them"))
        todo = notes.add(book, Note("Order a coach", action=True))
        decisions.set_state(book, todo, "done", "JO rang.")
    hep("backup", held)
    out = tmp_path / "out"
    hep("export", held, "-o", out, "--tier", "restricted", "--plain")
    found = hep("person", held, NAME.upper(), "--exports", out, "--json").json
    action = next(each["action"] for each in found["may_mean"] if "action" in each)
    assert found["may_mean"] == [
        {"note": lettered, "words": "JO"}, {"note": forgotten, "words": "J. Okafor"}, {"action": action, "words": "JO"},
    ]  # fmt: skip
    assert [*found["backups_may_mean"].values()] == [3]
    (out / "letter.txt").write_text("JO was there, and JO JO.\nThe Okafor family.", "utf-8")
    (out / "closed.sealed").write_bytes(b"JO")
    found = hep("person", held, NAME, "--exports", out, "--json").json
    assert found["exports_may_mean"][str(out / "letter.txt")] == "JO, Okafor"
    assert found["exports_closed"] == [str(out / "closed.sealed")]
    said = hep("person", held, NAME, "--exports", out, "--erase", "asked us to").out
    assert "Left as it is, in 3 places: what may mean them." in said
    assert f"Action {action} may mean them: JO." in said
    assert "closed.sealed: is sealed or cannot be read" in said
    assert hep("person", held, NAME, "--exports", tmp_path / "none").code == 0


def test_capitals_that_mean_something_else_in_the_review_are_nobody(hep: Hep, demo: Path, tmp_path: Path) -> None:
    with closing(open_book(demo)) as book:
        notes.add(book, Note("AP needs places, says the LA"))
        notes.add(book, Note("am I to ask"))
    for name in ("Anna Penrose", "Lou Ash", "Ada Moss"):
        assert hep("person", demo, name, "--exports", tmp_path, "--json").json["may_mean"] == []


def test_whoever_keyed_under_their_initials_is_pointed_out(hep: Hep, demo: Path, tmp_path: Path) -> None:
    with closing(open_book(demo)) as book:
        batches.seat(book, "QZ")
        notes.add(book, Note("Something"))
    assert [*hep("person", demo, "Quentin Zeal", "--exports", tmp_path, "--json").json["keyed"]] == ["QZ"]


def test_a_short_name_is_erased_as_a_word_and_never_within_one(hep: Hep, demo: Path, tmp_path: Path) -> None:
    with closing(open_book(demo)) as book:
        note = notes.add(book, Note("Join us, said Jo."))
    hep("person", demo, "Jo", "--exports", tmp_path, "--erase", "asked us to")
    [text] = [each["text"] for each in hep("show", demo, "notes", "--json").json if each["id"] == note]
    assert text == "Join us, said [person]."
