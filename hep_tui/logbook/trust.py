"""Whose entries may erase, take back and declare: a function of the record alone, the same on every laptop.

A review is founded by the laptop that made it. That laptop introduces others, and those others again; a copy of the
file made before the first meeting introduces the laptop that opens it. What a laptop that nobody introduced would
destroy is set aside: stored and counted like every entry, and without effect until somebody admits it.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hep_tui.logbook import schema
from hep_tui.logbook.entry import COLUMNS, ERASERS, Entry
from hep_tui.logbook.laptop_key import genuine
from hep_tui.logbook.signatures import key_of

INTRODUCE, ADMIT = "introduce", "admit"
SAYS_WHO = ("open", INTRODUCE, ADMIT)
"""The kinds that decide who is introduced."""
DESTRUCTIVE = (*ERASERS, "withdraw", "declare", "review", "state", INTRODUCE, ADMIT)
"""The kinds that may be set aside although they correct nothing."""

_ENTRY = f"SELECT {', '.join(COLUMNS)} FROM entry"


@dataclass(frozen=True)
class Trust:
    """Hold which laptops a record knows, and which of them were introduced."""

    claims: Mapping[str, str] = field(default_factory=dict)
    """The public key of each laptop that founded the review, the last one last, by the writer whose opening says so."""
    laptops: Mapping[str, str] = field(default_factory=dict)
    """The public key of each writer that has one."""
    introduced: frozenset[str] = frozenset()
    """The public keys of the laptops that are introduced."""
    admitted: Mapping[str, int] = field(default_factory=dict)
    """Up to which number the entries of a writer are admitted, whoever that is."""

    @property
    def founder(self) -> str:
        """Return the public key of the laptop that founded the review; where it is empty, everybody may do anything."""
        return "".join(list(self.claims.values())[-1:])

    def vouches(self, writer: str, n: int) -> bool:
        """Say whether an entry may do whatever it does."""
        if not self.claims or self.laptops.get(writer) in self.introduced:
            return True
        return n <= self.admitted.get(writer, 0)

    def same(self, a: str, b: str) -> bool:
        """Say whether two writers are the same laptop."""
        return a == b or (a in self.laptops and self.laptops[a] == self.laptops.get(b))


def read(conn: sqlite3.Connection, founder: str = "") -> Trust:
    """Return who is introduced in the record behind a connection, by one founder alone where its key is given."""
    said = list(_entries(conn, f"kind IN ({', '.join('?' * len(SAYS_WHO))}) ORDER BY n, writer", *SAYS_WHO))
    opened = [e for e in said if key_of(e)]
    laptops = {e.writer: key_of(e) for e in opened}
    claims = [e for e in opened if isinstance(e.data.get("founds"), dict) and founder in ("", key_of(e))]
    if not claims:
        named = {_text(e, "key") for e in said if e.kind == INTRODUCE}
        return Trust(laptops=laptops, introduced=frozenset(named) - {""})
    # All of them: one takes a review over whose first laptop is lost, two each founded a copy. A merge brings none.
    trust = Trust({e.writer: laptops[e.writer] for e in claims}, laptops)
    for e in claims:
        trust = _founded(conn, trust, e)
    # Who is introduced may introduce others, also by an entry that comes before: until nobody is added.
    while (wider := _widened(conn, trust, said, opened)) != trust:
        trust = wider
    return trust


def _founded(conn: sqlite3.Connection, trust: Trust, e: Entry) -> Trust:
    """Return who is introduced and admitted together with whom one founder vouches for."""
    introduced = {trust.laptops[e.writer], *_texts(e.data["founds"].get("laptops"))}
    admitted = _further(trust.admitted, _heads(conn, e.data["founds"].get("heads")))
    return replace(trust, introduced=trust.introduced | introduced, admitted=admitted)


def _widened(conn: sqlite3.Connection, trust: Trust, said: Sequence[Entry], opened: Sequence[Entry]) -> Trust:
    """Return who is introduced and admitted by those who are so far."""
    introduced, heads = set(trust.introduced), trust.admitted
    for e in said:
        effective = trust.vouches(e.writer, e.n)
        if _invited(e, opened, trust) or (e.kind == INTRODUCE and effective):
            introduced.add(_text(e, "key"))
        elif e.kind == ADMIT and effective:
            heads = _further(heads, _heads(conn, e.data.get("heads")))
    return replace(trust, introduced=frozenset(introduced), admitted=heads)


def _invited(e: Entry, opened: Iterable[Entry], who: Trust) -> bool:
    """Say whether a laptop opened a copy of the file that an introduced one had prepared for it."""
    key, proof = _text(e, "key"), _text(e, "invited")
    if e.kind != "open" or not key or not proof or key in who.introduced:
        return False
    invitations = {_text(o, "invites") for o in opened if who.laptops[o.writer] in who.introduced}
    return any(genuine(invitation, invitation_of(key), proof) for invitation in invitations - {""})


def invitation_of(key: str) -> str:
    """Return the words that an invitation signs to introduce the laptop of a key."""
    return f"hep invitation\n{key}"


def set_aside(conn: sqlite3.Connection, who: Trust) -> list[Entry]:
    """Return the entries that have no effect, in the order of the record: with each, what follows on it."""
    if not who.claims:
        return []
    found = {e.id: e for e in _of_strangers(conn, who)}
    following: dict[str, list[Entry]] = {}
    for e in found.values():
        following.setdefault(e.replaces, []).append(e)
    inert = {e.id: e for e in found.values() if _destroys(conn, who, e)}
    ahead = list(inert)
    while ahead:
        later = [e for e in following.get(ahead.pop(), ()) if e.id not in inert]
        inert |= {e.id: e for e in later}
        ahead += [e.id for e in later]
    return sorted(inert.values(), key=lambda e: (e.n, e.writer))


def _of_strangers(conn: sqlite3.Connection, who: Trust) -> Iterator[Entry]:
    """Yield what nobody vouches for of all that could take the place of something."""
    writers = [str(row[0]) for row in conn.execute("SELECT DISTINCT writer FROM entry ORDER BY writer")]
    for writer in writers:
        if who.laptops.get(writer) not in who.introduced:
            upto = who.admitted.get(writer, 0)
            yield from (e for e in _entries(conn, "writer = ? AND n > ?", writer, upto) if may_destroy(e))


def may_destroy(e: Entry) -> bool:
    """Say whether an entry takes the place of another, or is of a kind that does away with something."""
    return bool(e.replaces) or e.kind in DESTRUCTIVE


def destroy(conn: sqlite3.Connection, entries: Iterable[Entry], ours: str) -> bool:
    """Say whether any of these entries, but for those of our laptop, does away with what is not its own laptop's."""
    found = [e for e in entries if may_destroy(e)]
    who = read(conn) if found else Trust()
    return any(_destroys(conn, who, e) for e in found if who.laptops.get(e.writer) != ours)


