"""One command from one action: its name, its arguments and its help are those of the function."""

import argparse
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args, get_origin

from hep_tui.commands.opened import review_file
from hep_tui.commands.verbs.words import SUPPLIED, TOLD, WORDS, Word, numbers
from hep_tui.domain.text import shown
from hep_tui.logbook import Book

if TYPE_CHECKING:
    Under = argparse._SubParsersAction[argparse.ArgumentParser]

_RETURNED = "return"


@dataclass(frozen=True)
class Verb:
    """Hold a command that does what a function does to a review.

    `of` says which word of `WORDS` a parameter is, where its name does not (`return` for what the function makes);
    `fixed` are arguments that the command stands for itself; `then` is printed where the thing is gone afterwards.
    """

    does: Callable[..., Any]
    name: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, object] = field(default_factory=dict)
    then: str = ""

    @property
    def called(self) -> str:
        """Return the word that is typed."""
        return self.name or self.does.__name__.replace("_", "-")

    @property
    def help(self) -> str:
        """Return what the function says of itself, as a command says it."""
        said = " ".join((inspect.getdoc(self.does) or "").split())
        said = re.sub(r",? and return [^.;]*", "", said).replace("Raises HepError", "Refused")
        return said.replace("`", "")

    def add(self, under: "Under") -> None:
        """Add the command to a parser."""
        first = self.help.partition(". ")[0].rstrip(".")
        parser = under.add_parser(self.called, help=first[:1].lower() + first[1:], description=self.help)
        for name, parameter in self._parameters():
            _add(parser, parameter, self._word(name))
        parser.set_defaults(run=self.run)

    def run(self, args: argparse.Namespace) -> int:
        """Do it, and print how what it was done to reads now."""
        with review_file(args.file) as book:
            given = self._given(book, args)
            result = self.does(book, **given, **self.fixed)
            lines = result if isinstance(result, list) else self._told(book, given | {_RETURNED: result})
        for line in lines:
            print(shown(line).replace("\n", " "))
        return 0

    def _parameters(self) -> Iterator[tuple[str, inspect.Parameter]]:
        """Yield what has to be typed."""
        for name, parameter in list(inspect.signature(self.does).parameters.items())[1:]:
            if name not in self.fixed and name not in SUPPLIED:
                yield name, parameter

    def _word(self, name: str) -> Word | None:
        return WORDS.get(self.of.get(name, name))

    def _given(self, book: Book, args: argparse.Namespace) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name in list(inspect.signature(self.does).parameters)[1:]:
            if name in SUPPLIED and name not in self.fixed:
                given[name] = SUPPLIED[name](book)
            elif name not in self.fixed:
                word, typed = self._word(name), getattr(args, name)
                given[name] = word.read(book, typed, given) if word and typed else typed
        return given

    def _told(self, book: Book, given: Mapping[str, Any]) -> list[str]:
        """Return how the first thing reads that was named, or made."""
        for name, value in given.items():
            tell = TOLD.get(self.of.get(name, name))
            line = tell(book, value) if tell and value else ""
            if line:
                return [line]
        return [self.then or "Done."]


def _add(parser: argparse.ArgumentParser, parameter: inspect.Parameter, word: Word | None) -> None:
    """Add one argument: what has a default, or is behind the star, is an option."""
    name = parameter.name
    how: dict[str, Any] = {"help": (word.help if word else "") or None}
    if parameter.annotation is bool:
        parser.add_argument(_option(name), action="store_true", dest=name, **how)
        return
    how |= _type(parameter.annotation)
    how["metavar"] = (word.name if word and word.name else name).upper().replace("_", "-")
    if word and word.option:
        default = _default(parameter)
        parser.add_argument(_option(name), dest=name, default=word.usual if default is None else default, **how)
    elif word and word.usual:
        parser.add_argument(name, nargs="?", default=word.usual, **how)
    elif _is_option(parameter):
        _add_option(parser, parameter, how)
    elif how.get("type") is numbers:
        parser.add_argument(name, nargs="+", action=_Together, **how)
    else:
        parser.add_argument(name, nargs="+" if _several(parameter.annotation) else None, **how)


def _add_option(parser: argparse.ArgumentParser, parameter: inspect.Parameter, how: dict[str, Any]) -> None:
    if _several(parameter.annotation):
        how["action"] = "append"
    missing = parameter.default is inspect.Parameter.empty
    name = parameter.name
    parser.add_argument(_option(name), dest=name, default=_default(parameter), required=missing, **how)


def _type(annotation: Any) -> dict[str, Any]:
    """Return how argparse is told to read a number, or several."""
    if annotation is int:
        return {"type": int}
    return {"type": numbers} if int in get_args(annotation) else {}


def _several(annotation: Any) -> bool:
    """Say whether a parameter takes a list, or a list or None."""
    return list in (get_origin(annotation), *map(get_origin, get_args(annotation)))


def _default(parameter: inspect.Parameter) -> Any:
    return None if parameter.default is inspect.Parameter.empty else parameter.default


def _is_option(parameter: inspect.Parameter) -> bool:
    """Say whether a parameter is written `--name`: it may be left out, or is named where the function is called."""
    return parameter.kind is inspect.Parameter.KEYWORD_ONLY or parameter.default is not inspect.Parameter.empty


class _Together(argparse.Action):
    """Take the numbers of several words, as in `3 7-9`, as one list."""

    def __call__(
        self, parser: argparse.ArgumentParser, to: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        """Store the numbers of every word, one word behind the other."""
        setattr(to, self.dest, tuple(chain.from_iterable(values)))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
