"""The hall: hep hall, which lets voters cast on their phones, and the page of hep room for the projector."""

import argparse
import contextlib
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui import locations
from hep_tui.commands.polls_named import add_poll, poll_named
from hep_tui.errors import HepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hep_tui.logbook import Book
    from hep_tui.views.polls import PollView

_ABOUT = """Let voters cast the ballots of POLL on their phones, over a network of the hall.

First print the cards, while the poll is a draft: --cards 110 -o DIR, with the
address and the port that this laptop will have. Then, once the poll is open,
run it with the same --address and --port: it listens there, and nowhere else,
until Ctrl+C. A card casts one ballot, into a box that tells nothing of it
before the close; nothing leads from a card to a ballot. Who has no phone gives
the card in for a paper (--paper), and a card that is lost is struck (--strike,
with --reason and --by)."""


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    raw = argparse.RawDescriptionHelpFormatter
    hall = sub.add_parser("hall", description=_ABOUT, formatter_class=raw)
    hall.add_argument("file", type=Path, metavar="FILE", help="the review")
    add_poll(hall)
    hall.add_argument("--address", default="", help="the address of this laptop in the network of the hall")
    hall.add_argument("--port", type=int, default=8080, help="the port (8080)")
    what = hall.add_mutually_exclusive_group()
    many = "print N cards instead of listening; without N, one for each who may vote and a tenth more"
    what.add_argument("--cards", type=int, nargs="?", const=0, metavar="N", help=many)
    what.add_argument("--paper", default="", metavar="CARD", help="these cards are given in for papers: 17, or 38-74")
    what.add_argument("--strike", default="", metavar="CARD", help="these cards were lost, and have no vote any more")
    hall.add_argument("-o", "--output", type=Path, default=Path("paper"), metavar="DIR", help="where cards go (paper)")
    hall.add_argument("--wifi", default="", metavar="NAME", help="the name of the network, as the cards are to say it")
    hall.add_argument("--reason", default="", help="why a card is struck")
    hall.add_argument("--by", default="", metavar="NAME", help="who strikes it; if left out, HEP_WHO")
    hall.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print cards, use some up, or listen."""
    if args.cards is not None:
        return _print_cards(args)
    if args.paper or args.strike:
        return _use_up(args)
    return _listen(args)


def _print_cards(args: argparse.Namespace) -> int:
    from hep_tui.actions import cards
    from hep_tui.commands.opened import review_file
    from hep_tui.domain.text import plain_name
    from hep_tui.hall.card_page import card_page
    from hep_tui.reports.keep import keep

    address = _address(args)
    with review_file(args.file) as book:
        view = poll_named(book, args.poll)
        # Where the page cannot be drawn, the poll is left as it is.
        card_page(view.poll, {1: ""}, address)
        codes = cards.issue(book, view.id, args.cards or _many(view))
        name = f"{plain_name(view.poll.title, 'poll')}-cards.html"
        print(keep(args.output / name, card_page(view.poll, codes, address, args.wifi)))
    print(f"{len(codes)} cards for phones at {address}. Whoever holds one may vote once: keep the page as ballots are.")
    return 0


def _many(view: "PollView") -> int:
    """Return how many cards are printed where nobody says: for all who may vote, and a tenth more for those lost."""
    from hep_tui.domain.turnout import whole

    voters, _ = whole(view.poll, view.most_here, view.tables)
    return view.poll.phones or (voters or 100) * 11 // 10


def _use_up(args: argparse.Namespace) -> int:
    from hep_tui.actions import cards
    from hep_tui.commands.opened import keyer, review_file
    from hep_tui.domain.batches import named
    from hep_tui.domain.cards import read_numbers
    from hep_tui.domain.wording import counted

    with review_file(args.file) as book:
        view = poll_named(book, args.poll)
        numbers = read_numbers(args.paper or args.strike, view.poll.phones)
        if args.paper:
            cards.give_paper(book, view.id, numbers)
        else:
            cards.strike(book, view.id, numbers, by=args.by or keyer(), reason=args.reason)
    what = "given in for a paper" if args.paper else "struck"
    card = counted(len(numbers), "card").partition(" ")[2]
    print(f"{card.capitalize()} {named(numbers)} {what}: no ballot can be cast on a phone in its place.")
    return 0


def _listen(args: argparse.Namespace) -> int:
    from hep_tui.commands.opened import review_file
    from hep_tui.hall.booth import Booth
    from hep_tui.hall.phones import Phones
    from hep_tui.hall.serving import Server

    address = _address(args)
    with review_file(args.file) as book:
        poll = poll_named(book, args.poll).id
    booth = Booth(_opener(args.file), poll, _keep_backups())
    booth.open()
    try:
        with Server(args.address, args.port, Phones(booth).answer):
            print(f"Phones find the ballot of {booth.seen.poll.title} at {address}")
            print("It listens there until Ctrl+C, and keeps no log. Close the poll in hep as always.", flush=True)
            wait()
    finally:
        booth.close()
    return 0


def _address(args: argparse.Namespace) -> str:
    """Return where phones find the ballot. Raises HepError where nobody says the address."""
    if not args.address:
        raise HepError(
            "Nothing listens unless you say where: give the address of this laptop in the network of the hall with "
            "--address; hep doctor --hall lists those it has."
        )
    host = f"[{args.address}]" if ":" in args.address else args.address
    return f"http://{host}:{args.port}"


def _opener(file: Path) -> "Callable[[], Book]":
    from hep_tui.commands.opened import keyer, laptop
    from hep_tui.logbook.opening import open_book

    return lambda: open_book(file, who=keyer(), backups=locations.backups_dir(), laptop=laptop())


def _keep_backups() -> "Callable[[Book], None]":
    from hep_tui.logbook.backup import backup, due, folder_for

    def keep(book: "Book") -> None:
        folder = folder_for(book, locations.backups_dir())
        if due(book, folder):
            backup(book, folder)

    return keep


def save_result(file: Path, folder: Path, named: str) -> int:
    """Write a declared result as files that anybody may have, and print where they are."""
    from hep_tui.domain.text import plain_name
    from hep_tui.hall.saving import NO_BROWSER, browser, save
    from hep_tui.logbook.room import RoomReader

    with contextlib.closing(RoomReader(file)) as reader:
        found = reader.declared()
    wanted = named.strip().casefold()
    fitting = [shown for id, shown in found.items() if wanted in ("", id) or shown.poll.title.casefold() == wanted]
    if not fitting:
        titles = "; ".join(shown.poll.title for shown in found.values())
        which = f"called {named[:60]!r}" if wanted else "there yet"
        raise HepError(f"No declared result is {which}; nothing was written. Declared: {titles or 'none'}.")
    printer = browser()
    for path in save(fitting[-1], folder, plain_name(fitting[-1].poll.title, "result"), printer):
        print(path)
    if not printer:
        print(f"hep: {NO_BROWSER}", file=sys.stderr)
    return 0


def browse(file: Path, port: int) -> int:
    """Show the room a page in the browser of this laptop until somebody presses Ctrl+C."""
    from hep_tui.hall.room_server import RoomPages
    from hep_tui.hall.serving import Server
    from hep_tui.logbook import damage
    from hep_tui.logbook.room import RoomReader

    with damage.naming_backup(file, locations.backups_dir()):
        reader = RoomReader(file)
    with contextlib.closing(reader):
        pages = RoomPages(reader, lambda: datetime.now(UTC))
        with Server("127.0.0.1", port, pages.answer) as server:
            where = f"http://127.0.0.1:{server.port}"
            print(f"Desk       {where}/desk     choose here what the hall sees\nProjector  {where}/")
            print("Only this laptop reaches these. Ctrl+C ends it.", flush=True)
            wait()
    return 0


def wait() -> None:
    """Wait until somebody presses Ctrl+C."""
    with contextlib.suppress(KeyboardInterrupt):
        # A wait without an end cannot be interrupted everywhere.
        while not threading.Event().wait(0.5):
            pass
    print("Ended; nothing listens any more.", file=sys.stderr)
