"""Three laptops do anything in any order; whatever they did, all their files merge into one same record."""

import contextlib
import itertools
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from hep_tui.actions import record
from hep_tui.domain.notes import Note
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.cache import Cache, conflicts
from hep_tui.logbook.imports import take_back
from hep_tui.logbook.merge import merge
from hep_tui.logbook.records import records

from .tools import again, check_whole, laptop, note, stands

WHO = st.integers(0, 2)
PICK = st.integers(0, 1000)
WORDS = st.sampled_from(["yes", "no", "perhaps"])


class Laptops(RuleBasedStateMachine):
    """Hold three files of one review, what was put aside, and every entry that was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="laptops-"))
        self.seeds = itertools.count(1)
        first = laptop(self.folder / "0.hep", next(self.seeds))
        first.close()
        self.acknowledged: dict[str, Entry] = {}
        self.aside: list[Path] = []
        self.books = [self._open(0), *(self._open(i, shutil.copyfile(first.path, self._path(i))) for i in (1, 2))]

    def _path(self, who: int) -> Path:
        return self.folder / f"{who}.hep"

    def _open(self, who: int, _copied: Path | None = None) -> Book:
        book = again(self._path(who), next(self.seeds))
        book.on_append = lambda entries: self.acknowledged.update({e.id: e for e in entries})
        return book

    @rule(who=WHO, words=WORDS)
    def add(self, who: int, words: str) -> None:
        note(self.books[who], self.books[who].token(), words)

    @rule(who=WHO, words=WORDS, pick=st.integers(0, 2))
    def add_under_a_name_that_all_would_choose(self, who: int, words: str, pick: int) -> None:
        if not self.books[who].heads(f"theme.{pick}"):
            note(self.books[who], f"theme.{pick}", words)

    @rule(who=WHO, pick=PICK, words=WORDS)
    def amend(self, who: int, pick: int, words: str) -> None:
        if (subject := self._any(who, pick)) and (head := self.books[who].heads(subject)[-1]).kind == "note":
            note(self.books[who], subject, words, head.id)

    @rule(who=WHO, pick=PICK)
    def withdraw(self, who: int, pick: int) -> None:
        if subject := self._any(who, pick):
            with contextlib.suppress(HepError):
                record.withdraw(self.books[who], subject)

    @rule(who=WHO, pick=PICK)
    def redact(self, who: int, pick: int) -> None:
        if subject := self._any(who, pick):
            with contextlib.suppress(HepError):
                record.redact(self.books[who], subject, "asked for")

    @rule(who=WHO, pick=PICK)
    def settle(self, who: int, pick: int) -> None:
        open_ones = self.books[who].rows("conflict")
        if open_ones:
            subject = open_ones[pick % len(open_ones)]["subject"]
            heads = self.books[who].heads(subject)
            record.settle(self.books[who], subject, heads[pick % len(heads)].id)
            assert subject not in {row["subject"] for row in self.books[who].rows("conflict")}

    @rule(into=WHO, other=WHO)
    def merge(self, into: int, other: int) -> None:
        tried = merge(self.books[into], self._path(other), dry_run=True)
        done = merge(self.books[into], self._path(other))
        assert tried == done
        assert done.quarantined == ()

    @rule(into=WHO, other=WHO)
    def merge_twice(self, into: int, other: int) -> None:
        merge(self.books[into], self._path(other))
        before = stands(self.books[into])
        assert merge(self.books[into], self._path(other)).new == 0
        assert stands(self.books[into]) == before

    @rule(who=WHO, pick=PICK)
    def take_back(self, who: int, pick: int) -> None:
        if sources := self.books[who].rows("source"):
            take_back(self.books[who], sources[pick % len(sources)]["id"], "wrong file")

    @rule(who=WHO)
    def reopen(self, who: int) -> None:
        before = stands(self.books[who])
        self.books[who].close()
        self.books[who] = self._open(who)
        assert stands(self.books[who]) == before

    @precondition(lambda self: len(self.aside) < 3)
    @rule(source=WHO, to=WHO)
    def copy_the_file_over(self, source: int, to: int) -> None:
        if source == to:
            return
        self.books[to].close()
        kept = self.folder / f"aside{len(self.aside)}.hep"
        self.aside.append(self._path(to).rename(kept))
        shutil.copyfile(self._path(source), self._path(to))
        self.books[to] = self._open(to)
        assert stands(self.books[to]) == stands(self.books[source])

    def _any(self, who: int, pick: int) -> str:
        rows = self.books[who].rows("note")
        return str(rows[pick % len(rows)]["id"]) if rows else ""

    @invariant()
    def no_number_is_larger_than_the_record(self) -> None:
        for book in self.books:
            assert book.last_n() <= book.count()

    @invariant()
    def something_stands_for_whatever_was_ever_noted(self) -> None:
        for book in self.books:
            lost = "SELECT subject FROM entry WHERE kind = 'note' EXCEPT SELECT subject FROM head"
            assert book.conn.execute(lost).fetchall() == []

    @invariant()
    def what_is_kept_in_memory_is_what_a_new_reading_gives(self) -> None:
        for book in self.books:
            kept, anew = records(book, Note), Cache(Note, "note")
            anew.catch_up(book)
            assert kept == list(anew)
            assert {noted.id for noted in kept if noted.disputed} <= conflicts(book)
            assert conflicts(book) == {row["subject"] for row in book.rows("conflict")}

    def teardown(self) -> None:
        try:
            for book in self.books:
                check_whole(book)
                book.close()
            self._merge_all_in_several_orders()
        finally:
            shutil.rmtree(self.folder)

    def _merge_all_in_several_orders(self) -> None:
        paths = [*map(self._path, range(3)), *self.aside]
        seen = []
        for seed in range(3):
            order = random.Random(seed).sample(paths, len(paths))
            copy = Path(shutil.copyfile(order[0], self.folder / f"all{seed}.hep"))
            book = again(copy, next(self.seeds))
            for path in order[1:]:
                assert merge(book, path).quarantined == ()
            check_whole(book)
            seen.append(stands(book))
            book.close()
        assert seen[0] == seen[1] == seen[2]
        stored = {e.id: e for e in seen[0]["entries"]}
        for id, entry in self.acknowledged.items():
            assert stored[id] in (entry, entry.without_body())


def test_three_laptops_end_with_the_same_record_and_nothing_is_lost() -> None:
    run_state_machine_as_test(Laptops, settings=settings(max_examples=20, stateful_step_count=25))


@pytest.mark.long
def test_three_laptops_end_with_the_same_record_whatever_they_do_for_long() -> None:
    run_state_machine_as_test(Laptops, settings=settings(max_examples=300, stateful_step_count=60))
