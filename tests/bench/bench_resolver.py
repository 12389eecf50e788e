"""Measure what is taken without asking and how much of that is right: schools by name, people by name.

Run `python -m pytest tests/bench/bench_resolver.py -m bench -s`.
"""

import random

import pytest

from hep_tui.domain.matching import read_changes
from hep_tui.domain.resolve.folding import person_key
from hep_tui.domain.schools import read_schools
from hep_tui.exchange.matching import Matcher
from tests.conftest import ROOT
from tests.exchange.garbled import elsewhere, garbled
from tests.exchange.test_everyday_names import ELSEWHERE, RIGHT, SEVERAL

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
    pairs = [pair.strip().partition("=") for pair in RIGHT.split(";")]
    found = [(begins, matcher.match(name).school) for name, _, begins in pairs]
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
    for rule, key in (
        ("in full, whatever order, title and accents (what hep does)", person_key),
        ("the surname and first letter", _initial),
        ("the surname alone", _surname),
    ):
        by_key: dict[object, list[str]] = {}
        for name in people:
            by_key.setdefault(key(name), []).append(name)
        found = [(name, by_key.get(key(each), [])) for name, each in tried]
        taken = [(name, names[0]) for name, names in found if len(names) == 1]
        said(rule, len(taken), sum(a != b for a, b in taken), len(tried))


def _written(name: str) -> list[str]:
    first, last = name.split()
    plain = " ".join(person_key(name))
    slip = f"{first} {last[:-2]}{last[-1]}{last[-2]}"
    return [
        f"{last}, {first}", f"{last.upper()} {first}", f"Dr {name}", f"{name} (Mrs)", plain, f"{first[0]}. {last}", slip
    ]  # fmt: skip


def _initial(name: str) -> tuple[str, ...]:
    key = person_key(name.replace(".", ""))
    return tuple(sorted((min(key, key=len)[0], max(key, key=len)))) if len(key) > 1 else key


def _surname(name: str) -> str:
    return max(person_key(name), key=len, default="")
