"""A damaged file is found to be damaged, or says exactly what it said; never anything else."""

import contextlib
import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli
from hep_tui.actions import record
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry, salvage
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from tests.logbook.tools import check_whole, laptop, note, raw, stands

PAGE = 4096
Damage = Callable[[bytearray, random.Random], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Any]]:
    """Return the bytes of a whole file, and what it says."""
    book = laptop(tmp_path_factory.mktemp("whole") / "review.hep")
    for i in range(300):
        note(book, f"n{i}", f"words {i} " * (i % 40))
    for i in range(0, 300, 9):
        note(book, f"n{i}", "put better", book.heads(f"n{i}")[0].id)
    for i in range(0, 300, 31):
        record.redact(book, f"n{i}", "asked for")
    for words in ("left", "right"):
        note(book, "n1", words, book.history("n1")[0].id)
    said = saying(book)
    book.close()
    return book.path.read_bytes(), said


def saying(book: Book) -> dict[str, Any]:
    return stands(book) | {"note": book.rows("note"), "school": book.rows("school"), "review": book.rows("review")}


def check_sentence(error: HepError) -> None:
    assert str(error).isprintable()
    assert str(error).endswith(".")


def flip(data: bytearray, dice: random.Random) -> None:
    """Change one bit anywhere."""
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def flip_in_the_schema(data: bytearray, dice: random.Random) -> None:
    """Change one bit of the header, or of the tables, triggers and views."""
    data[dice.randrange(PAGE * 4 if dice.random() < 0.7 else 100)] ^= 1 << dice.randrange(8)


def scribble(data: bytearray, dice: random.Random) -> None:
    """Write over a few bytes."""
    at = dice.randrange(len(data) - 40)
    data[at : at + dice.randrange(2, 40)] = dice.randbytes(dice.randrange(2, 40))


def destroy_page(data: bytearray, dice: random.Random) -> None:
    """Lose one page, to zeros or to anything."""
    at = dice.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = bytes(PAGE) if dice.random() < 0.5 else dice.randbytes(PAGE)


def swap_pages(data: bytearray, dice: random.Random) -> None:
    """Put two pages in each other's place."""
    a, b = (dice.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[a : a + PAGE], data[b : b + PAGE] = data[b : b + PAGE], data[a : a + PAGE]


def cut_short(data: bytearray, dice: random.Random) -> None:
    """Lose the end."""
    del data[dice.randrange(len(data)) :]


DAMAGES: tuple[Damage, ...] = (flip, flip_in_the_schema, scribble, destroy_page, swap_pages, cut_short)


def survives(damage: Damage, seed: int, whole: tuple[bytes, dict[str, Any]], path: Path) -> bool:
    """Damage a copy; return whether that was found, having checked that it says nothing new where it was not."""
    data, said = bytearray(whole[0]), whole[1]
    damage(data, random.Random(seed))
    path.write_bytes(data)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
        verdict = cli.main(["verify", str(path)])
    assert verdict in (0, 1, 2), err.getvalue()
    try:
        book = open_book(path)
    except HepError as error:
        check_sentence(error)
        return True
    try:
        assert saying(book) == said, f"{damage.__name__} {seed} changed what the record says"
        assert verdict == 0
    finally:
        book.close()
    return False


def try_all(damage: Damage, times: int, whole: tuple[bytes, dict[str, Any]], tmp_path: Path) -> int:
    return sum(survives(damage, seed, whole, tmp_path / "damaged.hep") for seed in range(times))


def test_the_file_is_whole_before_it_is_damaged(whole: tuple[bytes, dict[str, Any]], tmp_path: Path) -> None:
    assert not survives(lambda _data, _dice: None, 0, whole, tmp_path / "same.hep")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_never_changes_what_is_said(damage: Damage, whole: tuple[bytes, dict[str, Any]], tmp_path: Path) -> None:
    assert try_all(damage, 17, whole, tmp_path) > 3


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_any_kind_never_changes_what_is_said(
    damage: Damage, whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    assert try_all(damage, 1500, whole, tmp_path) > 150


def salvaged(damage: Damage, seed: int, whole: tuple[bytes, dict[str, Any]], tmp_path: Path) -> int:
    """Return how many entries of a damaged file can be recovered, each of which must be a true one."""
    data = bytearray(whole[0])
    damage(data, random.Random(seed))
    damaged, target = tmp_path / f"damaged{seed}.hep", tmp_path / f"new{seed}.hep"
    damaged.write_bytes(data)
    book = laptop(target, 2, review=False)
    began = time.process_time()
    try:
        merge(book, damaged, salvaged=True)
    except HepError as error:
        check_sentence(error)
    assert time.process_time() - began < 15
    true = {e.id: e for e in whole[1]["entries"]}
    found = [e for e in book.entries() if e.writer != book.writer]
    for entry in found:
        assert same(entry, true[entry.id])
    book.close()
    book = open_book(target)
    check_whole(book)
    note(book, "later", "and work goes on")
    book.close()
    return len(found)


def same(entry: Entry, true: Entry) -> bool:
    return entry in (true, true.without_body())


def lose_three_leaves(data: bytearray, dice: random.Random) -> None:
    """Lose three pages that hold entries or their indexes, but not the schema, nor what leads to the entries."""
    leaves = [i for i in range(1, len(data) // PAGE) if data[i * PAGE] == 10]
    for i in dice.sample(leaves, 3):
        data[i * PAGE : (i + 1) * PAGE] = bytes(PAGE)


def test_what_is_left_of_a_damaged_file_can_be_taken_into_a_new_one(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    of = len(whole[1]["entries"])
    found = [salvaged(lose_three_leaves, seed, whole, tmp_path) for seed in range(6)]
    assert min(found) > of * 0.8
    assert salvaged(lambda _data, _dice: None, 99, whole, tmp_path) == of


def cut_to(share: float) -> Damage:
    """Return the damage that leaves this share of a file."""

    def cut(data: bytearray, _dice: random.Random) -> None:
        del data[int(len(data) * share) :]

    return cut


def test_what_is_left_of_a_file_cut_short_can_be_taken_into_a_new_one(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    of = len(whole[1]["entries"])
    found = [salvaged(cut_to(i / 16), i, whole, tmp_path) for i in range(17)]
    assert found == sorted(found)
    assert found[16] == of
    assert found[12] > of * 0.6
    assert found[4] > 0


def test_every_row_of_a_whole_file_is_read_without_sqlite_as_sqlite_reads_it(
    whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "same.hep"
    for size in (512, 1024, 4096, 65536):
        path.unlink(missing_ok=True)
        path.write_bytes(whole[0])
        with raw(path) as conn:
            conn.execute(f"PRAGMA page_size={size}")
            conn.execute("VACUUM")
        found = sorted(salvage.read(path).entries, key=lambda e: e.id)
        assert found == sorted(whole[1]["entries"], key=lambda e: e.id), size


@pytest.mark.long
@pytest.mark.parametrize("damage", [*DAMAGES, lose_three_leaves])
def test_whatever_can_be_taken_out_of_any_damaged_file_is_true(
    damage: Damage, whole: tuple[bytes, dict[str, Any]], tmp_path: Path
) -> None:
    assert sum(salvaged(damage, seed, whole, tmp_path) for seed in range(100)) > 0
