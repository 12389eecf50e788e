"""The projector page on this laptop: what the hall sees, and the desk from which the organiser chooses it."""

import hmac
import secrets
import threading
from collections.abc import Callable
from datetime import datetime

from hep_tui.hall import slides, wall
from hep_tui.hall.choice import HERE, NOW, Choice
from hep_tui.hall.serving import Answer, Request
from hep_tui.logbook.room import OnShow, RoomReader
from hep_tui.views.room_page import Page
from hep_tui.views.room_steps import steps


class RoomPages:
    """Answer what browsers on this laptop ask; the reader behind it can see published results and nothing else."""

    def __init__(self, reader: RoomReader, now: Callable[[], datetime]) -> None:
        self.reader, self.now = reader, now
        self.choice = Choice()
        self.key = secrets.token_urlsafe(16)
        """Only pages from here may act, not those that another site shows in the same browser."""
        self._one = threading.Lock()

    def answer(self, request: Request) -> Answer:
        """Answer one request: the wall, what is on it now, the desk, or an act of the organiser."""
        if not _local(request.headers.get("host", "")):
            return Answer("This page is for this laptop only.", 403)
        with self._one:
            if request.posted:
                return self._act(request)
            if request.path == "/now":
                return Answer(self.slide(), policy=wall.POLICY)
            if request.path == "/desk":
                return Answer(self._desk(), policy=wall.POLICY)
            if request.path == "/":
                return Answer(wall.wall(self.slide(), self.key), policy=wall.POLICY)
        return Answer("There is nothing here.", 404)

    def slide(self) -> str:
        """Return what the hall sees now, as HTML; an empty page behind the curtain."""
        what = self.choice.what
        if self.choice.curtain:
            return ""
        if self.reader.data_version() is not None and self.reader.doubt:
            return slides.checked()
        if what == HERE:
            return slides.arrivals(self.reader.here())
        shown = self._shown()
        if shown is None:
            return slides.resting(self.reader.here())
        pages = steps(shown)
        if not pages:
            return slides.waiting(shown, self.now())
        return slides.result(shown, pages, min(self.choice.step, len(pages) - 1))

    def _shown(self) -> OnShow | None:
        what = self.choice.what
        return self.reader.on_show() if what == NOW else self.reader.declared().get(what)

    def _pages(self) -> list[Page]:
        shown = self._shown()
        return steps(shown) if shown else []

    def _act(self, request: Request) -> Answer:
        if request.path != "/act" or not hmac.compare_digest(request.fields.get("key", ""), self.key):
            return Answer("This was not done: it did not come from the desk of this laptop.", 403)
        self.choice = self.choice.moved(request.fields.get("act", ""), len(self._pages()))
        return Answer(status=303, location="/desk")

    def _desk(self) -> str:
        held = [(id, shown.poll.title) for id, shown in reversed(self.reader.declared().items())]
        titles = [page.title or page.large or "The result" for page in self._pages()]
        return wall.desk(self.choice, held, titles, self.key)


def _local(host: str) -> bool:
    """Say whether a request names this laptop, and not a name that another site gave it."""
    return host.rpartition(":")[0].strip("[]") in ("127.0.0.1", "localhost", "::1")
