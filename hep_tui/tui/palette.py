"""What the palette finds: commands by their name and help, and screens that are elsewhere, with the way there."""

from functools import partial

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from hep_tui.domain.speech import worded
from hep_tui.tui.routes import ROUTES
from hep_tui.tui.screens.base import HepScreen

_IN_HELP, _ELSEWHERE = 0.02, 0.01
"""What only the help names stands below every name that fits, and what is elsewhere below both."""


class Palette(SystemCommandsProvider):
    """Find the commands of a screen also by the words of their help, and say of other screens how to come there."""

    async def search(self, query: str) -> Hits:
        """Yield what fits, best first by its score."""
        named = set()
        async for hit in super().search(query):
            named.add(hit.help)
            yield hit
        asked = query.casefold()
        for name, help, run, _ in self.app.get_system_commands(self.screen):
            if help not in named and asked in help.casefold():
                yield Hit(_IN_HELP, name, run, help=help)
        if not isinstance(self.screen, HepScreen):
            return
        for route in ROUTES.values():
            called, way = worded(route.called), worded(route.way)
            if asked in f"{called} {way} {route.also}".casefold():
                yield Hit(_ELSEWHERE, f"{called}: elsewhere", partial(self.screen.say, f"{called}: {way}"), help=way)
