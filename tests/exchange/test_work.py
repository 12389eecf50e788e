"""What follows from talk, as it leaves the laptop: ratings, versions of models, what became of actions, minutes."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hep_tui.actions import decisions, meetings, notes
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from tests.conftest import Ticking
from tests.exchange.conftest import Filled

Export = Callable[..., Path]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_sheet_has_a_row_a_condition_and_what_was_not_rated_says_so(filled: Filled, exported: Export) -> None:
    found = rows(exported(filled.book), "framework")
    assert len(found) == 18
    table = [row for row in found if row["unit"] == "table"]
    assert {row["table_no"] for row in table} == {"3"}
    first = table[0]
    assert (first["condition"], first["level"], first["missing_reason"]) == ("vision", "", "skipped")
    assert {(row["level"], row["level_label"], row["missing_reason"]) for row in table[1:]} == {("2", "Beginning", "")}
    assert {row["wording"] for row in found} == {"Working wording: replace with Isos's nine"}


def test_versions_made_since_stand_beside_those_of_the_pack_with_what_changed(filled: Filled, exported: Export) -> None:
    folder = exported(filled.book)
    company = [row for row in rows(folder, "models") if row["model"] == "D"]
    assert [(row["version"], row["board"], row["changed"]) for row in company] == [
        ("1", "Majority of serving heads and governors", ""),
        ("2", "Heads only", "The board is smaller."),
    ]
    assert [r["version"] for r in rows(folder, "model_funding") if r["model"] == "D"] == ["1"] * 3 + ["2"] * 3


def test_what_became_of_an_action_joins_its_note_and_the_note_it_answers(filled: Filled, exported: Export) -> None:
    folder = exported(filled.book)
    [follow] = rows(folder, "follow_ups")
    [answer] = rows(folder, "follow_up_notes")
    by_id = {row["id"]: row for row in rows(folder, "notes")}
    assert (follow["state"], follow["did"]) == ("done", "A letter went out.")
    assert by_id[follow["note"]]["kind"] == "action"
    assert answer["entry"] == follow["entry"]
    assert by_id[answer["said"]]["kind"] != "action"


def test_an_owner_who_may_be_a_person_is_not_in_the_export(book: Book, exported: Export) -> None:
    todo = notes.add(book, Note("Write it down", action=True, owner="hash"))
    decisions.assign(book, todo, "Pat Somebody")
    decisions.set_state(book, todo, "done")
    folder = exported(book)
    assert not any("Somebody" in path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())
    [note] = rows(folder, "notes")
    assert (note["owner"], note["owner_shown"]) == ("", "suppressed")


def test_what_belongs_to_a_note_that_was_taken_back_is_left_out(book: Book, exported: Export) -> None:
    todo = notes.add(book, Note("Write it down", action=True))
    said = notes.add(book, Note("Nobody writes"))
    decisions.link(book, todo, said)
    notes.withdraw(book, said)
    folder = exported(book)
    assert len(rows(folder, "follow_ups")) == 1
    assert rows(folder, "follow_up_notes") == []
    notes.withdraw(book, todo)
    assert rows(exported(book), "follow_ups") == []


def test_an_item_of_a_meeting_that_was_held_tells_its_minutes_unless_the_clock_was_wrong(
    book: Book, ticking: Ticking, exported: Export
) -> None:
    meeting = records(book, Meeting)[0]
    first, second, third = (item.id for item in meeting.what.items[:3])

    def spent() -> list[str]:
        return [row["minutes_spent"] for row in rows(exported(book), "items") if row["meeting"] == meeting.id]

    for item, hours in ((first, 0.5), (second, 50), (third, 0.2)):
        meetings.start_item(book, meeting.id, item)
        ticking.at += timedelta(hours=hours)
    assert {*spent()} == {""}
    meetings.end(book, meeting.id, third)
    assert spent()[:4] == ["30", "", "12", "0"]
    meetings.took(book, meeting.id, second, 9)
    assert spent()[:3] == ["30", "9", "12"]
