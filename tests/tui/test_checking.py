"""While the record is checked, nothing of it is shown, and what is typed is kept for afterwards."""

import threading
from pathlib import Path

import pytest
from textual import events

from hep_tui.errors import HepError
from hep_tui.logbook import Book, telling
from hep_tui.logbook.opening import open_book
from hep_tui.tui.app import HepApp
from tests.conftest import demo_file
from tests.tui.conftest import Actor
from tests.tui.scenes import NOW, Desk, settle


async def test_the_screen_says_how_much_is_checked_and_keeps_what_is_typed(tmp_path: Path) -> None:
    path, go_on = demo_file(tmp_path), threading.Event()

    def opener() -> Book:
        app.checking.told(0.4)
        go_on.wait(30)
        return open_book(path, who="JB", told=app.checking.told)

    app = HepApp(opener, now=lambda: NOW, ticking=False)
    app.backend._thread = Desk(1)
    async with app.run_test(size=(80, 24)) as pilot:
        actor = Actor(pilot)
        for key in "%=":
            app.keyboard.put(events.Key(key, key))
        await pilot.pause()
        app.checking.show()
        await pilot.pause()
        assert "checking 40 %" in actor.seen
        assert "Kept until the record is checked: %=" in actor.said
        assert "Workshop" not in actor.seen
        go_on.set()
        await settle(pilot)
        assert "checking" not in actor.seen
        assert "Workshop" in actor.seen
        assert actor.said.startswith("= does nothing here")
    await app.close_book()


async def test_what_the_check_finds_ends_it_and_what_was_typed_is_said_back(tmp_path: Path) -> None:
    def opener() -> Book:
        app.checking.told(0.9)
        go_on.wait(30)
        raise HepError("The file is damaged and was not opened.")

    go_on = threading.Event()
    app = HepApp(opener, ticking=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        for key in "said":
            app.keyboard.put(events.Key(key, key))
        await pilot.pause()
        go_on.set()
        await pilot.pause()
    assert (app.return_value, app.return_code) == ("The file is damaged and was not opened.", 2)
    assert app.farewell() == "Typed before the record was checked, and not stored: said"


async def test_it_can_be_left_while_it_checks(tmp_path: Path) -> None:
    path, go_on = demo_file(tmp_path), threading.Event()

    def opener() -> Book:
        go_on.wait(30)
        return open_book(path, told=app.checking.told)

    app = HepApp(opener, ticking=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.keyboard.put(events.Key("x", "x"))
        await pilot.pause()
        await pilot.press("ctrl+q")
        go_on.set()
    assert app.farewell().endswith("not stored: x")
    app.backend._thread.shutdown()
    assert app.return_code == 0
    assert app.backend.book is None


def test_opening_tells_how_far_the_check_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_STEP", 50)
    shares: list[float] = []
    open_book(demo_file(tmp_path), told=shares.append).close()
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
