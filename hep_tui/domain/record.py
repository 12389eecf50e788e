"""Turn frozen dataclasses into the JSON bodies of entries, and back."""

import dataclasses
import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar, cast

T = TypeVar("T")
# The largest whole number that every reader of JSON keeps.
_LARGEST = 2**53
# A whole number that is written with these very digits.
_WHOLE = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)

MOST = 99_999
Count = Annotated[int, range(MOST + 1)]
"""A number of people, papers or minutes. Nobody counts more in a hall, and whatever goes from 1 to it has an end."""
_DIGITS = "digits"
PlaceNumber = Annotated[str, _DIGITS]
"""The number of a school or another place: text, for it may hold letters or begin with 0. Plain ones are stored as they
always were, as whole numbers, so that files of any age agree about them; no number is the empty text."""
Mark = Annotated[int, range(-MOST, MOST + 1)]
"""A mark on a paper: adding those of a whole hall never leaves what numpy can hold."""


def to_body(value: object) -> dict[str, Any]:
    """Return the fields of a dataclass as JSON values; fields that hold their default are left out."""
    body = {}
    for name, default, as_json in _written(type(value)):  # type: ignore[arg-type]
        held = getattr(value, name)
        if held != default:
            body[name] = as_json(held)
    return body


def from_body(cls: type[T], body: Mapping[str, Any]) -> T:
    """Return a `cls` from a JSON body: unknown keys are ignored, missing ones take their default.

    Raises TypeError where a field without a default is missing, or where a value is not of the field's type, and
    ValueError where it is none of those allowed: what another program wrote may hold anything.
    """
    readers, make = _form(cls)  # type: ignore[arg-type]
    made: T = make({name: readers[name](value) for name, value in body.items() if name in readers})
    return made


@functools.cache
def _form(cls: type) -> tuple[dict[str, Callable[[Any], Any]], Callable[[dict[str, Any]], Any]]:
    """Return what reads each field of a class, and what makes a thing of the fields that were read."""
    hints = typing.get_type_hints(cls, include_extras=True)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(cls)}
    return readers, (lambda given: cls(**given)) if hasattr(cls, "__post_init__") else _maker(cls)


def _maker(cls: type[T]) -> Callable[[dict[str, Any]], T]:
    """Return what makes a thing of the fields that it is given.

    The class itself holds the other defaults, so that they need not be put into every thing, as `__init__` does; of
    twenty fields a note has five, and there may be a hundred thousand notes.
    """
    fields = dataclasses.fields(cls)  # type: ignore[arg-type]
    made_anew = [(f.name, f.default_factory) for f in fields if f.default_factory is not dataclasses.MISSING]
    needed = {f.name for f in fields if f.default is f.default_factory is dataclasses.MISSING}
    new, put = object.__new__, object.__setattr__

    def make(given: dict[str, Any]) -> T:
        if not needed <= given.keys():
            raise TypeError(f"{cls.__name__} lacks {', '.join(sorted(needed - given.keys()))}")
        thing = new(cls)
        for name, value in given.items():
            put(thing, name, value)
        for name, default in made_anew:
            if name not in given:
                put(thing, name, default())
        return thing

    return make


@functools.cache
def _written(cls: type) -> list[tuple[str, object, Callable[[Any], Any]]]:
    """Return the fields of a class, each with its default and what makes JSON of it."""
    numbered = _numbered(cls)
    return [(f.name, _default(f), _stored if f.name in numbered else _plain) for f in dataclasses.fields(cls)]


def _numbered(cls: type) -> frozenset[str]:
    """Return the fields that hold numbers of places."""
    hints = typing.get_type_hints(cls, include_extras=True).items()
    return frozenset(name for name, hint in hints if _DIGITS in _said(hint))


def _said(hint: Any) -> tuple[Any, ...]:
    """Return what a type, or that of the values in a tuple, is annotated with."""
    inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
    return getattr(inner, "__metadata__", ())


def _stored(number: str | tuple[str, ...]) -> Any:
    """Return a number of a place, or several, as they are in an entry."""
    if isinstance(number, tuple):
        return [_stored(each) for each in number]
    return int(number) if _WHOLE.fullmatch(number) else number


def _number(value: Any) -> str:
    if type(value) is int:
        return str(_checked(int, value) or "")
    return _checked(str, value)


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _plain(value: object) -> Any:
    if type(value) in (str, int):
        return value
    if dataclasses.is_dataclass(value):
        return to_body(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): v if type(v) is int else _plain(v) for k, v in value.items()}
    return value.value if isinstance(value, enum.Enum) else value


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what makes a value of this type from its JSON; worked out once a field, since files hold many."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        return lambda value: value
    if origin is Annotated:
        return _annotated(*args)
    if origin in (typing.Union, types.UnionType):
        inner = _reader(next(a for a in args if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        each = _reader(args[0])
        return lambda value: tuple(map(each, _checked(list, value)))
    if origin is not None:
        return _each_read(_reader(args[1]), args[1])
    if dataclasses.is_dataclass(hint):
        cls = cast("type[Any]", hint)
        return lambda value: from_body(cls, _checked(dict, value))
    if issubclass(hint, enum.Enum):
        return lambda value: hint(_checked(str, value))
    if hint is float:
        # JSON writes a whole figure without its point.
        return lambda value: _checked(int if type(value) is int else float, value)
    return functools.partial(_checked, hint)


def _each_read(one: Callable[[Any], Any], hint: Any) -> Callable[[Any], dict[str, Any]]:
    """Return what reads the values of a mapping, each with `one`."""
    allowed = next((said for said in _said(hint) if isinstance(said, range)), range(0))

    def read(value: Any) -> dict[str, Any]:
        held = _checked(dict, value)
        # The marks of a paper, of which a hall may have a hundred thousand, are looked at together.
        if set(map(type, held.values())) == {int} and min(held.values()) in allowed and max(held.values()) in allowed:
            return dict(held)
        return {name: one(each) for name, each in held.items()}

    return read


def _annotated(kind: type, said: object, *_: object) -> Callable[[Any], Any]:
    if said is _DIGITS:
        return _number
    return _bounded(said) if isinstance(said, range) else _reader(kind)


def _bounded(allowed: range) -> Callable[[Any], int]:
    """Return what reads a whole number that is one of those allowed: every mark on every ballot is one."""

    def read(value: Any) -> int:
        if type(value) is int and value in allowed:
            return value
        _checked(int, value)
        raise ValueError("a number larger than any there is to count")

    return read


def _checked(kind: type[T], value: Any) -> T:
    """Return a value that is of this very type; a truth is not a number."""
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError("a number too large to count with")
    return value
