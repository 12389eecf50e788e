"""The flags of `hep count` that make up a policy, and what is said where they cannot be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hep_tui.errors import HepError

if TYPE_CHECKING:
    import argparse

    from hep_tui.counting import Policy
    from hep_tui.domain.rules import Rule

CHAIN = """what breaks a tie, in order, as earlier,first,borda,lot; steps: earlier, first, borda, schulze, top, lot,
revote, chair; `default` is the rule's usual chain; without it every tie is left standing"""


def add(group: argparse._ArgumentGroup) -> None:
    """Add the flags of the policy."""
    group.add_argument(
        "--overvote", choices=("exhaust-if-multiple", "exhaust", "skip"), default="exhaust-if-multiple",
        help="a rank shared by options: exhaust the paper if several still continue (default), at once, or skip it",
    )  # fmt: skip
    group.add_argument(
        "--skipped", metavar="close-up|exhaust-after=K", default="close-up",
        help="a blank rank: close up (default), or exhaust after more than K in a row",
    )  # fmt: skip
    group.add_argument(
        "--duplicate", choices=("first", "exhaust"), default="first",
        help="an option ranked twice: the first counts (default), or the paper is exhausted there",
    )  # fmt: skip
    group.add_argument(
        "--blank", choices=("last", "ignore", "lowest"),
        help="an option left blank: tied last (rankings), left out, or the lowest grade (grades)",
    )  # fmt: skip
    group.add_argument("--tie-chain", metavar="STEPS", default="", help=CHAIN)
    group.add_argument("--seed", metavar="TEXT", help="public seed of the lot: SHA-256 of seed|poll|option")
    group.add_argument("--poll", metavar="TEXT", default="", help="the poll's name in the lot")
    group.add_argument("--until", choices=("majority", "two"), default="majority", help="when irv stops")
    group.add_argument(
        "--transfers", choices=("scottish", "exact"), default="scottish",
        help="stv: cut values off at five decimals (the Scottish rules, default), or keep exact fractions",
    )  # fmt: skip
    group.add_argument("--budget", type=int, metavar="N", help="points a paper may share out")
    group.add_argument(
        "--scale", metavar="LOW-HIGH", help="the lowest and highest score or grade, or its words: Poor;Fair;Good"
    )


def check(args: argparse.Namespace) -> None:
    """Raise HepError in one sentence for flags that are missing, exclude each other, or mean nothing."""
    if not args.rule and not args.all:
        raise HepError(
            "Say which rule with --rule RULE, or --all for every rule that fits; `hep count --help` lists them."
        )
    if args.all and (args.rule or args.by or args.doubtful is not None):
        raise HepError("--all counts by every rule that fits; --rule, --by and --doubtful go with one rule.")
    if args.doubtful is not None and args.doubtful < 0:
        raise HepError(f"--doubtful is a number of papers, from 0, not {args.doubtful}.")
    if args.budget is not None and args.budget < 1:
        raise HepError(f"--budget is the points of one paper, from 1, not {args.budget}.")
    if any("\ud800" <= letter <= "\udfff" for letter in f"{args.seed}{args.poll}"):
        raise HepError("--seed or --poll holds bytes that are not letters, so nobody could draw the lot again.")


def policy(args: argparse.Namespace, rule: Rule) -> Policy:
    """Return the policy that the flags declare for a rule."""
    from hep_tui.counting import Policy
    from hep_tui.counting.policy import chain

    return Policy(
        overvote=args.overvote, skipped=_skipped(args.skipped), duplicate=args.duplicate, blank=args.blank,
        tie_chain=chain(args.tie_chain, rule.chain, args.seed), seed=args.seed, poll=args.poll, until=args.until,
        budget=args.budget, scale=scale(args.scale), transfers=args.transfers,
    )  # fmt: skip


def _skipped(text: str) -> int | None:
    if text == "close-up":
        return None
    match = re.fullmatch(r"exhaust-after=([0-9]{1,3})", text)
    if not match:
        raise HepError(f"--skipped is close-up or exhaust-after=K, with K from 0 to 999, not {text!r}.")
    return int(match[1])


def levels(text: str | None) -> tuple[tuple[int, str], ...]:
    """Return the grades from 1 on whose words a flag names, the lowest first; none where it names numbers."""
    words = [word.strip() for word in (text or "").split(";") if word.strip()]
    return tuple(enumerate(words, 1)) if len(words) > 1 else ()


def scale(text: str | None) -> tuple[int, int] | None:
    """Return the lowest and highest grade that a flag names. Raises HepError."""
    if text is None:
        return None
    if named := levels(text):
        return 1, len(named)
    match = re.fullmatch(r"(-?[0-9]{1,6})\s*(?:-|to|\.\.|:)\s*(-?[0-9]{1,6})", text.strip())
    if not match or int(match[1]) >= int(match[2]):
        raise HepError(f"--scale is the lowest and highest grade, as 0-5, not {text!r}.")
    return int(match[1]), int(match[2])
