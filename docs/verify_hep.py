"""Check a record of hep with nothing but Python: python verify_hep.py FILE [RECORD CODE]

It only reads. Exit 0 and the record code where all is well, exit 1 and what is wrong where it is not.
"""

import hashlib
import json
import sqlite3
import sys


def base32(text, bits):
    """Return the first bits of the SHA-256 of a text, in base32."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> 256 - bits
    return "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[number >> shift & 31] for shift in range(bits - 5, -1, -5))


def read(path):
    """Return what SQLite finds wrong with the file, and all entries in the order of the record."""
    path = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    damage = [f"SQLite: {found!r}" for (found,) in db.execute("PRAGMA integrity_check") if found != "ok"]
    return damage, db.execute("SELECT * FROM entry ORDER BY n, writer").fetchall()


def wrong(rows):
    """Yield what is not as its hash says, or does not follow on its writer's last entry."""
    erased = {row[8] for row in rows if row[6] in ("redact", "erase")}
    about, last = {row[0]: row[7] for row in rows}, {}
    for id, *fields, body in rows:
        writer, n, prev, _at, _who, _kind, subject, replaces, digest = fields
        if base32(json.dumps(fields, separators=(",", ":"), ensure_ascii=False, default=repr), 160).lower() != id:
            yield f"entry {id!r} was changed after it was made"
        if id not in erased if body is None else hashlib.sha256(str(body).encode()).hexdigest() != digest:
            yield f"entry {id!r} no longer says what it said"
        if last.get(writer, ("", 0))[0] != prev or last.get(writer, ("", 0))[1] >= n:
            yield f"an entry is missing before {id!r}"
        if replaces and about.get(replaces) != subject:
            yield f"what {id!r} corrects is missing, or about something else"
        last[writer] = id, n


def main(path, code=""):
    """Print what is wrong, and the record code; return the exit code."""
    try:
        problems, rows = read(path)
        problems += wrong(rows)
    except (sqlite3.Error, TypeError, ValueError) as error:
        problems, rows = (
            [f"it cannot be read: {str(error)!r}; if it was cut off while storing, open it with hep once"],
            [],
        )
    found = base32("\n".join(sorted(str(row[0]) for row in rows)), 80)
    if code and "".join(filter(str.isalnum, code.upper())) != found:
        problems.append("the record code is another one: entries were added, or are missing")
    print(*problems or ["ok"], sep="\n")
    print(f"{len(rows)} entries, record code {'-'.join(found[i : i + 4] for i in range(0, 16, 4))}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]) if sys.argv[1:] else __doc__)