def _destroys(conn: sqlite3.Connection, who: Trust, e: Entry) -> bool:
    """Say whether an entry does away with something that is not its own laptop's, or says it in other words."""
    if e.kind in ("review", INTRODUCE, ADMIT):
        return True
    before = next(_entries(conn, "id = ?", e.replaces), None) if e.replaces else None
    if e.kind == "state" and _begins(e, before):
        return False
    if e.kind in ("declare", "state"):
        polls = list(_entries(conn, "subject = ? AND kind = 'poll'", e.subject.rpartition(".")[0]))
        if not polls or not all(who.same(poll.writer, e.writer) for poll in polls):
            return True
    elif before is None:
        return e.kind in (*ERASERS, "withdraw")
    return before is not None and not who.same(before.writer, e.writer)


def _begins(e: Entry, before: Entry | None) -> bool:
    """Say whether a state opens a draft: every further one ends something, as closing does, or lets go of it."""
    was = before.data.get("state") if before else "draft"
    return was == "draft" and e.data.get("state") in ("draft", "open")


def look(conn: sqlite3.Connection, *, where: str = "temp") -> tuple[Trust, frozenset[str]]:
    """Return who is introduced and which entries are set aside, and let the views of this connection know.

    `where` is the schema that those views read.
    """
    who = read(conn)
    ids = frozenset(e.id for e in set_aside(conn, who))
    # Never the list in the file, which anybody could change and which is there for other programs.
    _put(conn, where, ids)
    return who, ids


