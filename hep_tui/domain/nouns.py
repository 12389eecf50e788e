"""What each field of a noun is, said once beside it: exports, codebooks and lists for programs follow from it."""

import dataclasses
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Annotated, Any

from hep_tui.domain.tiers import Tier


@dataclass(frozen=True)
class Said:
    """Say what a field holds, in words; `codes` names its list of codes, `tier` the widest circle that may see it.

    `date` says that a text is an ISO date, `free` that somebody typed it, so that it may hold a name. `least` is the
    lowest number. `needed` says whether it is always there, where that does not follow from its type and default.
    """

    label: str
    codes: str = ""
    date: bool = False
    free: bool = False
    tier: Tier = Tier.ANALYST
    least: int | None = 0
    needed: bool | None = None


@dataclass(frozen=True)
class Field:
    """Hold one field: its name, what is said of it, and its type; `many` where it holds several."""

    name: str
    said: Said
    type: type
    many: bool
    required: bool


@cache
def fields(noun: type) -> tuple[Field, ...]:
    """Return the fields of a noun that say what they are, in their order."""
    hints = typing.get_type_hints(noun, include_extras=True)
    found = [_field(f, hints[f.name]) for f in dataclasses.fields(noun)]
    return tuple(f for f in found if f is not None)


def _field(field: "dataclasses.Field[Any]", hint: Any) -> Field | None:
    if typing.get_origin(hint) is not Annotated:
        return None
    plain, *more = typing.get_args(hint)
    said = next((each for each in more if isinstance(each, Said)), None)
    if said is None:
        return None
    origin = typing.get_origin(plain)
    many = origin is tuple
    held = typing.get_args(plain)[0] if many else plain
    if isinstance(held, types.UnionType):
        held = typing.get_args(held)[0]
    required = said.needed
    if required is None:
        # What is true or false is always one of them, and what has no default is always there.
        required = held is bool or field.default is dataclasses.MISSING
    return Field(field.name, said, held, many, required)


def cells(thing: object) -> dict[str, Any]:
    """Return what a thing says in each of its fields, several of one kind as a list."""
    noun: type = type(thing)
    names, held, lists = _read(noun)
    said = dict(zip(names, held(thing), strict=True))
    for name in lists:
        said[name] = list(said[name])
    return said


def reader(*names: str) -> Callable[[object], tuple[Any, ...]]:
    """Return what reads some fields from a thing, in the order given."""
    # Of one name alone it would give the value, and no tuple; of none it is refused.
    return attrgetter(*names) if len(names) > 1 else lambda thing: tuple(getattr(thing, name) for name in names)


@cache
def _read(noun: type) -> tuple[tuple[str, ...], Callable[[object], tuple[Any, ...]], tuple[str, ...]]:
    """Return the names of the fields of a noun, what reads them all from a thing, and which of them are lists."""
    names = tuple(f.name for f in fields(noun))
    return names, reader(*names), tuple(f.name for f in fields(noun) if f.many)
