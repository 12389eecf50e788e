"""Check a record of hep with nothing but Python: python verify_hep.py FILE [RECORD CODE]

It only reads, and of the file nothing but the tables of entries and of secret ballots. Exit 0 and the record code where
all is well, exit 1 and what is wrong where it is not.
"""

import datetime
import hashlib
import itertools
import json
import pathlib
import sqlite3
import sys
import time

OURS = ["entry", "entry_kind", "entry_n", "entry_replaces", "entry_subject", "entry_writer"]


def base32(text, bits):
    """Return the first bits of the SHA-256 of a text, in base32."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> 256 - bits
    return "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[number >> shift & 31] for shift in range(bits - 5, -1, -5))


def read(path):
    """Return what SQLite finds wrong with the entries, all of them in the order of the record, and secret ballots."""
    if not pathlib.Path(path).is_file():
        raise ValueError("no ordinary file is there")
    path = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    end = time.monotonic() + 60
    db.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4_000_000)
    items = db.execute("SELECT name, sql FROM sqlite_master WHERE lower(tbl_name) = 'entry' AND type <> 'trigger'")
    held = sorted((name, " ".join(str(sql).split())) for name, sql in items)
    # Anything else by this name, a view or a table with rules of its own, would be a program of whoever made the file.
    if base32(json.dumps([item for item in held if item[0] in OURS]), 80) != "YTPKAL7JQD3QYYCM":
        raise ValueError("the table of entries is not as hep makes it")
    # An index that others added may compute anything; of entries that prove themselves, none is asked.
    checks = db.execute("PRAGMA integrity_check(entry)") if len(held) == len(OURS) else ()
    damage = [f"SQLite: {found!r}" for (found,) in checks if found != "ok"]
    tables = db.execute("SELECT sql FROM sqlite_master WHERE name = 'secret' AND type = 'table'").fetchall()
    boxed = [base32(" ".join(str(sql).split()), 80) for (sql,) in tables] == ["HLOFWAZGTWNKXS5U"]
    ballots = db.execute("SELECT poll, key, marks FROM secret NOT INDEXED").fetchall() if boxed else []
    return damage, db.execute("SELECT * FROM entry NOT INDEXED ORDER BY n, writer").fetchall(), ballots


def plain(n, at, body, of):
    """Say whether number, time and body of an entry are within the bounds of hep; ValueError where the time is none."""
    signs = "".join(body.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    deep = max(itertools.accumulate((c in "[{") - (c in "]}") for c in signs), default=0)
    digits = max(map(len, "".join(c if c.isdigit() else " " for c in signs).split()), default=0)
    dated = datetime.datetime.fromisoformat(at).tzinfo is not None and 0 < n <= of + 1_000_000
    return dated and signs.startswith("{") and deep <= 64 and digits <= 100


def wrong(rows):
    """Yield what is not as its hash says, or does not follow on its writer's last entry."""
    erased = {row[i] for row in rows for i in {"redact": (7, 8), "erase": (8,)}.get(row[6], ())}
    about, last = {row[0]: row[7] for row in rows}, {}
    for id, *fields, body in rows:
        writer, n, prev, at, _who, _kind, subject, replaces, digest = fields
        if base32(json.dumps(fields, separators=(",", ":"), ensure_ascii=False, default=repr), 160).lower() != id:
            yield f"entry {id!r} was changed after it was made"
        if not {id, subject} & erased if body is None else hashlib.sha256(str(body).encode()).hexdigest() != digest:
            yield f"entry {id!r} no longer says what it said"
        if not plain(n, at, "{" if body is None else body, len(rows)):
            yield f"entry {id!r} is not as hep makes them"
        if last.get(writer, ("", 0))[0] != prev or last.get(writer, ("", 0))[1] >= n:
            yield f"an entry is missing before {id!r}"
        if replaces and about.get(replaces) != subject:
            yield f"what {id!r} corrects is missing, or about something else"
        last[writer] = id, n


