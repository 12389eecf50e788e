"""The one thread that owns the logbook."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.actions.undo import Trail
    from hep_tui.logbook import Book, Entry
    from hep_tui.logbook.watch import Watch

P = ParamSpec("P")
R = TypeVar("R")


class Backend:
    """Run actions and views on the logbook's own thread, one after the other, in the order they were asked for."""

    def __init__(self, opener: "Callable[[], Book]", on_change: Callable[[frozenset[str]], None]) -> None:
        self._opener = opener
        self._on_change = on_change
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="logbook")
        self._seen_version = 0
        self._watch: Watch | None = None
        self._backups: Path | None = None
        self._copies: Path | None = None
        self._appended: list[Entry] = []
        self.trail: Trail | None = None
        self.book: Book | None = None

    async def open(self, backups: Path | None = None) -> None:
        """Open the logbook, whose backups are under `backups`; raises what opening raises."""
        await asyncio.wrap_future(self._thread.submit(self._open, backups))

    async def call(self, what: "Callable[Concatenate[Book, P], R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what an action or view returns; whoever listens hears which kinds of entry it stored.

        Raises what it raises, and NotStored where the file cannot be reached.
        """
        job = partial(self._run, lambda book: what(book, *args, **kwargs))
        result, kinds = await asyncio.wrap_future(self._thread.submit(job))
        if kinds:
            self._on_change(kinds)
        return result

    async def close(self, backups: Path | None = None) -> None:
        """Finish what was asked for, leave a backup under `backups`, and close the logbook."""
        await asyncio.wrap_future(self._thread.submit(self._close, backups))
        self._thread.shutdown()

    def token(self) -> str:
        """Return the id for a new thing."""
        assert self.book is not None
        return self.book.token()

    async def look(self) -> bool:
        """Say whether another program has written into the file since the last look.

        Raises FileChanged where it is no longer the file that was opened, NotStored where it cannot be reached now.
        """
        return await asyncio.wrap_future(self._thread.submit(self._look))

    async def rescue(self, *folders: Path) -> Path:
        """Go on in a file of its own in one of these folders, with all that is known, and return it."""
        return await asyncio.wrap_future(self._thread.submit(self._rescue, folders))

    def _open(self, backups: Path | None) -> None:
        from hep_tui.actions.undo import Trail

        self.trail, self._backups = Trail(), backups
        self._take_up(self._opener())

    def _take_up(self, book: "Book") -> None:
        from hep_tui.logbook.lineage import folder_for
        from hep_tui.logbook.watch import Watch

        self.book, self._watch = book, Watch(book)
        book.on_append = self._listen
        self._seen_version = book.data_version()
        # Asked now, since a file that was changed cannot be asked any more.
        self._copies = folder_for(book, self._backups) if self._backups else None

    def _run(self, what: "Callable[[Book], R]") -> tuple[R, frozenset[str]]:
        assert self.book is not None
        from hep_tui.logbook.reach import reaching

        self._appended.clear()
        with reaching():
            result = what(self.book)
        return result, frozenset(e.kind for e in self._appended)

    def _listen(self, entries: "Sequence[Entry]") -> None:
        self._appended.extend(entries)
        if self.trail is not None:
            self.trail.note(entries)

    def _look(self) -> bool:
        assert self.book is not None
        assert self._watch is not None
        self._watch.look()
        version = self.book.data_version()
        changed, self._seen_version = version != self._seen_version, version
        return changed

    def _rescue(self, folders: tuple[Path, ...]) -> Path:
        from hep_tui.logbook.rescue import rescue

        assert self.book is not None
        assert self._watch is not None
        lost = self.book
        self._take_up(rescue(self._watch, folders, self._copies))
        lost.abandon()
        return self.book.path

    def _close(self, backups: Path | None) -> None:
        from hep_tui.logbook import backup

        if self.book is not None:
            if backups is not None:
                # The record itself is whole, and there is nobody left to tell that its copy is not.
                with contextlib.suppress(HepError):
                    backup.backup(self.book, backup.folder_for(self.book, backups))
            self.book.close()
