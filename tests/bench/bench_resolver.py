"""Measure what is taken without asking and how much of that is right: schools by name, people by name.

Run `python -m pytest tests/bench/bench_resolver.py -m bench -s`.
"""

import random
from collections.abc import Sequence

import pytest

from hep_tui.domain.resolve.folding import person_key
from hep_tui.domain.resolve.people import how
from hep_tui.domain.resolve.urns import read_changes
from hep_tui.domain.schools import read_schools
from hep_tui.exchange.matching import Matcher
from tests.conftest import ROOT
from tests.exchange.garbled import elsewhere, garbled
from tests.exchange.test_everyday_names import ASKED, ELSEWHERE, HEADS, OFFICERS, RIGHT, SEVERAL

pytestmark = pytest.mark.bench

GARBLED = 737
FIRST = (
    "Ann", "Asha", "Bilal", "Cara", "Dana", "Elif", "Femi", "Grace", "Hana", "Inès", "Joana", "Kofi", "Łucja", "Mei",
    "Noor", "Øyvind", "Priya", "Rhys", "Siân", "Tomasz",
)  # fmt: skip
LAST = ("Ashdown", "Brandt", "Çelik", "Dvořák", "Evans", "Fauré", "Grønn", "Hughes", "O’Neil", "Quartey")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    folder = ROOT / "data" / "schools"
    return Matcher(read_schools(folder / "hillingdon.csv"), read_changes(folder / "hillingdon_changes.csv"))


def said(what: str, taken: int, wrong: int, tried: int) -> None:
    precision = (taken - wrong) / taken if taken else 1.0
    print(f"{what:<58} {tried:>5} tried {taken:>5} taken {100 * taken / tried:>6.1f} %  precision {precision:.3f}")


def test_schools_by_what_people_write(matcher: Matcher) -> None:
    print()
    pairs = [pair.strip().partition("=") for names in (RIGHT, OFFICERS, HEADS) for pair in names.split(";")]
    found = [(begins, matcher.match(name).school) for name, _, begins in pairs]
    found += [("", matcher.match(name).school) for name in ASKED.split(";")]
    taken = [(begins, school) for begins, school in found if school]
    said("everyday names of one school", len(taken), sum(not s.name.startswith(b) for b, s in taken), len(found))
    shared = [matcher.match(name).school for name in SEVERAL.split(";")]
    said("names that several share (none is to be taken)", sum(map(bool, shared)), sum(map(bool, shared)), len(shared))
    away = [matcher.match(name).school for name in [*ELSEWHERE.split(";"), *elsewhere()]]
    said("names of elsewhere (none is to be taken)", sum(map(bool, away)), sum(map(bool, away)), len(away))
    every = [(school, name) for school in matcher.by_urn.values() for name in garbled(school.name)]
    some = random.Random(1).sample(every, GARBLED)
    for what, tried in (("garbled names, drawn", some), ("garbled names, all", every)):
        matches = [(school, matcher.match(name)) for school, name in tried]
        taken_of = [(school, match.school) for school, match in matches if match.school]
        said(what, len(taken_of), sum(a != b for a, b in taken_of), len(tried))
        offered = sum(school in match.candidates for school, match in matches if not match.school)
        print(f"{'  of the others, the right one is offered to':<58} {offered:>5} of {len(tried) - len(taken_of)}")


def test_people_by_the_ways_their_names_are_written() -> None:
    """Of the same 200 people in other spellings: how many each rule takes, and how many of them are right."""
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    tried = [(name, each) for name in people for each in _written(name)]
    print()
    by_word: dict[str, list[str]] = {}
    for name in people:
        for word in person_key(name):
            by_word.setdefault(word, []).append(name)
    ways = ("name", "added", "initial", "short form", "one letter")
    for k in range(len(ways)):
        found = [(name, _by(each, ways[: k + 1], by_word)) for name, each in tried]
        taken = [(name, names[0]) for name, names in found if len(names) == 1]
        said(f"people by {' or '.join(ways[: k + 1])}", len(taken), sum(a != b for a, b in taken), len(tried))
    away = [f"{first} {last}" for first in ("Anna", "Tom", "Kit", "Noora", "Ella") for last in LAST]
    for k in range(len(ways)):
        wrong = sum(len(_by(name, ways[: k + 1], by_word)) == 1 for name in away)
        said(f"others of these surnames, by {' or '.join(ways[: k + 1])}", wrong, wrong, len(away))


def _by(written: str, ways: Sequence[str], by_word: dict[str, list[str]]) -> list[str]:
    """Return the people that a written name may be, by the first of some ways that finds any."""
    near = list(dict.fromkeys(name for word in person_key(written) for name in by_word.get(word, ())))
    found = [[name for name in near if how(person_key(written), person_key(name)) == way] for way in ways]
    return next((names for names in found if names), [])


def _written(name: str) -> list[str]:
    first, last = name.split()
    plain = " ".join(person_key(name))
    slip = f"{first} {last[:-2]}{last[-1]}{last[-2]}"
    return [
        f"{last}, {first}", f"{last.upper()} {first}", f"Dr {name}", f"{name} (Mrs)", plain, f"{first[0]}. {last}", slip
    ]  # fmt: skip