def boxes(rows, ballots):
    """Yield of the box of each poll that has one whether it is wrong, and what there is to say of it."""
    said = [(row[6], row[7], json.loads(row[10])) for row in rows if row[6] in ("poll", "state") and row[10]]
    boxed = {of for kind, of, data in said if kind == "poll" and (data.get("keep") == "secret" or data.get("phones"))}
    for poll in sorted(boxed):
        states = [data for kind, about, data in said if kind == "state" and about == f"{poll}.state"]
        sealed = next((data for data in states if data.get("digest")), None)
        digests = {str(data["digest"]) for data in states if data.get("digest")}
        held = sorted([key, marks] for of, key, marks in ballots if of == poll and marks.lstrip().startswith("{"))
        text = json.dumps(held, separators=(",", ":"), ensure_ascii=False)
        if states and not sealed:
            yield False, f"open box of poll {poll!r}: not checkable here"
        elif sealed and sealed.get("ballots") and not held:
            yield False, f"the box of poll {poll!r}, {sealed['ballots']!r} ballots, is not in this file"
        elif sealed and hashlib.sha256(text.encode()).hexdigest() not in digests:
            yield True, f"the ballots in the box of poll {poll!r} are not those that were sealed in it"
        elif len(digests) > 1:  # which counts follows from signatures, of which nothing is known here
            yield True, f"poll {poll!r} was sealed with different ballots; which of them count, hep verify tells"


def code_of(ids):
    """Return the record code of some entries."""
    return base32("\n".join(sorted(map(str, ids))), 80)


def standing(rows, code):
    """Return how the record stands to a code that was read out: same, grown, missing or unknown, and by how many."""
    if code_of(row[0] for row in rows) == code:
        return "same", 0
    chains, said = {}, {row[0]: json.loads(row[10]) for row in rows if row[6] in ("declare", "open") and row[10]}
    for row in rows:
        chains.setdefault(row[1], []).append(row[0])
    for named in [row for row in rows if str(said.get(row[0], {}).get("record_code")).replace("-", "") == code]:
        data, heads, seen = said[named[0]], {}, 0
        # hep 0.1 told no heads: then it is what was there before, but for what was stored in the same breath.
        for back in () if "heads" in data else range(5):
            if code_of(held := [row[0] for row in rows if row[2] < named[2] - back]) == code:
                return "grown", len(rows) - len(held)
        while "heads" in data and seen <= len(said):
            heads, data, seen = data["heads"] | heads, said.get(data.get("after"), {}), seen + 1
        parts = [(chains.get(writer, [])[:count], last) for writer, (last, count) in heads.items()]
        lost = sum(part[-1:] != [last] for part, last in parts)
        if heads and (lost or code_of(id for part, _ in parts for id in part) == code):
            return ("missing", lost) if lost else ("grown", len(rows) - sum(len(part) for part, _ in parts))
    return "unknown", 0


def main(path, *words):
    """Print what is wrong, how the record stands to a code, and its own; return the exit code."""
    problems, rows, stands, by, found = [], [], "same", 0, []
    code = "".join(filter(str.isalnum, "".join(words).upper()))
    try:
        problems, rows, ballots = read(path)
        problems += wrong(rows)
        found = list(boxes(rows, ballots))
        stands, by = standing(rows, code) if code else (stands, by)
    except (sqlite3.Error, OSError, TypeError, ValueError, AttributeError, RecursionError) as error:
        problems.append(f"it cannot be read: {str(error)!r}; if it was cut off while storing, open it with hep once")
    problems += [words for bad, words in found if bad]
    code = code_of(row[0] for row in rows)
    if stands == "missing":
        problems.append(f"the code is missing: of {by} of the chains that were under it, entries are not here")
    elif stands == "unknown":
        problems.append("the code is unknown: of another record, or of hep 0.1")
    said = problems or [f"ok, grown by {by} entries since that code" if by else "ok"]
    print(*said, *(words for bad, words in found if not bad), sep="\n")
    print(f"{len(rows)} entries, record code {'-'.join(code[i : i + 4] for i in range(0, 16, 4))}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else __doc__)
