"""Three laptops work on themes, models, people, polls and papers; merged in any order they agree on every view."""

import contextlib
import random
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from hep_tui.actions import (
    ballots,
    batches,
    decisions,
    framework,
    meetings,
    models,
    notes,
    polls,
    readings,
    record,
    register,
    themes,
    undo,
)
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.batches import Batch
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting, item_retitled, timed
from hep_tui.domain.notes import Note
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Poll, PollState
from hep_tui.domain.readings import Reading
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.connect import without_syncs
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import records, unreadable
from hep_tui.logbook.verify import verify
from hep_tui.views.conflicts import conflicts
from hep_tui.views.review import frame, review
from tests.conftest import Ticking, sample
from tests.everything import everything
from tests.tui.scenes import NOW

WHO, PICK = st.integers(0, 2), st.integers(0, 5)
# The ids of entries and things, which nobody can read; and the codes of people.
RAW = re.compile(r"\b(?:[a-z2-7]{16}|[a-z2-7]{32}|p-[a-z2-7]{16}|p-\d)\b")


class Work(RuleBasedStateMachine):
    """Hold three files of one review, each with what was done on it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="work-"))
        self.books = [self._open(self._copy(i), i) for i in range(3)]
        self.trails = [undo.Trail() for _ in self.books]
        for book, trail in zip(self.books, self.trails, strict=True):
            book.on_append = trail.note
        self.polls = [p.id for p in records(self.books[0], Poll)]
        self.meeting = records(self.books[0], Meeting)[-1].id

    def _copy(self, i: int) -> Path:
        path = self.folder / f"{i}.hep"
        path.write_bytes(sample())
        return path

    def _open(self, path: Path, seed: int) -> Book:
        book = open_book(path, who=f"L{seed}", source=Ticking(NOW, random.Random(seed)).source)
        without_syncs(book.conn)
        return book

    def _do(self, action: Callable[..., object], *args: object, **more: object) -> None:
        """Do something that may be refused, which is then said in a sentence."""
        with contextlib.suppress(HepError):
            action(*args, **more)

    @rule(who=WHO, one=PICK, other=PICK, how=st.sampled_from(["nest", "merge", "part", "rename", "create"]))
    def reshape_themes(self, who: int, one: int, other: int, how: str) -> None:
        book = self.books[who]
        pack = review(book).pack
        ids = frame(book, pack).ids[:6]
        first, second = ids[one % len(ids)], ids[other % len(ids)]
        more = {"nest": (first, second), "merge": (first, second), "part": (first,), "rename": (first, f"new {other}")}
        self._do(getattr(themes, how), book, pack, *more.get(how, (f"made {other}",)))

    @rule(who=WHO, pick=PICK)
    def revise_a_model(self, who: int, pick: int) -> None:
        pack = review(self.books[who]).pack
        newest = max((m for m in pack.models if m.id == pack.models[0].id), key=lambda m: m.version)
        self._do(models.revise, self.books[who], pack, replace(newest, board=f"board {pick}"), f"board is {pick}")

    @rule(who=WHO, table=st.integers(1, 2), level=st.integers(1, 4))
    def rate(self, who: int, table: int, level: int) -> None:
        pack = review(self.books[who]).pack
        rating = Rating(self.meeting, {pack.conditions[0].id: level}, table_no=table)
        self._do(framework.rate, self.books[who], pack, rating)

    @rule(who=WHO, pick=PICK, state=st.sampled_from(["open", "done", "dropped"]))
    def follow_up(self, who: int, pick: int, state: str) -> None:
        taken = records(self.books[who], Note)
        asked = [n for n in taken if n.what.action or n.what.decision]
        note = asked[pick % len(asked)].id if asked else ""
        self._do(decisions.set_state, self.books[who], note, state, f"did {pick}")
        self._do(decisions.link, self.books[who], note, taken[pick].id)

    @rule(who=WHO, pick=PICK, erase=st.booleans())
    def take_a_note_back(self, who: int, pick: int, erase: bool) -> None:
        taken = records(self.books[who], Note)
        if len(taken) > 12:
            back = notes.redact if erase else notes.withdraw
            self._do(back, self.books[who], taken[-1 - pick].id, "asked for")

    @rule(who=WHO, pick=PICK, role=st.sampled_from(["head", "chair"]))
    def invite(self, who: int, pick: int, role: str) -> None:
        person = Person(
            f"p-{pick}", f"Person {who}", "primary", (role,), urns=(review(self.books[who]).schools[0].urn,)
        )
        self._do(register.invite, self.books[who], [person, Person("p-9", "Other")])
        self._do(meetings.attend, self.books[who], Attendance(self.meeting, f"p-{pick}", role=role))

    @rule(who=WHO, pick=PICK, to=st.sampled_from([PollState.OPEN, PollState.CLOSED]))
    def move_a_poll(self, who: int, pick: int, to: PollState) -> None:
        self._do(polls.change_state, self.books[who], self.polls[pick % len(self.polls)], to, "asked for")

    @rule(who=WHO, pick=PICK, number=st.integers(1, 3), mark=st.integers(0, 2))
    def key_papers(self, who: int, pick: int, number: int, mark: int) -> None:
        book, id = self.books[who], self.polls[pick % len(self.polls)]
        options = [o.id for o in next(p.what for p in records(book, Poll) if p.id == id).options]
        marks = {options[mark % len(options)]: 1}
        self._do(batches.begin, book, Batch(id, f"T{who}", 3))
        self._do(ballots.cast, book, Ballot(id, number, marks=marks))
        self._do(batches.seat, book, f"R{who}")
        self._do(readings.read, book, Reading(id, number, marks={options[0]: 1}))
        self._do(readings.decide, book, Reading(id, number, marks={options[0]: 1}), "second")

    @rule(who=WHO, pick=PICK)
    def declare(self, who: int, pick: int) -> None:
        self._do(polls.declare, self.books[who], self.polls[pick % len(self.polls)], "as it is")

    @rule(who=WHO, pick=PICK)
    def change_the_agenda(self, who: int, pick: int) -> None:
        items = next(m.what.items for m in records(self.books[who], Meeting) if m.id == self.meeting)
        item = items[pick % len(items)].id
        self._do(meetings.change, self.books[who], self.meeting, timed, item, 5 + who)
        self._do(meetings.change, self.books[who], self.meeting, item_retitled, item, f"talk {who}")
        self._do(meetings.remove_item, self.books[who], self.meeting, items[-1].id)

    @rule(who=WHO, again=st.booleans())
    def step_back(self, who: int, again: bool) -> None:
        self._do(undo.redo if again else undo.undo, self.books[who], self.trails[who])

    @rule(into=WHO, other=WHO)
    def merge(self, into: int, other: int) -> None:
        assert merge(self.books[into], self.books[other].path).quarantined == ()

    @rule(who=WHO, pick=PICK)
    def settle(self, who: int, pick: int) -> None:
        if found := conflicts(self.books[who]):
            one = found[pick % len(found)]
            record.settle(self.books[who], one.id, one.versions[pick % len(one.versions)].entry)
            assert one.id not in {c.id for c in conflicts(self.books[who])}

    def teardown(self) -> None:
        try:
            for book in self.books:
                book.close()
            self._merge_in_several_orders()
        finally:
            shutil.rmtree(self.folder)

    def _merge_in_several_orders(self) -> None:
        seen = []
        for order in ((0, 1, 2), (2, 0, 1)):
            path = Path(shutil.copyfile(self.folder / f"{order[0]}.hep", self.folder / f"all{order[0]}.hep"))
            book = self._open(path, 50)
            for i in (*order[1:], order[1]):
                merge(book, self.folder / f"{i}.hep")
            assert verify(book).problems == ()
            assert unreadable(book) == {}
            self._read_conflicts(book)
            seen.append((book.record_code(), everything(book, NOW, pages=False)))
            book.close()
        assert seen[0][0] == seen[1][0]
        for name, said in seen[0][1].items():
            assert said == seen[1][1][name], name
        self._settle_all(self.folder / "all0.hep")

    def _read_conflicts(self, book: Book) -> None:
        for conflict in conflicts(book):
            for words in (conflict.called, conflict.about, *(v.says for v in conflict.versions)):
                assert not RAW.search(words), (conflict.kind, words)
                assert "{" not in words, (conflict.kind, words)

    def _settle_all(self, path: Path) -> None:
        book = self._open(path, 60)
        for conflict in conflicts(book):
            record.settle(book, conflict.id, conflict.versions[-1].entry)
        assert conflicts(book) == []
        everything(book, NOW, pages=False)
        book.close()


def test_three_laptops_that_work_on_the_same_things_agree_in_every_view() -> None:
    run_state_machine_as_test(
        Work, settings=settings(max_examples=3, stateful_step_count=20, phases=(Phase.explicit, Phase.generate))
    )


@pytest.mark.long
def test_three_laptops_that_work_on_the_same_things_for_long_agree_in_every_view() -> None:
    run_state_machine_as_test(Work, settings=settings(max_examples=150, stateful_step_count=60))
