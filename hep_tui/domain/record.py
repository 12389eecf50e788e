"""Turn frozen dataclasses into the JSON bodies of entries, and back."""

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_body(value: object) -> dict[str, Any]:
    """Return the fields of a dataclass as JSON values; fields that hold their default are left out."""
    body = {}
    for field in dataclasses.fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        if held != _default(field):
            body[field.name] = _plain(held)
    return body


def from_body(cls: type[T], body: Mapping[str, Any]) -> T:
    """Return a `cls` from a JSON body: unknown keys are ignored, missing ones take their default.

    Raises TypeError where a field without a default is missing.
    """
    hints = _hints(cls)  # type: ignore[arg-type]
    return cls(**{name: _typed(hint, body[name]) for name, hint in hints.items() if name in body})


@functools.cache
def _hints(cls: type) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value):
        return to_body(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    return value


def _typed(hint: Any, value: Any) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in args if a is not type(None))
        return None if value is None else _typed(inner, value)
    if origin is tuple and isinstance(value, list):
        return tuple(_typed(args[0], v) for v in value)
    if dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return from_body(cast("type[Any]", hint), value)
    return value
