"""A poll as the flags of a command ask for it: what was asked for is kept, or refused in a sentence, never swapped."""

import argparse
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hep_tui.domain import electorate
from hep_tui.domain.form import Around, counted_by, fitted, named_options
from hep_tui.domain.methods import method_named
from hep_tui.domain.pack import Level
from hep_tui.domain.polls import TIES, Poll
from hep_tui.domain.presets import GRADIENT, model_options
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PLAIN = ("title", "question", "base", "quorum", "threshold", "series")


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the flags that say what a poll is."""
    say = parser.add_argument
    say("--title", default="")
    say("--question", default="")
    say("--method", default="", help="choose, approve, rank, score, gradient, points or hands")
    say("--options", default="", help="priorities, models, ids of either, or labels; separated by ;")
    say("--rule", default="", help="the rule of the count, as in docs/counting.md")
    say("--seats", type=int, default=None, help="how many places are filled (1)")
    say("--electorate", default="", help="who votes, such as: everybody present")
    say("--size", type=int, default=None, help="how many may vote, where the words do not say")
    say("--unit", choices=("person", "school", "table"), default="")
    say("--base", choices=("valid", "cast", "present", "eligible"), default="", help="what shares are of")
    say("--quorum", default="", help="such as: half of those present, 40 present")
    say("--threshold", default="", help="what is needed, such as: more than half, 2/3, unanimous")
    say("--proposition", default="", help="the option that is proposed: its id or label")
    say("--default", default="", help="what stands where it fails: the option that is no change, or words")
    say("--tie-chain", default="", help=f"what breaks a tie, in order: {', '.join(TIES)}; or none")
    say("--top", type=int, default=None, help="most options a ballot may rank; 0 is all")
    say("--equal", action="store_true", help="a ballot may give options equal places")
    say("--levels", default="", help="the scale: a scale of the pack, 0-5, or labels from the lowest, separated by ;")
    say("--budget", type=int, default=None, help="the points one ballot shares out")
    say("--series", default="", help="polls of one series are declared together")
    say("--secret", action="store_true", help="keep ballots without number, time, order and name")


def asked(poll: Poll, args: argparse.Namespace, around: Around) -> Poll:
    """Return a poll with everything that flags ask for.

    Raises HepError where a flag cannot be kept: then nothing is changed for it in silence.
    """
    for step in (_options, _method, _voters, _plain, _ballots, _decision):
        poll = step(poll, args, around)
    _require_use(poll, args)
    made = fitted(poll)
    for name, what in (("rule", "rule"), ("seats", "number of places"), ("tie_chain", "tie chain"), ("top", "top")):
        if getattr(args, name) and getattr(made, name) != getattr(poll, name):
            raise HepError(f"This {what} does not fit the poll: {_said(getattr(poll, name))}; nothing was stored.")
    return made


def _require_use(poll: Poll, args: argparse.Namespace) -> None:
    """Raise HepError for a flag that says nothing of a poll that is marked so."""
    marking = poll.marking
    counted = "plurality" if marking.hands else poll.rule
    used = {
        "budget": marking.shares, "levels": marking.scores or marking.supports, "equal": marking.ranks,
        "top": marking.ranks, "rule": poll.rule == counted,
    }  # fmt: skip
    if unused := [name for name, fits in used.items() if getattr(args, name) and not fits]:
        raise HepError(f"--{unused[0]} says nothing of a poll by {poll.method}; nothing was stored, leave it out.")


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _options(poll: Poll, args: argparse.Namespace, around: Around) -> Poll:
    models = model_options(around.models or around.pack.models)
    if not args.options:
        return poll
    whole: dict[str, Callable[[], Sequence[str]]] = {
        "models": lambda: [o.id for o in models],
        "priorities": lambda: [p.label for p in around.pack.priorities],
    }
    lines = whole[args.options]() if args.options in whole else args.options.split(";")
    return replace(poll, options=named_options(lines, models, around.pack.priorities))


def _method(poll: Poll, args: argparse.Namespace, around: Around) -> Poll:
    if args.method:
        method, scale = method_named(args.method), around.pack.scale("gradient-5")
        gradient = scale.levels if scale else GRADIENT
        levels = gradient if method.supports else ()
        rule = next(iter(method.rules), poll.rule)
        poll = replace(poll, method=args.method, rule=rule, scale=levels, ties=poll.ties and method.ranks)
    return replace(poll, scale=_levels(args.levels, around)) if args.levels else poll


def _levels(words: str, around: Around) -> tuple[Level, ...]:
    if scale := around.pack.scale(words):
        return scale.levels
    if ends := re.fullmatch(r"([0-9])\s*-\s*([0-9])", words.strip()):
        return tuple(Level(n, "") for n in range(int(ends[1]), int(ends[2]) + 1))
    labels = [label.strip() for label in words.split(";") if label.strip()]
    if not 2 <= len(labels) <= len("123456789"):
        raise HepError(f"{words[:40]!r} is not a scale of 2 to 9 levels; nothing was stored, write it as 1-5.")
    return tuple(Level(n, label) for n, label in enumerate(labels, 1))


def _voters(poll: Poll, args: argparse.Namespace, around: Around) -> Poll:
    if args.electorate:
        found = electorate.meant(args.electorate, around.pack)
        if args.unit and args.unit != found.unit:
            raise HepError(f"{args.electorate} is one ballot a {found.unit}, not a {args.unit}; nothing was stored.")
        poll = replace(poll, electorate=args.electorate, unit=found.unit, eligible=found.size(around.schools))
    elif args.unit and args.unit != poll.unit:
        words = {"person": "everybody present", "table": "one for each table", "school": worded("one for each {place}")}
        found = electorate.meant(words[args.unit], around.pack)
        poll = replace(poll, electorate=found.words, unit=found.unit, eligible=found.size(around.schools))
    return poll if args.size is None else replace(poll, eligible=_number("size", args.size, least=0))


def _number(name: str, number: int, *, least: int) -> int:
    """Return the number that a flag gives, or raise HepError where it is too small."""
    if number < least:
        raise HepError(f"--{name} is a number from {least}, not {number}; nothing was stored.")
    return number


def _plain(poll: Poll, args: argparse.Namespace, _around: Around) -> Poll:
    given: dict[str, Any] = {name: getattr(args, name) for name in _PLAIN if getattr(args, name)}
    given |= {"keep": "secret"} if args.secret else {}
    return replace(counted_by(poll, args.rule) if args.rule else poll, **given)


def _ballots(poll: Poll, args: argparse.Namespace, _around: Around) -> Poll:
    for name in ("top", "budget", "seats"):
        if (number := getattr(args, name)) is not None:
            given: dict[str, Any] = {name: _number(name, number, least=int(name != "top"))}
            poll = replace(poll, **given)
    if poll.seats > max(1, len(poll.options)):
        raise HepError(f"{poll.seats} places cannot be filled from {len(poll.options)} options; nothing was stored.")
    if args.tie_chain:
        poll = replace(poll, tie_chain=_chain(args.tie_chain))
    return replace(poll, ties=True) if args.equal else poll


def _chain(words: str) -> tuple[str, ...]:
    from hep_tui.counting.policy import ALIASES

    steps = [ALIASES.get(step, step) for step in re.split(r"[\s,;>→]+", words.strip().lower()) if step != "none"]
    if unknown := [step for step in steps if step not in TIES]:
        raise HepError(f"There is no tie step {unknown[0][:40]!r}; nothing was stored, choose from: {', '.join(TIES)}.")
    return tuple(dict.fromkeys(steps))


def _decision(poll: Poll, args: argparse.Namespace, _around: Around) -> Poll:
    if args.proposition:
        option = _option(poll, args.proposition)
        if not option:
            raise HepError(f"{args.proposition[:40]!r} is not an option of this poll, so it cannot be proposed.")
        poll = replace(poll, proposition=option)
    if args.default:
        option = _option(poll, args.default)
        poll = replace(poll, no_change=option) if option else replace(poll, default=args.default)
        poll = replace(poll, default=poll.label(option)) if option and args.proposition else poll
    return poll


def _option(poll: Poll, words: str) -> str:
    said = words.strip().casefold()
    return next((o.id for o in poll.options if said in (o.id.casefold(), o.label.casefold())), "")
