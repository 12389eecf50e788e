"""Whatever bytes arrive, a reader answers with ballots or one sentence: no traceback, no hang."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hep_tui.counting import count
from hep_tui.counting.files import READERS, BallotFileError, Source, parse
from hep_tui.counting.files.source import KINDS
from hep_tui.errors import HepError

from .samples import ALASKA, TENNESSEE_STARS
from .test_files import BLT, LONG, PREFLIB, cdf, report

SEEDS = [BLT, PREFLIB, LONG, ALASKA, TENNESSEE_STARS, "ballot,SEND,CPD\n1,1,2\n2,,1\n",
         "rank1,rank2\nSEND,CPD\n", report(cdf(("a", 2), ("b", 1)))]  # fmt: skip
FRAGMENTS = ["9" * 30, "-1", "0", "{", "}", '"', "{{{{", ",", ":", ">", "=", "/", "\n", "\t", "#", "\ufeff", "\u202e",
             "é", "1e9", "=1+1", "[", "]", "null", "[]", "{}", "٣", "\x1b[2J", "-", "(", ")", ";", "x"]  # fmt: skip
ENDINGS = [*dict.fromkeys(READERS), ""]


def survives(data: bytes, ending: str) -> None:
    """Read, and count what was read by one rule of each kind; a refusal must be one printable sentence."""
    try:
        found = parse(Source.decode(f"votes.{ending}", data), ending)
        for kind, rule in zip(KINDS, ("irv", "approval", "star", "majority-judgement", "points"), strict=True):
            if found.fits(kind):
                count(found.profiles[kind], rule)
        sentence = "read."
    except HepError as error:
        sentence = str(error)
    assert sentence.endswith(".")
    assert sentence.isprintable()


@given(st.binary(max_size=400), st.sampled_from(ENDINGS))
def test_random_bytes(data: bytes, ending: str) -> None:
    survives(data, ending)


@given(st.sampled_from(SEEDS), st.integers(0, 2000), st.sampled_from(ENDINGS))
def test_truncated_files(text: str, length: int, ending: str) -> None:
    survives(text.encode()[:length], ending)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(FRAGMENTS) | st.text(max_size=3)), max_size=6),
    st.sampled_from(ENDINGS),
)
def test_files_with_pieces_put_in(text: str, pieces: list[tuple[int, str]], ending: str) -> None:
    for place, piece in pieces:
        at = place % (len(text) + 1)
        text = text[:at] + piece + text[at:]
    survives(text.encode(errors="surrogatepass"), ending)


@given(st.sampled_from(SEEDS), st.integers(0, 5000), st.integers(0, 255), st.sampled_from(ENDINGS))
def test_files_with_a_byte_turned(text: str, place: int, byte: int, ending: str) -> None:
    data = bytearray(text.encode())
    data[place % len(data)] = byte
    survives(bytes(data), ending)


MONSTERS = {
    "braces": "{" * 200_000,
    "braces in an order": "1: " + "{" * 200_000,
    "brackets": "[" * 200_000,
    "quotes": '"' * 200_001,
    "one long paper": "2 1\n1 " + "1 " * 100_000 + "0\n",
    "many options": "1:" + ">".join(f"o{k}" for k in range(20_000)),
    "many columns": "a," * 50_000 + "\n" + "1," * 50_000,
    "a long comment": "#" * 500_000,
    "empty lines": "\n" * 300_000,
    "a long name": "1:" + "A" * 500_000,
    "blanks before a mark": "1:A" + " " * 200_000 + "x/",
    "papers without end": "2 1\n" + "1 1 1\n" * 20_000,
    "blanks after a quote": '"a' + " " * 100_000 + '" b',
    "many quotes": "2 1\n0\n" + '"' + 'a" ' * 50_000,
    "many equals": "= " * 100_000,
    "many ties": "1:" + "A = " * 100_000,
    "blanks before a tie": "2 1\n1 1" + " " * 200_000 + "=",
    "parentheses": "2 1\n" + "(" * 200_000,
    "a long declaration": "=" + "a" * 100_000 + ":[" + "b" * 100_000,
}


@pytest.mark.parametrize("name", MONSTERS)
@pytest.mark.parametrize("ending", ["toi", "blt", "abif", "json", "csv", ""])
def test_deep_long_and_empty_files_are_answered_at_once(name: str, ending: str) -> None:
    start = time.monotonic()
    survives(MONSTERS[name].encode(), ending)
    assert time.monotonic() - start < 10


@pytest.mark.long
@settings(max_examples=20_000, deadline=None)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=True), st.sampled_from(ENDINGS))
def test_many_mangled_files(text: str, dice: object, ending: str) -> None:
    data = bytearray(text.encode())
    for _ in range(dice.randint(1, 20)):  # type: ignore[attr-defined]
        data[dice.randrange(len(data))] = dice.randrange(256)  # type: ignore[attr-defined]
    survives(bytes(data), ending)


def test_every_real_file_cut_short_is_answered(ballots: Path) -> None:
    for path in sorted(ballots.glob("*/*")):
        data = path.read_bytes()[:30_000]
        for part in (7, 3, 2):
            survives(data[: len(data) // part], path.suffix.lstrip("."))


def test_a_refusal_is_an_error_that_a_person_can_read() -> None:
    assert issubclass(BallotFileError, HepError)
