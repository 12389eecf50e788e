"""Recognise the columns of a sign-up list by the words in their headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hep_tui.errors import HepError
from hep_tui.exchange.lists import Row

# In this order: the first that fits takes the column. What is private goes before anything else can take it.
_WORDS: tuple[tuple[str, str], ...] = (
    ("private", r"e ?mails?|mail|phone|telephone|tel|mobile|ip|ip address|address|postcode|password|date of birth|dob"),
    ("urn", r"urn"),
    ("first", r"(first|given|christian) ?names?|forenames?"),
    ("last", r"(last|family) ?names?|surnames?"),
    ("role", r"roles?|job|job titles?|positions?|your role|post"),
    ("phase", r"phases?|sector"),
    ("groups", r"groups?|networks?|representing|associations?"),
    ("school", r"schools?|academy|academies|establishments?|settings?|organisations?|organizations?"),
    ("name", r"(full |your )?names?|attendees?|delegates?|participants?|invitees?|guests?|people|person|who"),
)
_FILLING = re.compile(r"\b(the|of|your|please|enter|a|an|in|full|or|college|setting)\b")
KEPT = ("name", "first", "last", "school", "urn", "role", "phase", "groups")
_WITHIN = 20


@dataclass(frozen=True)
class Columns:
    """Hold which column of a list holds what, and the headers of those that are dropped at the door."""

    line: int
    headers: tuple[str, ...]
    places: dict[str, int]
    private: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def recognised(self) -> tuple[tuple[str, str], ...]:
        """Return (header, what it is taken for) in the order of the list."""
        pairs = sorted((place, what) for what, place in self.places.items())
        return tuple((self.headers[place], what) for place, what in pairs)

    def cell(self, row: Row, what: str) -> str:
        """Return what a row says in a column, empty where there is none."""
        place = self.places.get(what, -1)
        return row.cells[place] if 0 <= place < len(row.cells) else ""


def recognise(rows: Sequence[Row], name: str) -> Columns:
    """Return the columns of a list: its headers are the first row with a column of names.

    Raises HepError where no row has one.
    """
    for row in rows[:_WITHIN]:
        found = _columns(row)
        if "name" in found.places or "last" in found.places:
            return found
    line, first = (rows[0].line, ", ".join(c for c in rows[0].cells if c)[:120]) if rows else (1, "nothing")
    raise HepError(
        f"{name}, line {line}: no column is headed Name, or First name and Surname (it has {first}); nothing was "
        "stored, put such headers over the columns."
    )


def _columns(row: Row) -> Columns:
    places: dict[str, int] = {}
    private, others = [], []
    for place, header in enumerate(row.cells):
        what = meaning(header)
        if what == "private":
            private.append(header)
        elif what and what not in places:
            places[what] = place
        elif header:
            others.append(header)
    return Columns(row.line, row.cells, places, tuple(private), tuple(others))


def meaning(header: str) -> str:
    """Return what a column of this header holds: one of KEPT, `private`, or nothing."""
    words = " ".join(re.sub(r"[\W_]+", " ", header.casefold()).split())
    bare = " ".join(_FILLING.sub(" ", words).split())
    for what, pattern in _WORDS:
        if re.fullmatch(pattern, words) or re.fullmatch(pattern, bare):
            return what
    if re.search(r"\b(e ?mail|phone|mobile|telephone|ip)\b", words):
        return "private"
    # "School name", "Name of school": a name, but of which?
    two = re.search(r"\b(school|academy|establishment|organisation|organization)\b", words)
    if two and re.search(r"\bnames?\b", words):
        return "school"
    if two and "urn" in words.split():
        return "urn"
    found = re.search(r"\b(attendee|delegate|participant)s?\b", words)
    return "name" if found and re.search(r"\bnames?\b", words) else ""
