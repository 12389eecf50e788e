"""The `hep` command: one parser, one module a sub-command, nothing heavy imported before it is needed."""

import argparse
import contextlib
import io
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module

from hep_tui import __version__, stopping, streams
from hep_tui.commands import stored
from hep_tui.commands.later import Later, offer
from hep_tui.commands.offered import OFFERED
from hep_tui.errors import HepError

_WITHOUT = ("", "--version", "-h", "--help")
"""What is done without any command: open the review that was open last, say the version, list the commands."""
_ABOUT = (
    "Notes, priority rankings and votes for a review of how the schools, practices or other places of an area work "
    "together. Without a command, hep opens the review that was open last, or offers to start one."
)

# What is read last is what stays on a small screen.
_TO_BEGIN = "To begin: hep rehearse, hep demo, hep new, hep open, hep room. hep COMMAND --help says more about each."


def parser(first: str | None = None) -> argparse.ArgumentParser:
    """Return the parser with every command, or for a line that begins with a word, only with what that word needs."""
    main = Later("hep", description=_ABOUT, epilog=_TO_BEGIN)
    main.add_argument("--version", action="version", version=f"hep {__version__}")
    main.set_defaults(run=None)
    sub = main.add_subparsers(title="commands", metavar="COMMAND")
    for command, (_, what) in OFFERED.items():
        offer(sub, command, what)
    for name in _needed(first):
        import_module(f"hep_tui.commands.{name}").add(sub)
    return main


def _needed(first: str | None) -> Iterable[str]:
    """Return the modules of the commands that a line can mean, each once."""
    if first in _WITHOUT:
        return ()
    if first in OFFERED:
        return OFFERED[first][:1]
    return dict.fromkeys(module for module, _ in OFFERED.values())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 not as it should be, 2 refused."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        # Bytes that are not letters are refused by name where they are read, not by an error of decoding.
        sys.stdin.reconfigure(errors="surrogateescape")
    return _read(sys.argv[1:] if argv is None else argv)


def _read(argv: Sequence[str]) -> int:
    return obey(parser(argv[0] if argv else ""), argv)


def obey(words: argparse.ArgumentParser, argv: Sequence[str]) -> int:
    """Run one command and return its exit code; it can run others with `args.obey`."""
    try:
        with streams.guarded():
            return _run(words, argv)
    except (KeyboardInterrupt, Exception) as error:
        return _ended(error)


def _ended(error: BaseException) -> int:
    """Say in one line why a command ended before its time, and return the exit code."""
    if isinstance(error, KeyboardInterrupt) or stopping.pressed():
        _say(" ".join(["Stopped.", *stored.words()]))
        return 130
    if isinstance(error, streams.NotPrinted):
        # A reader who has left wants no more lines, but is told of what cannot be seen from there.
        if said := [f"{error}"] * (not error.left) + stored.words():
            _say(" ".join(said))
        return 1
    if isinstance(error, HepError):
        _say(str(error))
        return 2
    from hep_tui.tui import crash

    crash.remember(error)
    _say(crash.sentence())
    return 3


def _run(words: argparse.ArgumentParser, argv: Sequence[str]) -> int:
    args = words.parse_args(argv)
    args.obey = _read
    if args.run is None:
        from hep_tui.commands.start import last_or_first

        args.run = last_or_first
    return int(args.run(args))


def _say(words: str) -> None:
    """Tell the person, where there is anybody to tell."""
    from hep_tui.domain.text import shown

    with contextlib.suppress(OSError):
        print(f"hep: {shown(words)}", file=sys.stderr or sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main())
