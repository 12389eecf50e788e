"""While the record is checked: how far that has come, and that what is typed meanwhile is kept for afterwards."""

from typing import Any, TypeVar

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from hep_tui.errors import HepError
from hep_tui.tui.keyboard import Keyboard
from hep_tui.tui.widgets.said import Said
from hep_tui.tui.widgets.top import TopLine

W = TypeVar("W", bound=Widget)

_EVERY = 0.25
"""After so many seconds it is shown how far it has come; most reviews are open before that."""


class Checking:
    """Show on the first screen of an app how much of its record is checked; until all is, nothing of it is shown."""

    def __init__(self, app: App[Any], keyboard: Keyboard) -> None:
        self.app = app
        self.keyboard = keyboard
        self.share = 0.0
        self._timer: Timer | None = None
        self._shown = False
        self._stopped = False
        self.left = ""
        """What was typed before the record was checked, in a sentence, where nothing came of it."""

    def told(self, share: float) -> None:
        """Hear from the thread of the logbook which share of the record is checked. Raises HepError to stop it."""
        if self._stopped:
            raise HepError("hep was left before the record was checked; nothing was changed.")
        self.share = share

    def stop(self) -> None:
        """Let nothing more be checked, since nobody waits for it, and keep the words of what was typed meanwhile."""
        self._stopped = True
        if ahead := self.keyboard.ahead.strip():
            self.left = f"Typed before the record was checked, and not stored: {ahead}"

    def begin(self) -> None:
        """Show it from now on."""
        self._timer = self.app.set_interval(_EVERY, self.show)

    def show(self) -> None:
        """Show how far it has come, and what was typed ahead."""
        self._shown = True
        ahead = self.keyboard.ahead
        for top in self._all(TopLine):
            top.saved = f"checking {self.share:.0%}".replace("%", " %")
        for said in self._all(Said):
            said.words = f"Kept until the record is checked: {ahead}" if ahead else "The record is being checked."

    def end(self) -> None:
        """Leave the screen to what the record says."""
        if self._timer is not None:
            self._timer.stop()
        for said in self._all(Said) if self._shown else ():
            said.words = ""

    def _all(self, kind: type[W]) -> list[W]:
        """Return the widgets of a kind on the screens, none where the app has ended meanwhile."""
        return [found for screen in self.app.screen_stack for found in screen.query(kind)]
