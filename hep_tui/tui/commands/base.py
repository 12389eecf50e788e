"""What a command is."""

import re
from typing import ClassVar

from textual.binding import Binding


class Command:
    """Say what a thing does: the name of the class is its label, this text its help, `key` its key.

    `hint` puts it on the bottom line; `shown` is how its key is written there, where that is not the key's own name.
    A screen answers `NextItem` in its method `action_next_item`.
    """

    key: ClassVar[str]
    hint: ClassVar[bool] = False
    shown: ClassVar[str] = ""
    label: ClassVar[str] = ""

    @classmethod
    def words(cls) -> str:
        """Return the label: `NextItem` is "next item"."""
        return cls.label or " ".join(_parts(cls.__name__))

    @classmethod
    def id(cls) -> str:
        """Return the name under which the key can be changed: `next-item`."""
        return "-".join(_parts(cls.__name__))

    @classmethod
    def action(cls) -> str:
        """Return the name of the action that answers it."""
        return "_".join(_parts(cls.__name__))

    @classmethod
    def help(cls) -> str:
        """Return what it does, in a sentence."""
        return " ".join((cls.__doc__ or "").split())

    @classmethod
    def binding(cls) -> Binding:
        """Return the key binding, which a setting may override by id."""
        return Binding(cls.key, cls.action(), cls.words(), show=cls.hint, id=cls.id())


def _parts(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z][a-z0-9]*", name)]


def all_commands() -> list[type[Command]]:
    """Return every command there is, in the order of these pages."""
    return Command.__subclasses__()
