"""The `hep` command: one parser, one module a sub-command, nothing heavy imported before it is needed."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from hep_tui import __version__
from hep_tui.domain.text import shown
from hep_tui.errors import HepError

# In the order in which they are met: start, work, share, check.
_COMMANDS = (
    "start", "packs", "meetings", "register", "notes", "themes", "actions", "summary",
    "polls", "ballots", "paper", "merging", "share", "check", "count",
)  # fmt: skip
_ABOUT = (
    "Notes, priority rankings and votes for a review of how a borough's schools work together. "
    "Without a command, hep opens the review that was open last, or offers to start one."
)


def parser() -> argparse.ArgumentParser:
    """Return the parser with every sub-command."""
    main = argparse.ArgumentParser("hep", description=_ABOUT, epilog="hep COMMAND --help says more about each.")
    main.add_argument("--version", action="version", version=f"hep {__version__}")
    main.set_defaults(run=None)
    sub = main.add_subparsers(title="commands", metavar="COMMAND")
    for name in _COMMANDS:
        import_module(f"hep_tui.commands.{name}").add(sub)
    return main


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 not as it should be, 2 refused."""
    _let_no_letter_stop_us()
    args = parser().parse_args(argv)
    if args.run is None:
        from hep_tui.commands.start import last_or_first

        args.run = last_or_first
    try:
        code = int(args.run(args))
        # Now, so that a reader who has left is noticed here.
        sys.stdout.flush()
        return code
    except HepError as error:
        print(f"hep: {shown(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has left; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("hep: stopped; everything that was reported as stored is safe.", file=sys.stderr)
        return 130
    except Exception as error:
        from hep_tui.tui import crash

        crash.remember(error)
        print(f"hep: {crash.sentence()}", file=sys.stderr)
        return 3


def _let_no_letter_stop_us() -> None:
    """Read and print on where a letter does not fit the encoding of a stream."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


if __name__ == "__main__":
    sys.exit(main())
