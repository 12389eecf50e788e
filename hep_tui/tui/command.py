"""What a person can do: a method `action_…` of a screen or an app, with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Action = TypeVar("Action", bound=Callable[..., Any])


@dataclass(frozen=True)
class Command:
    """Say what a thing does: `name` of the action, its key, its label and its help, with the review's words in braces.

    `hint` puts it on the bottom line; `shown` is how its key is written there, where that is not the key's own name.
    """

    name: str
    key: str
    label: str
    about: str
    hint: bool = False
    shown: str = ""

    @property
    def words(self) -> str:
        """Return the words for it."""
        return _worded(self.label)

    @property
    def help(self) -> str:
        """Return what it does, in a sentence."""
        return _worded(self.about)

    @property
    def id(self) -> str:
        """Return the name under which `keys.toml` changes its key: `next-item`."""
        return self.name.replace("_", "-")


def _worded(sentence: str) -> str:
    """Return a sentence in the words of the review; most have none of them, and are shown before any is read."""
    if "{" not in sentence:
        return sentence
    from hep_tui.domain.speech import worded

    return worded(sentence)


def command(key: str, *, hint: bool = False, shown: str = "", label: str = "") -> Callable[[Action], Action]:
    """Give an action its key. Its docstring is the help; its name is the label, where no other is given.

    A method of a subclass that takes its place keeps all of that.
    """

    def declared(action: Action) -> Action:
        name = action.__name__.removeprefix("action_")
        help = " ".join((action.__doc__ or "").split())
        action.command = Command(name, key, label or name.replace("_", " "), about=help, hint=hint, shown=shown)  # type: ignore[attr-defined]
        return action

    return declared


def commands_of(owner: type, ids: str) -> tuple[Command, ...]:
    """Return the commands that a class offers, in the order of their ids. Raises TypeError for one that it has not."""
    return tuple(_command_of(owner, id) for id in ids.split())


def _command_of(owner: type, id: str) -> Command:
    action = f"action_{id.replace('-', '_')}"
    for each in owner.__mro__:
        found: Command | None = getattr(each.__dict__.get(action), "command", None)
        if found is not None:
            return found
    raise TypeError(f"{owner.__name__} offers {id}, and no {action} of it is a command")