def take_effect(conn: sqlite3.Connection, theirs: Sequence[Entry] = ()) -> tuple[Trust, frozenset[str], set[str]]:
    """Do as `look` does, note it in the file, erase what is erased and return it too; in the caller's transaction.

    What `theirs` still say, and only somebody without a say erased here, is put back.
    """
    who, ids = look(conn)
    _put(conn, "main", ids)
    erased = gone(conn, who, ids)
    _put_back(conn, [e for e in theirs if e.body is not None and e.id not in erased])
    rows = [(id,) for id in sorted(erased)]
    conn.executemany("UPDATE entry SET body = NULL WHERE id = ? AND body IS NOT NULL", rows)
    return who, ids, erased


def _put_back(conn: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Give entries their words back; that they are theirs, their digests have proved."""
    if not entries:
        return
    without = {row[0] for row in conn.execute("SELECT id FROM entry WHERE body IS NULL")}
    back = [(e.body, e.id) for e in entries if e.id in without]
    if back:
        # The one change that the table itself always refuses.
        conn.execute("DROP TRIGGER entry_unchanged")
        conn.executemany("UPDATE entry SET body = ? WHERE id = ?", back)
        conn.execute(schema.UNCHANGED)


def _put(conn: sqlite3.Connection, where: str, ids: frozenset[str]) -> None:
    if {row[0] for row in conn.execute(f"SELECT id FROM {where}.inert")} != ids:
        conn.execute(f"DELETE FROM {where}.inert")
        conn.executemany(f"INSERT INTO {where}.inert VALUES (?)", [(id,) for id in sorted(ids)])


def gone(conn: sqlite3.Connection, who: Trust, aside: Container[str]) -> set[str]:
    """Return the entries whose words are erased, whether they are still there or not.

    An `erase` takes the words of the one entry that it names. A `redact` takes those of every version of its subject,
    whenever they arrive, but for what was said in the knowledge of it.
    """
    named = conn.execute("SELECT replaces, id FROM entry WHERE kind IN ('redact', 'erase') AND replaces <> ''")
    found = {str(id) for id, by in named if by not in aside}
    for redaction in _entries(conn, "kind = 'redact'"):
        if redaction.id not in aside:
            found |= set(_versions(conn, who, redaction))
    return found


def _versions(conn: sqlite3.Connection, who: Trust, redaction: Entry) -> Iterator[str]:
    """Yield every version of what was redacted that does not follow on the redaction."""
    after = {redaction.id}
    everything = who.vouches(redaction.writer, redaction.n)
    for e in _entries(conn, "subject = ? ORDER BY n, writer", redaction.subject):
        if e.replaces in after:
            after.add(e.id)
        elif e.kind not in (*ERASERS, "settle") and (everything or who.same(e.writer, redaction.writer)):
            yield e.id


def _heads(conn: sqlite3.Connection, heads: Any) -> dict[str, int]:
    """Return the number of each entry that is named as the last admitted one of its writer, where it is there."""
    found: dict[str, int] = {}
    for writer, id in heads.items() if isinstance(heads, dict) else ():
        row = conn.execute("SELECT n FROM entry WHERE id = ? AND writer = ?", (str(id), writer)).fetchone()
        if row:
            found[writer] = int(row[0])
    return found


def _further(admitted: Mapping[str, int], heads: Mapping[str, int]) -> dict[str, int]:
    """Return up to which number each writer is admitted by either of two."""
    return {writer: max(admitted.get(writer, 0), heads.get(writer, 0)) for writer in (*admitted, *heads)}


def _entries(conn: sqlite3.Connection, where: str, *values: Any) -> Iterator[Entry]:
    yield from map(Entry._make, conn.execute(f"{_ENTRY} WHERE {where}", values).fetchall())


def _text(e: Entry, name: str) -> str:
    value = e.data.get(name)
    return value if isinstance(value, str) else ""


def _texts(values: Any) -> set[str]:
    return {v for v in values if isinstance(v, str)} if isinstance(values, list) else set()
