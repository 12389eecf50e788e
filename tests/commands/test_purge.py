"""A review is deleted for good when it may not be kept any longer, and only the one that is meant."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import reviews
from hep_tui.commands import doctor
from hep_tui.domain.pack_read import find_pack, read_pack
from hep_tui.exchange.context import context
from hep_tui.logbook import backup
from hep_tui.logbook.opening import create, open_book
from hep_tui.tui.kept import Kept
from hep_tui.views.home import home
from tests.conftest import Ticking

from .conftest import Hep

DAY = 'timezone = "Europe/London"\nkeep_until = "2022-07-31"\n'


@pytest.fixture
def kept(tmp_path: Path, ticking: Ticking) -> Path:
    """Return a review that may be kept until 31 July 2022, with a backup and a line half typed."""
    text = find_pack("northmoor-2022", locations.packs_dir()).read_text("utf-8")
    pack = tmp_path / "kept.toml"
    pack.write_text(f'keep_until = "2022-07-31"\n{text}', "utf-8")
    path = tmp_path / "kept.hep"
    with closing(create(path, source=ticking.source)) as book:
        reviews.start(book, read_pack(pack), [])
        backup.backup(book, backup.folder_for(book, locations.backups_dir()))
    Kept(path).line("meeting", "Somebody said")
    return path


def _code(path: Path) -> str:
    with closing(open_book(path)) as book:
        return book.record_code()


def test_without_its_code_a_review_is_told_and_nothing_is_deleted(hep: Hep, kept: Path) -> None:
    said = hep("purge", kept).out
    assert "To be kept until 31 July 2022." in said
    assert f"--code {_code(kept)}" in said
    assert kept.exists()


def test_with_its_code_nothing_of_it_is_left_on_this_laptop(hep: Hep, kept: Path) -> None:
    assert hep("purge", kept, "--code", _code(kept)).out.endswith(
        "The file is deleted, with hep's backups and what was half typed.\n"
    )
    assert not kept.exists()
    assert [*locations.backups_dir().rglob("*.hep")] == []
    assert Kept(kept).files() == ()


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD", "x"])
def test_another_code_deletes_nothing(hep: Hep, kept: Path, code: str) -> None:
    assert "nothing was deleted" in hep("purge", kept, "--code", code).refusal
    assert kept.exists()


def test_what_may_still_be_kept_is_deleted_only_where_that_is_said(
    hep: Hep, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hep_tui.commands.purge._today", lambda book: "2022-07-01")
    code = _code(kept)
    assert hep("purge", kept, "--code", code).refusal.startswith("It may be kept until 31 July 2022")
    assert kept.exists()
    assert hep("purge", kept, "--code", code, "--early").code == 0
    assert not kept.exists()


@pytest.mark.parametrize(("day", "due"), [(30, False), (31, False), (1, True)])
def test_home_and_doctor_say_when_a_review_is_to_be_deleted(kept: Path, day: int, due: bool) -> None:
    now = datetime(2022, 8 if due else 7, day, 12, tzinfo=UTC)
    with closing(open_book(kept)) as book:
        assert ("to be deleted since 31 July: hep purge" in home(book, now).needs) == due
    [told] = [finding for finding in doctor.findings(kept) if finding.about == "Kept until"]
    assert told.found == "31 July 2022"
    assert "hep purge" in told.advice


def test_the_day_is_set_for_a_review_that_has_begun_and_nothing_is_deleted(hep: Hep, kept: Path) -> None:
    said = hep("purge", kept, "--keep-until", "31/12/2031", "--code", _code(kept))
    assert (said.code, said.out.splitlines()[0]) == (0, "To be kept until 31 December 2031.")
    assert kept.exists()
    assert "It may be kept until 31 December 2031" in hep("purge", kept, "--code", _code(kept)).refusal
    assert "is not a date; nothing was changed" in hep("purge", kept, "--keep-until", "soon").refusal
    assert "Its pack does not say" in hep("purge", kept, "--keep-until", "").out


def test_a_day_that_is_set_changes_no_pseudonym(kept: Path) -> None:
    with closing(open_book(kept)) as book:
        before = context(book).pseudonym("somebody")
        reviews.keep_until(book, date(2031, 12, 31))
        assert context(book).pseudonym("somebody") == before
