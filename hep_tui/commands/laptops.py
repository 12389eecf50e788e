"""Whose entries may destroy, and erasing for good: hep laptops, hep erase."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.views.laptops import Laptop


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands about laptops and about erasing."""
    laptops = sub.add_parser(
        "laptops",
        description="List the laptops that stored something in FILE. What a laptop that nobody introduced would erase, "
        "correct, take back, reopen or declare is set aside when it is merged: kept, and without effect until somebody "
        "admits it or introduces the laptop by the four words that its owner reads out.",
    )
    laptops.add_argument("file", type=Path)
    laptops.set_defaults(run=run_list)
    what = laptops.add_subparsers(metavar="list|introduce|admit|found")
    listing = what.add_parser("list", help="list them", description="List the laptops of a record.")
    introduce = what.add_parser(
        "introduce",
        help="introduce the laptop of four words",
        description="Introduce the laptop of four words: from now on it may do whatever this one may.",
    )
    introduce.add_argument("words", nargs="+", metavar="WORDS", help="the four words, read out by its owner")
    introduce.add_argument("--from", type=Path, dest="other", metavar="OTHER", help="look for it in this file as well")
    introduce.set_defaults(run=run_introduce)
    admit = what.add_parser(
        "admit",
        help="let count what one laptop stored so far",
        description="Let everything count that one laptop stored so far, and nothing that comes later.",
    )
    admit.add_argument("laptop", nargs="+", metavar="LAPTOP", help="its name in the list")
    admit.set_defaults(run=run_admit)
    found = what.add_parser(
        "found",
        help="make this laptop the one that introduces others",
        description="Make this laptop the one that introduces others: for a review that nobody founded, or "
        "where the laptop that made it is lost. Other laptops have to introduce this one before they merge its file.",
    )
    found.set_defaults(run=run_found)
    for parser in (laptops, listing, introduce, admit, found):
        parser.add_argument("--json", action="store_true", help="print the laptops as JSON")
    erase = sub.add_parser(
        "erase",
        description="Erase for good what the record says and ever said of a person of the register, or the name of a "
        "laptop, in this file and in every one that merges it. That it was there, and why it went, stays. It cannot be "
        "undone.",
    )
    erase.add_argument("file", type=Path)
    erase.add_argument("what", choices=("person", "laptop"))
    erase.add_argument("name", help="code or name of the person, name of the laptop")
    erase.add_argument("--reason", required=True, help="why, for the record")
    erase.set_defaults(run=run_erase)


def run_list(args: argparse.Namespace) -> int:
    """List the laptops of a record."""
    from hep_tui.commands.opened import review_file

    with review_file(args.file) as book:
        _print(book, args)
    return 0


def run_introduce(args: argparse.Namespace) -> int:
    """Introduce a laptop, and list them all."""
    from hep_tui.actions.laptops import introduce
    from hep_tui.commands.opened import review_file

    with review_file(args.file) as book:
        introduce(book, " ".join(args.words), args.other)
        _print(book, args)
    return 0


def run_admit(args: argparse.Namespace) -> int:
    """Admit what a laptop brought, and list them all."""
    from hep_tui.actions.laptops import admit
    from hep_tui.commands.opened import review_file

    with review_file(args.file) as book:
        laptop = _named(book, " ".join(args.laptop))
        admit(book, laptop.id, laptop.writers)
        _print(book, args)
    return 0


def run_found(args: argparse.Namespace) -> int:
    """Found the review, and list the laptops."""
    from hep_tui.actions.laptops import found
    from hep_tui.commands.opened import review_file

    with review_file(args.file) as book:
        found(book)
        _print(book, args)
    return 0


def _named(book: "Book", name: str) -> "Laptop":
    from hep_tui.views.laptops import laptops

    found = [laptop for laptop in laptops(book) if laptop.id.lower() == " ".join(name.lower().split())]
    if not found:
        raise HepError(f"No laptop is called {name}; nothing was changed, hep laptops FILE lists them.")
    return found[0]


def _print(book: "Book", args: argparse.Namespace) -> None:
    from hep_tui.domain.text import shown
    from hep_tui.logbook.laptop_key import four_words
    from hep_tui.views.laptops import laptops

    found = laptops(book)
    if args.json:
        print(as_json([vars(laptop) for laptop in found]))
        return
    for laptop in found:
        print(shown(f"{laptop.id:<34} {laptop.entries:>6} entries  {', '.join(laptop.said)}"))
    if book.laptop is not None:
        print(f"The words of this laptop: {four_words(book.laptop.public)}")
    if not book.trust.claims:
        print(
            "Nobody founded this review: all that is in it counts. The first merge that would take something away makes"
            " this laptop the one that introduces others; found does so now."
        )


def run_erase(args: argparse.Namespace) -> int:
    """Erase one thing for good, and say how many entries lost their words."""
    from hep_tui.actions import erasing
    from hep_tui.commands.opened import review_file

    erase = {"person": erasing.person, "laptop": erasing.laptop}[args.what]
    with review_file(args.file) as book:
        erased = erase(book, args.name, args.reason)
    print(f"Erased for good: {erased} entries say nothing any more. Backups and exports made before still hold them.")
    return 0
