"""`hep count`: count a file of ballots by any rule, for people or as JSON."""

from __future__ import annotations

import argparse
import textwrap
from functools import partial
from typing import TYPE_CHECKING, Any

from hep_tui.commands import count_flags as flags
from hep_tui.commands import listed, reading_flags
from hep_tui.commands.later import add_later

if TYPE_CHECKING:
    from hep_tui.counting import Outcome
    from hep_tui.counting.files import BallotFile
    from hep_tui.domain.rules import Rule

_ABOUT = """Count FILE by a rule and explain the count.

Rules:
{rules}

FILE may be CSV (ballot,rank,option; or a column per option; or rank1,rank2,…),
PrefLib (.soc .soi .toc .toi .cat), BLT, ABIF, or NIST CDF JSON. Exit 0 with a
result; 2 with one sentence when the file is not readable or the rule does not
fit it."""


def add(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-command and its help."""
    parser = sub.add_parser(
        "count",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    add_later(parser, partial(_complete, parser))


def _complete(parser: argparse.ArgumentParser) -> None:
    parser.description = about()
    parser.add_argument("file", metavar="FILE", help="the ballots")
    parser.add_argument("--rule", metavar="RULE", help="the rule to count by; one of those above")
    parser.add_argument("--all", action="store_true", help="count by every rule that fits, and flag disagreement")
    parser.add_argument("--seats", type=int, metavar="N", help="how many to elect (1, or what a BLT file says for stv)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--by", choices=("phase", "role", "group", "table"), help="count each part of the room beside the total"
    )
    parser.add_argument(
        "--doubtful", type=int, metavar="N", help="papers in doubt: say whether they could change the lead"
    )
    flags.add(parser.add_argument_group("policy, printed with every result"))
    listed.add_flags(parser, listed.VOTES)
    reading_flags.add(parser)


def about() -> str:
    """Return what the help says, with every rule in a sentence."""
    from hep_tui.domain.rules import EVERY

    rules = [_listed(f"{rule.name}: {rule.sentence}") for rule in EVERY.values() if rule.where]
    return _ABOUT.format(rules="\n".join(rules))


def _listed(words: str) -> str:
    return textwrap.fill(words, 76, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def run(args: argparse.Namespace) -> int:
    """Count and print; HepError says in one sentence why it cannot."""
    from dataclasses import replace
    from pathlib import Path

    from hep_tui.counting.files import read

    flags.check(args)
    declared = reading_flags.declared(args)
    scale = flags.scale(args.scale)
    if words := flags.levels(args.scale):
        declared = replace(declared, levels=words, marks=declared.marks or "grade")
    if scale and scale[0] <= 0:
        # On a declared scale that holds 0, a 0 is a grade.
        declared = declared.zero_is("grade")
    ballots = read(Path(args.file), declared, listed.choices(args))
    _print(_every(args, ballots) if args.all else _one(args, ballots))
    return 0


def _print(text: str) -> None:
    """Print whatever the terminal can show of a text."""
    import sys

    code = sys.stdout.encoding or "utf-8"
    print(text.encode(code, "replace").decode(code))


def _one(args: argparse.Namespace, ballots: BallotFile) -> str:
    from hep_tui.counting.plain import report, wrapped
    from hep_tui.counting.rules import named

    rule = named(args.rule.lower())
    outcome = _count(args, ballots, rule)
    parts = _parts(args, ballots, rule)
    settled = _margin(args, ballots, rule)
    if args.json:
        body = _json(args, ballots, outcome) | settled
        if args.by:
            body["by"] = {args.by: {name: part.as_dict() for name, part in parts.items()}}
        return _dumped(body)
    lines = [report(outcome, args.file)]
    if settled:
        lines += ["", *wrapped(settled["margin"]["says"])]
    for name, part in parts.items():
        lines += ["", "", report(part, f"{args.by} {name or 'not said'}")]
    return "\n".join(lines)


def _parts(args: argparse.Namespace, ballots: BallotFile, rule: Rule) -> dict[str, Outcome]:
    from hep_tui.counting.rules import count
    from hep_tui.errors import HepError

    if not args.by:
        return {}
    profile = ballots.profiles[rule.kind]
    if not any(args.by in ballot.strata for ballot in profile.ballots):
        raise HepError(f"{args.file} does not say whose papers they are by {args.by}; count it without --by.")
    policy, seats = flags.policy(args, rule), _seats(args, ballots, rule)
    return {name: count(part, rule.name, policy, seats) for name, part in profile.by(args.by).items()}


def _margin(args: argparse.Namespace, ballots: BallotFile, rule: Rule) -> dict[str, Any]:
    from hep_tui.counting.margin import margin

    if args.doubtful is None:
        return {}
    found = margin(ballots.profiles[rule.kind], rule.name, flags.policy(args, rule))
    settled = found.settled(args.doubtful)
    says = found.sentence(args.doubtful)
    return {"margin": {"papers": found.papers, "exact": found.exact, "settled": settled, "says": says}}


def _every(args: argparse.Namespace, ballots: BallotFile) -> str:
    from hep_tui.counting.plain import agreement, side_by_side
    from hep_tui.counting.rules import RULES
    from hep_tui.errors import HepError

    kinds = _kinds(args, ballots)
    rules = [rule for rule in RULES.values() if rule.kind in kinds and _fits(rule, ballots, args.seats or 1)]
    if not rules:
        raise HepError(f"No rule fits {args.file}; its marks look like {ballots.look}.")
    outcomes = [_count(args, ballots, rule) for rule in rules]
    agreed = _agreement(ballots)
    if args.json:
        first = outcomes[0]
        return _dumped({
            "rule": "all", "file": args.file, "n": first.n, "options": list(first.options),
            "agree": len({outcome.winners for outcome in outcomes}) == 1,
            "says": agreement(outcomes),
            "kendalls_w": agreed,
            "winners": {outcome.rule: sorted(outcome.winners) for outcome in outcomes},
            "results": [_json(args, ballots, outcome) for outcome in outcomes],
        })  # fmt: skip
    more = []
    if agreed is not None:
        more.append(f"Agreement between papers, Kendall's W (1 is full, 0 none): {agreed:.3f}")
    return side_by_side(outcomes, args.file, more)


def _kinds(args: argparse.Namespace, ballots: BallotFile) -> set[str]:
    """Return the kinds of marks that a file holds, or that its marks may also be read as."""
    kinds = {ballots.look}
    if ballots.format == "ABIF":
        kinds = set(ballots.profiles) - {"points"}
    elif ballots.look == "scores":
        kinds.add("grades")
    if args.budget is not None:
        kinds.add("points")
    return kinds


def _fits(rule: Rule, ballots: BallotFile, seats: int) -> bool:
    """Tell whether a rule can count these ballots for so many seats."""
    if not ballots.fits(rule.kind) or 0 < rule.most_options < len(ballots.profile.options):
        return False
    return rule.several if seats > 1 else not rule.quota


def _agreement(ballots: BallotFile) -> float | None:
    from hep_tui.counting.agreement import kendalls_w

    found = kendalls_w(ballots.profiles["ranks"]).w if ballots.fits("ranks") else None
    return None if found is None else round(found, 5)


def _count(args: argparse.Namespace, ballots: BallotFile, rule: Rule) -> Outcome:
    from dataclasses import replace

    from hep_tui.commands.reading_flags import require_same
    from hep_tui.counting.rules import count
    from hep_tui.errors import HepError

    if not ballots.fits(rule.kind):
        held = " or ".join(ballots.profiles)
        raise HepError(f"The rule {rule.name} needs {rule.kind} and {args.file} holds {held}; choose another rule.")
    profile = ballots.profiles[rule.kind]
    policy, seats = flags.policy(args, rule), _seats(args, ballots, rule)
    outcome = count(profile, rule.name, policy, seats)
    for other in ballots.others:
        if other.fits(rule.kind):
            require_same(
                args.file, (ballots, outcome), (other, count(other.profiles[rule.kind], rule.name, policy, seats))
            )
    return replace(outcome, warnings=(*ballots.notes(rule.kind), *outcome.warnings))


def _seats(args: argparse.Namespace, ballots: BallotFile, rule: Rule) -> int:
    if args.seats is not None:
        return int(args.seats)
    asked = ballots.seats if rule.quota else None
    return min(max(1, asked or 1), len(ballots.profile.options))


def _json(args: argparse.Namespace, ballots: BallotFile, outcome: Outcome) -> dict[str, Any]:
    body = outcome.as_dict()
    return {
        "rule": body.pop("rule"),
        "file": args.file,
        **body,
        "settled": outcome.settled,
        "reading": ballots.reading or ballots.format,
        "doubts": list(ballots.notes(ballots.look)),
        "explain": outcome.explain(),
        "digest": outcome.digest,
    }


def _dumped(body: dict[str, Any]) -> str:
    import json

    return json.dumps(body, ensure_ascii=True, allow_nan=False)
