"""Where the program begins: `python -m hep_tui`, or `hep`. Ctrl+C is one line from here on, until the end."""

try:
    import gc
    import sys

    from hep_tui import stopping
# In the middle of making a class, as those of signals are, Python 3.11 calls it a RuntimeError.
except (KeyboardInterrupt, RuntimeError):
    print("hep: Stopped.", file=sys.stderr or sys.stdout)
    raise SystemExit(130) from None


def main() -> int:
    """Run the command line and return its exit code."""
    try:
        stopping.listen()
        # A record is many small objects without circles; looking for circles costs a fifth of reading it.
        gc.set_threshold(50_000, 20, 50)
        # Everything else takes a while to load, and is loaded in here for that.
        from hep_tui.cli import main as run

        code = run()
        stopping.ignore()
    except (KeyboardInterrupt, Exception) as error:
        stopping.ignore()
        # In the middle of making a class again.
        if not (stopping.pressed() or isinstance(error, KeyboardInterrupt)):
            raise
        print("hep: Stopped.", file=sys.stderr or sys.stdout)
        code = 130
    return code


if __name__ == "__main__":
    sys.exit(main())
