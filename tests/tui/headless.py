"""Spare an app that no terminal shows what only a terminal needs: most of the time of a test of a screen."""

from typing import Any

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

_render_update = Compositor.render_update
_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def prepare() -> None:
    """Have every app of this process draw only when it is looked at, and read each style sheet once."""
    # A cursor that blinks makes two pictures of one screen.
    Input._toggle_cursor = lambda self: None  # type: ignore[method-assign]
    Compositor.render_update = _when_looked_at  # type: ignore[method-assign]
    Stylesheet._parse_rules = _once  # type: ignore[method-assign]


def _when_looked_at(
    self: Compositor, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
) -> Any:
    """Draw the whole screen, as a picture of it asks; no frame in between, since nothing shows it."""
    # Where another screen shows through, drawing the frames settles how that one lies beneath.
    if full or isinstance(self.root, ModalScreen):
        return _render_update(self, full, screen_stack, simplify)
    self._dirty_regions.clear()
    return None


def _once(self: Stylesheet, *args: Any, **kwargs: Any) -> list[RuleSet]:
    """Read a style sheet once for all apps, as one app does for all its screens."""
    key = (args, *kwargs.items(), *self._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, *args, **kwargs)
    return _parsed[key]
