"""The hall: the page of hep room for the projector."""

import contextlib
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from hep_tui import locations


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
    """Wait until somebody presses Ctrl+C, or whoever started hep closes its output."""
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    print("Ended; nothing listens any more.", file=sys.stderr)
