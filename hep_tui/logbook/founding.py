"""What a laptop says of itself when it first adds to a file, and how copies of the file introduce it."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from hep_tui.logbook import laptop_key
from hep_tui.logbook.codes import Heads
from hep_tui.logbook.laptop_key import LaptopKey
from hep_tui.logbook.trust import Trust, invitation_of


def introduction(conn: sqlite3.Connection, who: Trust, laptop: LaptopKey | None) -> dict[str, Any]:
    """Return what the opening of a writer says of its laptop: its key, and the invitation that came with the file."""
    if laptop is None:
        return {}
    said = {"key": laptop.public}
    ticket = _invitation(conn)
    if ticket and who.claims and laptop.public not in who.introduced:
        said["invited"] = ticket.sign(invitation_of(laptop.public))
    return said


def claim(conn: sqlite3.Connection, who: Trust, heads: Mapping[str, str]) -> dict[str, Any]:
    """Return what the opening of a laptop says that founds a review: for whom it vouches.

    Of a review that is founded again, those are its laptops; of any other, every entry up to `heads`, the last one of
    each writer, and no laptop: whoever stored a note in it may not erase tomorrow.

    Unless the first meeting has begun, the file then holds an invitation for the laptops that open a copy of it.
    Within the caller's transaction.
    """
    admitted = _ids(conn, who.admitted) if who.claims else dict(heads)
    said: dict[str, Any] = {"founds": {"heads": admitted, "laptops": sorted(who.introduced if who.claims else ())}}
    if conn.execute("SELECT 1 FROM entry WHERE kind = 'step'").fetchone() is None:
        ticket = _invitation(conn) or laptop_key.new()
        conn.execute("DELETE FROM invitation")
        conn.execute("INSERT INTO invitation VALUES (?)", (ticket.seed.hex(),))
        said["invites"] = ticket.public
    return said


def tails(heads: Heads) -> dict[str, str]:
    """Return the id of each writer's last entry."""
    return {writer: id for writer, (id, _) in heads.items()}


def begin(conn: sqlite3.Connection) -> None:
    """Withdraw the invitation: from here on, to have a copy of the file introduces nobody."""
    conn.execute("DELETE FROM invitation")


def _invitation(conn: sqlite3.Connection) -> LaptopKey | None:
    row = conn.execute("SELECT seed FROM invitation").fetchone()
    try:
        return LaptopKey(bytes.fromhex(row[0])) if row else None
    except ValueError:
        return None


def _ids(conn: sqlite3.Connection, admitted: Mapping[str, int]) -> dict[str, str]:
    """Return the entry of each writer up to which it is admitted."""
    found = {}
    for writer, n in admitted.items():
        last = "SELECT id FROM entry WHERE writer = ? AND n <= ? ORDER BY n DESC LIMIT 1"
        found[writer] = str(conn.execute(last, (writer, n)).fetchone()[0])
    return dict(sorted(found.items()))
