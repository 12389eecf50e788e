"""What pandas reads from a bundle is what was recorded."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import export
from hep_tui.exchange.frames import read
from hep_tui.exchange.tables import tables_for
from hep_tui.logbook import Book
from hep_tui.views.polls import poll_view
from tests.exchange.conftest import Filled

TABLES = tables_for(Tier.RESTRICTED)

if TYPE_CHECKING:
    import pandas as pd

CELL = {"nursery": "specialist-other", "ap": "specialist-other"}


@pytest.fixture(scope="session")
def frames(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> "dict[str, pd.DataFrame]":
    """Return the tables of the filled book as pandas reads them."""
    return read(export(filled.book, tmp_path_factory.mktemp("frames"), tier=Tier.RESTRICTED).path)


def _rows(frame: "pd.DataFrame", *columns: str) -> list[Any]:
    """Return some columns as tuples, missing as None."""
    part = frame[list(columns)].astype(object)
    return list(part.where(part.notna(), None).itertuples(index=False, name=None))


def test_every_table_is_there_with_its_columns_and_types(frames: "dict[str, pd.DataFrame]") -> None:
    assert list(frames) == [t.name for t in TABLES]
    dtypes = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}
    for table in TABLES:
        frame = frames[table.name]
        assert list(frame.columns) == table.header
        for column in table.columns:
            found = str(frame[column.name].dtype)
            assert found.startswith(dtypes.get(column.type, "datetime64"))


def test_keys_are_unique_and_references_lead_somewhere(frames: "dict[str, pd.DataFrame]") -> None:
    for table in TABLES:
        assert not frames[table.name].duplicated(list(table.key)).any()
        for reference in table.references:
            said = frames[table.name][list(reference.columns)].dropna()
            there = {*frames[reference.table][list(reference.to)].itertuples(index=False, name=None)}
            assert {*said.itertuples(index=False, name=None)} <= there


def test_every_note_is_found_exactly_as_it_was_taken(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    columns = ("id", "meeting", "item", "table_no", "text", "kind", "sentiment", "quote", "key", "phase", "role")
    said = {
        (id, n.meeting, n.item, n.table_no, n.text, n.kind, n.sentiment or None, n.quote, n.key,
         CELL.get(n.phase, n.phase) or None, n.role or None)
        for id, n in filled.notes.items()
    }  # fmt: skip
    found = _rows(frames["notes"], *columns)
    assert len(found) == 20
    assert {*found} == said


def test_themes_groups_and_models_of_the_notes_are_all_there(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    def said(marks: str) -> set[tuple[str, str]]:
        return {(id, mark) for id, n in filled.notes.items() for mark in getattr(n, marks)}

    assert {*_rows(frames["note_themes"], "note", "theme")} == said("themes")
    assert {*_rows(frames["note_groups"], "note", "group")} == said("groups")
    assert {*_rows(frames["note_models"], "note", "said")} == said("models")
    live = frames["themes"].query("source == 'live'")
    assert _rows(live, "theme", "label") == [("tea-breaks", "tea-breaks")]


def test_actions_keep_their_date_and_an_owner_who_is_no_person(
    filled: Filled, frames: "dict[str, pd.DataFrame]"
) -> None:
    actions = frames["notes"].query("kind == 'action'")
    assert {n.owner for n in filled.notes.values() if n.action} == {"LA", "A. Person"}
    assert {*_rows(actions, "owner", "owner_shown")} == {("LA", "as_recorded"), (None, "suppressed")}
    assert {str(due.date()) for due in actions["due"]} == {"2021-07-01"}


def test_every_ballot_and_each_of_its_marks_is_found(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    ballots = frames["ballots"].query("poll == @filled.ranking")
    said = {
        (id, b.number, b.status, b.status == "valid", b.batch or None, b.reason or None, b.role or None,
         CELL.get(b.phase, b.phase) or None)
        for id, b in filled.ballots.items()
    }  # fmt: skip
    columns = ("id", "number", "status", "counted", "batch", "reason", "role", "phase")
    assert {*_rows(ballots, *columns)} == said
    marks = frames["marks"].query("poll == @filled.ranking")
    assert len(marks) == 10 * 12
    ranked = {(id, option, rank) for id, b in filled.ballots.items() for option, rank in b.marks.items()}
    assert {*_rows(marks[marks["rank"].notna()], "ballot", "option", "rank")} == ranked
    assert {*marks[marks["rank"].isna()]["missing_reason"]} == {"skipped"}
    assert marks["value"].isna().all()


def test_marks_of_other_polls_are_values_and_no_ranks(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    approved = frames["polls"].set_index("id").query("title == 'Which?'").index
    marks = frames["marks"][frames["marks"]["poll"].isin(approved)]
    assert _rows(marks, "option", "rank", "value", "missing_reason") == [
        ("A", None, None, "skipped"),
        ("B", None, 1, None),
    ]


def test_a_show_of_hands_is_found_figure_by_figure(frames: "dict[str, pd.DataFrame]") -> None:
    columns = ("line", "measure", "option", "phase", "phase_shown", "hands")
    assert _rows(frames["counts"], *columns) == [
        (1, "present", None, None, "not_asked", 18),
        (2, "option", "1", "primary", "as_recorded", 9),
        (3, "option", "1", "specialist-other", "merged", 3),
        (4, "option", "2", None, "not_asked", 4),
        (5, "abstained", None, None, "not_asked", 1),
        (6, "not_voting", None, None, "not_asked", 1),
    ]


def test_the_account_adds_up(frames: "dict[str, pd.DataFrame]") -> None:
    columns = ("printed", "issued", "unused", "spoilt", "not_returned")
    assert _rows(frames["accounts"], *columns) == [(14, 12, 2, 1, 1)]


def test_declared_results_are_as_announced(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    for poll in (filled.ranking, filled.hands):
        said = poll_view(filled.book, poll).declared
        assert said is not None
        found = frames["results"].query("poll == @poll")
        assert {*found["sentence"]} == {said.sentence}
        assert {*found["code_read_out"]} == {said.record_code}
        assert {*found["stands"]} == {True}
        assert dict(_rows(found, "option", "score")) == said.scores
        assert {*found[found["winner"]]["option"]} == {*said.winners}
        places = {o: 1 + sum(map(len, said.ranking[:i])) for i, tier in enumerate(said.ranking) for o in tier}
        assert dict(_rows(found, "option", "place")) == places
        assert _rows(found, "valid", "cast")[0] == (said.valid, said.cast)


def test_a_result_can_be_counted_again_from_the_marks(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    counted = frames["ballots"].query("poll == @filled.ranking and counted")["entry"]
    marks = frames["marks"][frames["marks"]["entry"].isin(counted)]
    rank = marks.pivot(index="ballot", columns="option", values="rank").fillna(99).astype(int)
    points = {o: sum(rank[o].lt(rank[other]).sum() + rank[o].eq(rank[other]).sum() / 2 for other in rank if other != o)
              for o in rank}  # fmt: skip
    results = frames["results"].query("poll == @filled.ranking")
    assert dict(_rows(results, "option", "score")) == points


def test_attendance_shows_who_left_under_pseudonyms(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    found = _rows(frames["attendance"], "meeting", "state", "phase", "role")
    here = [rest for meeting, *rest in found if meeting == filled.meeting]
    assert [rest for rest in here if rest[0] == "left"] == [["left", "primary", "head"]]
    assert len(here) == frames["attendance"]["attendee"].nunique() == 36
    assert frames["attendance"]["attendee"].str.fullmatch("[0-9a-f]{16}").all()


def test_times_are_utc_and_dates_those_of_the_united_kingdom(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    entries = {e.id: e for e in filled.book.entries()}
    notes = frames["notes"]
    assert notes["at_utc"].dt.tz is UTC or str(notes["at_utc"].dt.tz) == "UTC"
    for entry, at, n, keyer in _rows(notes, "entry", "at_utc", "n", "keyer"):
        said = entries[str(entry)]
        assert at.isoformat(timespec="milliseconds").replace("+00:00", "Z") == said.at
        assert (n, keyer) == (said.n, "JB")
    assert {str(d.date()) for d in notes["local_date"]} == {"2021-06-16"}


def test_schools_keep_their_phase_and_name_the_cell_to_join_by(frames: "dict[str, pd.DataFrame]") -> None:
    schools = frames["schools"]
    assert len(schools) == schools["urn"].nunique() == 111
    assert {*_rows(schools.query("phase == 'nursery'"), "phase", "phase_cell")} == {("nursery", "specialist-other")}
    assert {*_rows(schools.query("phase == 'primary'"), "phase", "phase_cell")} == {("primary", "primary")}


def test_corrections_are_listed_without_their_words(filled: Filled, frames: "dict[str, pd.DataFrame]") -> None:
    of_notes = frames["changes"].query("kind == 'note'")
    assert sorted(of_notes["change"]) == ["amended", "redacted", "withdrawn"]
    assert {*frames["changes"]["replaces"]} <= {e.id for e in filled.book.entries()}


def test_an_empty_review_reads_as_empty_frames_of_the_same_types(
    book: Book, exported: Callable[..., Path], frames: "dict[str, pd.DataFrame]"
) -> None:
    empty = read(exported(book))
    assert len(empty["notes"]) == 0
    for name, frame in empty.items():
        assert dict(frame.dtypes.astype(str)) == dict(frames[name].dtypes.astype(str))


@pytest.mark.parametrize("break_it", ["nothing there", "not JSON", "no resources", "a table gone", "a column gone"])
def test_what_is_no_whole_export_is_refused_in_a_sentence(
    filled: Filled, exported: Callable[..., Path], break_it: str
) -> None:
    folder = exported(filled.book)
    package, table = folder / "datapackage.json", folder / "data" / "notes.csv"
    if break_it == "nothing there":
        package.unlink()
    elif break_it == "not JSON":
        package.write_text("?")
    elif break_it == "no resources":
        package.write_text("{}")
    elif break_it == "a table gone":
        table.unlink()
    else:
        table.write_text("entry\nx\n")
    with pytest.raises(HepError, match="is not a whole export of hep"):
        read(folder)
