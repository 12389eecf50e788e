"""What is typed, handed on in its order: one key at a time, and the next when that one has had its effect."""

import asyncio
from collections.abc import Awaitable, Callable

from textual import events

Typed = events.Key | events.Paste


class Keyboard:
    """Keep what is typed until it is its turn.

    Textual hands a key on at once, to whatever has the focus then, and deals with it later. Keys that came in one go
    were taken by a line, or by a screen, that the first of them had just left.
    """

    def __init__(self, deal: Callable[[Typed], Awaitable[None]]) -> None:
        self._deal = deal
        self._typed: asyncio.Queue[Typed] = asyncio.Queue()
        self._dealing: asyncio.Task[None] | None = None
        self._ahead: list[Typed] = []
        self._taken: set[int] = set()

    @property
    def ahead(self) -> str:
        """Return what is typed and has not had its effect yet, as it reads."""
        return "".join(map(_words, self._ahead))

    def put(self, event: Typed) -> None:
        """Keep a key, or what was pasted, for its turn."""
        self._ahead.append(event)
        self._typed.put_nowait(event)
        if self._dealing is None:
            self._dealing = asyncio.create_task(self._go_on())

    async def escaped(self) -> bool:
        """Let keys arrive, and take an Esc that waits for its turn: a long step asks so whether to stop."""
        await asyncio.sleep(0)
        keys = [each for each in self._ahead[1:] if isinstance(each, events.Key) and each.key == "escape"]
        waiting = [key for key in keys if id(key) not in self._taken]
        self._taken.update(map(id, waiting[:1]))
        return bool(waiting)

    async def idle(self) -> None:
        """Return when everything typed by now has had its effect."""
        await self._typed.join()

    async def _go_on(self) -> None:
        while True:
            event = await self._typed.get()
            try:
                if id(event) not in self._taken:
                    await self._deal(event)
            finally:
                self._taken.discard(id(event))
                self._ahead.pop(0)
                self._typed.task_done()

    def stop(self) -> None:
        """Take no more keys."""
        if self._dealing is not None:
            self._dealing.cancel()


def _words(event: Typed) -> str:
    if isinstance(event, events.Paste):
        return event.text
    return event.character if event.character and event.is_printable else f" {event.key} "
