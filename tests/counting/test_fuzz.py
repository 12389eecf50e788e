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

from .forms import FORMS, tries
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


@tries(40)
@given(st.binary(max_size=400), st.sampled_from(ENDINGS))
def test_random_bytes(data: bytes, ending: str) -> None:
    survives(data, ending)


@tries(40)
@given(st.sampled_from(SEEDS), st.integers(0, 2000), st.sampled_from(ENDINGS))
def test_truncated_files(text: str, length: int, ending: str) -> None:
    survives(text.encode()[:length], ending)


@tries(100, suppress_health_check=[HealthCheck.too_slow])
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


@tries(40)
@given(st.sampled_from(SEEDS), st.integers(0, 5000), st.integers(0, 255), st.sampled_from(ENDINGS))
def test_files_with_a_byte_turned(text: str, place: int, byte: int, ending: str) -> None:
    data = bytearray(text.encode())
    data[place % len(data)] = byte
    survives(bytes(data), ending)


def monsters(size: int) -> dict[str, str]:
    """Return what a careless program, or a malicious person, might hand over; `size` is about their length."""
    return {
        "braces": "{" * size,
        "braces in an order": "1: " + "{" * size,
        "brackets": "[" * size,
        "quotes": '"' * (size + 1),
        "one long paper": "2 1\n1 " + "1 " * (size // 2) + "0\n",
        "many options": "1:" + ">".join(f"o{k}" for k in range(size // 10)),
        "many columns": "a," * (size // 4) + "\n" + "1," * (size // 4),
        "a long comment": "#" * (2 * size),
        "empty lines": "\n" * size,
        "a long name": "1:" + "A" * (2 * size),
        "blanks before a mark": "1:A" + " " * size + "x/",
        "papers without end": "2 1\n" + "1 1 1\n" * (size // 10),
        "blanks after a quote": '"a' + " " * size + '" b',
        "many quotes": "2 1\n0\n" + '"' + 'a" ' * (size // 4),
        "many equals": "= " * (size // 2),
        "many ties": "1:" + "A = " * (size // 2),
        "blanks before a tie": "2 1\n1 1" + " " * size + "=",
        "parentheses": "2 1\n" + "(" * size,
        "a long declaration": "=" + "a" * size + ":[" + "b" * size,
        "brackets in a declaration": "=" + "a:[" + "] #" * (size // 3),
        "delimiters": ";,\t" * (size // 3) + "\n1",
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", monsters(0))
@pytest.mark.parametrize("ending", ["toi", "blt", "abif", "json", "csv", ""])
def test_deep_long_and_empty_files_are_answered_at_once(name: str, ending: str, form: str) -> None:
    text = monsters(20_000 if form == "quick" else 200_000)[name]
    start = time.process_time()
    survives(text.encode(), ending)
    assert time.process_time() - start < 10


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
