"""Which poll a command means: one look-up for `hep poll`, `hep ballots` and `hep paper`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from hep_tui.logbook import Book
    from hep_tui.views.polls import PollView


NAMED = "id, number, title or beginning of the title; hep poll FILE list numbers them"


def add_poll(parser: "argparse.ArgumentParser") -> None:
    """Add the argument that names a poll."""
    parser.add_argument("poll", metavar="POLL", help=NAMED)


def poll_named(book: "Book", name: str) -> "PollView":
    """Return the poll that a name means, or raise HepError listing those there are."""
    from hep_tui.views.polls import find_poll, polls

    return find_poll(polls(book), name)
