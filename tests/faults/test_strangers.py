"""A laptop that nobody introduced does anything, and its file is merged: what was said and declared here stands."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui.actions import notes, polls
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Hands, Option, Poll, PollState
from hep_tui.domain.tiers import Tier
from hep_tui.errors import HepError
from hep_tui.exchange.export import export
from hep_tui.logbook import Book, Draft, Entry
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records
from hep_tui.logbook.room import RoomReader
from hep_tui.logbook.verify import verify
from hep_tui.views.merging import require_shown
from tests.conftest import Ticking, demo_file
from tests.everything import everything
from tests.faults.test_attacker import SQL, do
from tests.logbook.test_trust import unbound
from tests.logbook.tools import copied, key

OURS, STRANGER = 1, 9
FORGED = "zyxforged"
"""A word that only a stranger says, and only where it would change what was said or declared here."""
DESTRUCTIVE = ("redact", "erase", "withdraw", "state", "declare", "review", "introduce", "admit", "settle", "correct")
Deed = tuple[str, Any]
DEEDS = st.one_of(
    st.tuples(st.sampled_from(DESTRUCTIVE), st.floats(0, 1, exclude_max=True)),
    st.tuples(st.just("note"), st.text(max_size=20)),
    st.tuples(st.just("found"), st.none()),
    st.tuples(st.just("file"), st.sampled_from(SQL)),
)


def opened(path: Path, laptop: int, seed: int = 0) -> Book:
    """Open a file on a laptop with a key of its own, or, with 0, on one without."""
    source = Ticking(dice=random.Random(1000 * laptop + seed)).source
    book = open_book(path, who=f"L{laptop}", source=source, laptop=key(laptop) if laptop else None)
    without_syncs(book.conn)
    return book


def stands(book: Book) -> dict[str, Any]:
    """Return what a stranger must leave as it is."""
    return {
        "notes": {n.id: n.what for n in records(book, Note) if not n.what.text.startswith("by a stranger")},
        "declared": book.rows("declaration"),
        "states": book.rows("poll_state"),
        "said of it": {view: book.rows(view) for view in ("meeting", "poll", "ballot", "attendance", "theme", "step")},
        "review": book.rows("review"),
        "introduced": book.trust.introduced | {key(OURS).public},
    }


class Hall:
    """Hold a review amid its meetings, with notes and declared results, which its laptop founded or nobody."""

    def __init__(self, folder: Path, *, founded: bool) -> None:
        self.path = demo_file(folder)
        with closing(opened(self.path, OURS)) as book:
            if founded:
                book.found()
            notes.add(book, Note("said in the hall", book.rows("meeting")[0]["id"]))
            hands = Poll("Go on?", method="hands", options=(Option("1", "Yes"), Option("2", "No")))
            self.poll = polls.create(book, hands)
            polls.change_state(book, self.poll, PollState.OPEN)
            polls.show_hands(book, Hands(self.poll, 10, {"1": {"": 7}, "2": {"": 3}}))
            polls.change_state(book, self.poll, PollState.CLOSED)
            polls.declare(book, self.poll)
            self.stands = stands(book)
        self.bytes = self.path.read_bytes()
        with closing(RoomReader(self.path)) as reader:
            self.shown = reader.on_show()
        assert self.shown is not None

    def again(self) -> None:
        """Put everything back."""
        for beside in self.path.parent.glob("*.hep*"):
            beside.unlink()
        self.path.write_bytes(self.bytes)

    def stranger(self, deeds: Sequence[Deed], laptop: int) -> Path:
        """Return the file of a stranger who began with a copy of ours and did all this."""
        path = copied(self.path, f"stranger{laptop}-{len(deeds)}.hep")
        with closing(unbound(opened(path, laptop, len(deeds)))) as book:
            entries = list(book.entries())
            for kind, what in deeds:
                if kind == "found":
                    book.found()
                elif kind == "note":
                    book.append("note", book.token(), {"text": f"by a stranger {what}"})
                elif kind != "file":
                    self._destroy(book, kind, entries[int(what * len(entries))])
        for kind, what in deeds:
            if kind == "file":
                do(("sql", what), path, path)
        return path

    def _destroy(self, book: Book, kind: str, of: Entry) -> None:
        last = (book.heads(of.subject) or [of])[-1]
        body: dict[str, Any] = {"reason": FORGED}
        subject, replaces = of.subject, last.id
        if kind == "erase":
            replaces = of.id
        elif kind in ("state", "declare"):
            subject = f"{self.poll}.state" if kind == "state" else self.poll
            heads = book.heads(f"{self.poll}.{kind}") or book.heads(subject)
            subject, replaces = heads[-1].subject, heads[-1].id
            body = {**heads[-1].data, "state": "open", "sentence": FORGED, "reason": FORGED}
        elif kind == "correct":
            kind, body = last.kind, {**last.data, "text": FORGED, "title": FORGED, "name": FORGED}
        elif kind == "review":
            head = next(book.current("review"))
            subject, replaces, body = head.subject, head.id, {**head.data, "title": FORGED}
        elif kind in ("introduce", "admit"):
            subject, replaces = f"laptop.{STRANGER}", ""
            body = {"key": key(STRANGER).public, "heads": {book.writer: of.id}}
        book.append_all([Draft(kind, subject, body, replaces)])


@pytest.fixture(scope="module", params=[True, False], ids=["founded", "unfounded"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    return Hall(tmp_path_factory.mktemp("hall"), founded=request.param)


def merged(hall: Hall, deeds: Sequence[Deed], laptop: int) -> Iterator[Book]:
    """Lend our book after the file of a stranger was merged, or refused: as it was half-way, and as it became."""
    hall.again()
    paths = []
    for done in (deeds[: len(deeds) // 2], deeds):
        # Some of it not even an unbound program stores.
        with suppress(HepError):
            paths.append(hall.stranger(done, laptop))
    with closing(opened(hall.path, OURS, 5)) as book:
        for path in paths:
            with suppress(HepError):
                merge(book, path, check=require_shown)
        yield book


def check(hall: Hall, deeds: Sequence[Deed], laptop: int) -> None:
    for book in merged(hall, deeds, laptop):
        assert stands(book) == hall.stands
        assert not verify(book).problems
    with closing(RoomReader(hall.path)) as reader:
        assert reader.on_show() in (hall.shown, None)
    with closing(opened(hall.path, OURS, 6)) as book:
        assert stands(book) == hall.stands
        assert not book.warning


@pytest.mark.parametrize("laptop", [STRANGER, 0])
@pytest.mark.parametrize("kind", DESTRUCTIVE)
def test_no_stranger_destroys_what_was_said_or_declared(hall: Hall, kind: str, laptop: int) -> None:
    check(hall, [(kind, 0.99), (kind, 0.5), ("note", "more")], laptop)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=6), laptop=st.sampled_from([STRANGER, 0]))
def test_whatever_strangers_do_what_was_said_and_declared_stands(hall: Hall, deeds: list[Deed], laptop: int) -> None:
    check(hall, deeds, laptop)


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=1000)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=12), laptop=st.sampled_from([STRANGER, 0]))
def test_whatever_strangers_do_again_and_again_what_was_said_and_declared_stands(
    hall: Hall, deeds: list[Deed], laptop: int
) -> None:
    check(hall, deeds, laptop)


def test_no_screen_and_no_export_tells_what_a_stranger_would_put_in_place_of_ours(hall: Hall, tmp_path: Path) -> None:
    deeds = [(kind, place) for kind in DESTRUCTIVE for place in (0.2, 0.6, 0.99)]
    for book in merged(hall, deeds, STRANGER):
        assert book.set_aside
        seen = everything(book, book.source.now())
        assert [name for name, said in seen.items() if FORGED in str(said)] == []
        found = export(book, tmp_path, tier=Tier.RESTRICTED)
        said = [path.read_text("utf-8") for path in found.path.rglob("*.csv")]
        assert any("said in the hall" in text for text in said)
        assert not any(FORGED in text for text in said)
