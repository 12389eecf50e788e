"""One entry of the logbook: what it holds, how its id is made, and the code of a whole record."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, NamedTuple

COLUMNS = ("id", "writer", "n", "prev", "at", "who", "kind", "subject", "replaces", "digest", "body")

# Entries of these kinds settle or erase others; they are never themselves what a subject says now.
NEVER_HEADS = ("settle", "erase", "open", "introduce", "admit")
# The subject of a head of these kinds is gone.
GONE = ("withdraw", "redact")
# These kinds allow the body of the entry they replace to be erased.
ERASERS = ("redact", "erase")


@dataclass(frozen=True)
class Draft:
    """Say what is to be recorded, before the logbook gives it a place."""

    kind: str
    subject: str
    body: Mapping[str, Any]
    replaces: str = ""


class Entry(NamedTuple):
    """Hold one row of the logbook, in the order of `COLUMNS`. `body` is canonical JSON, or None once redacted.

    A tuple, as SQLite gives it and takes it: an opening makes one of every row.
    """

    id: str
    writer: str
    n: int
    prev: str
    at: str
    who: str
    kind: str
    subject: str
    replaces: str
    digest: str
    body: str | None

    @property
    def data(self) -> dict[str, Any]:
        """Return the body without its salt; empty once redacted."""
        if self.body is None:
            return {}
        data: dict[str, Any]
        data, end = _read(self.body)
        if end != len(self.body):
            # As of any JSON with something behind it, `loads` says what is wrong.
            data = json.loads(self.body)
        data.pop("salt", None)
        return data

    @property
    def texts(self) -> list[str]:
        """Return every text in what it says; none once redacted."""
        return [*_texts(self.data)]

    @property
    def named_by(self) -> tuple[Any, ...]:
        """Return the columns writer…digest, of which the id is made."""
        return self[1:-1]

    def without_body(self) -> "Entry":
        """Return this entry as it is after its body was erased."""
        return self._replace(body=None)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


# Both are made once; `json.loads` looks for blanks around every value as well, and a body has none.
_read = json.JSONDecoder().raw_decode
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, UTF-8 as it is."""
    return _written(value)


def digest_of(body: str) -> str:
    """Return SHA-256 of a body in hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def id_of(fields: Iterable[Any]) -> str:
    """Return the id of the columns writer…digest: base32 of the first 160 bits of SHA-256 of their JSON array."""
    return _base32(_first_bits(fields))


def bears_its_id(entry: Entry) -> bool:
    """Say whether the id of an entry is that of its columns."""
    return entry.id == _base32(_first_bits(entry.named_by))


def _spread() -> Iterator[tuple[int, int, int]]:
    """Yield what parts 160 bits into 32 groups of 5 with 3 between them, by halves: which stay, which move, how far."""
    for bits in (80, 40, 20, 10, 5):
        apart, groups = bits * 8 // 5, range(80 // bits)
        stay = sum((2**bits - 1) << 2 * apart * group for group in groups)
        yield stay, stay << bits, apart - bits


_HALVES = tuple(_spread())
LETTERS = b"abcdefghijklmnopqrstuvwxyz234567" * 8
"""The letters of ids, for any byte the one that its last five bits mean."""


def _base32(bits: bytes) -> str:
    """Return 160 bits as 32 letters; `base64` takes thrice as long, and a merge makes the id of every entry."""
    number = int.from_bytes(bits, "big")
    for stay, move, by in _HALVES:
        number = number & stay | (number & move) << by
    return number.to_bytes(32, "big").translate(LETTERS).decode()


def _first_bits(fields: Iterable[Any]) -> bytes:
    writer, n, prev, at, who, kind, subject, replaces, digest = fields
    texts = f"{writer}{prev}{at}{who}{kind}{subject}{replaces}{digest}"
    # Where no letter has to be escaped, as in nearly every entry, the array is put together by hand.
    if len(encode_basestring(texts)) == len(texts) + len('""'):
        said = f'["{writer}",{n},"{prev}","{at}","{who}","{kind}","{subject}","{replaces}","{digest}"]'
    else:
        said = canonical([writer, n, prev, at, who, kind, subject, replaces, digest])
    return hashlib.sha256(said.encode()).digest()[:20]


def seal(draft: Draft, *, writer: str, n: int, prev: str, at: str, who: str, salt: str) -> Entry:
    """Return the entry that records `draft` at this place of this writer's chain."""
    body = canonical({**draft.body, "salt": salt})
    fields = (writer, n, prev, at, who, draft.kind, draft.subject, draft.replaces, digest_of(body))
    return Entry(id_of(fields), *fields, body)


def moved(entry: Entry, *, n: int, prev: str) -> Entry:
    """Return what an entry records at another place of its writer's chain."""
    placed = entry._replace(n=n, prev=prev)
    return placed._replace(id=id_of(placed.named_by))


def record_code(ids: Iterable[str]) -> str:
    """Return the record code of a set of entry ids: `XXXX-XXXX-XXXX-XXXX`.

    80 bits of SHA-256 over the sorted ids joined by newlines, in base32. Same code, same record.
    """
    return code_in_order(sorted(ids))


def code_in_order(ids: Iterable[str]) -> str:
    """Return the record code of ids that come in their order; not all of them are held at once."""
    sha, between = hashlib.sha256(), ""
    for id in ids:
        sha.update(f"{between}{id}".encode())
        between = "\n"
    code = base64.b32encode(sha.digest()[:10]).decode()
    return "-".join(code[i : i + 4] for i in range(0, 16, 4))


def same_code(a: str, b: str) -> bool:
    """Say whether two record codes are the same, however they were typed."""
    return _letters(a) == _letters(b)


def _letters(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())
