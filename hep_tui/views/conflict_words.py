"""A conflict in words: what it is about, and in each version only what the versions differ in, without a raw id."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from hep_tui.domain.ballots import echo
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.notes import Note
from hep_tui.domain.polls import Poll
from hep_tui.domain.text import clean_line
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.review import frame, review

CALLED = {
    "account": "account of papers",
    "action": "what became of a decision or an action",
    "attendance": "somebody in the register",
    "check": "draw of papers",
    "count": "show of hands",
    "declare": "declared result",
    "model": "version of a model",
    "person": "somebody invited",
    "printing": "numbers of papers printed",
    "rating": "sheet of the framework",
    "reading": "second reading",
    "state": "where a poll stands",
    "step": "clock of a meeting",
}
"""What a kind of entry is called where its own name says too little."""

# What says nothing to a person, or is said by what the conflict is about. Names are for the register alone.
_UNSAID = {
    *("entries", "heads", "policy", "id", "code", "name", "agenda", "urn"),
    *("ranking", "winners", "scores", "beside", "levels", "support", "blocks", "support_from", "blocks_to", "margin"),
}
_ABOUT = ("poll", "note", "meeting", "number", "table_no", "unit", "version")
_NUMBERED = {
    "ballot": ("number", "paper"),
    "reading": ("number", "paper"),
    "rating": ("table_no", "table"),
    "note": ("table_no", "table"),
}
"""By which field a thing of a kind is numbered, and what has that number."""
_BARE = ("text", "title", "label", "sentence", "status", "state", "event")
_NAMED = {
    "table_no": "table", "did": "done:", "said": "answers", "merged_into": "merged into", "parent": "nested under",
    "changed": "changed:", "seed": "dice", "no_change": "no change is", "first": "from", "digest": "box",
    "urns": "school", "number": "paper", "why_off": "off because", "stands_marks": "it says", "stands_status": "found",
    "answered": "nothing fits for", "instead_of": "came for",
}  # fmt: skip
_MOST = 60


class Words:
    """Say bodies of entries in words, with the names that a review has for its ids."""

    def __init__(self, book: Book) -> None:
        self.polls = {poll.id: poll.what for poll in reversed(records(book, Poll))}
        self.names = {id: poll.title for id, poll in self.polls.items()}
        self.names |= {m.id: m.what.title for m in reversed(records(book, Meeting))}
        self.names |= {n.id: f"“{_short(n.what.text)}”" for n in reversed(records(book, Note))}
        self.terms: dict[str, str] = {}
        self.schools: dict[str, str] = {}
        self.items = {(m.id, i.id): i.title for m in reversed(records(book, Meeting)) for i in m.what.items}
        try:
            found = review(book)
        except HepError:
            # A conflict can be settled in a file whose pack cannot be read, too.
            return
        now = frame(book, found.pack)
        parts = (found.pack.groups, found.pack.roles, found.pack.phases, found.pack.conditions)
        self.terms = {each.id: each.label for part in parts for each in part} | {id: now.label(id) for id in now.codes}
        self.schools = {s.urn: s.name for s in found.schools}

    def about(self, kind: str, bodies: Sequence[Mapping[str, Any]], subject: str) -> str:
        """Return which thing two versions are of, as far as they agree on it."""
        body = {name: value for name, value in bodies[0].items() if all(b.get(name) == value for b in bodies)}
        parts = [self.names.get(str(body.get(name, "")), "") for name in ("poll", "note", "meeting")]
        if kind == "theme":
            id = subject.removeprefix("theme.")
            parts.append(self.terms.get(id, id))
        elif kind == "model":
            parts.append(_model(body.get("model", bodies[0].get("model"))))
        elif kind == "person":
            parts.append(self._value("urns", body.get("urns") or "", body))
        elif kind == "attendance":
            parts.append(self._person(str(body.get("person", ""))))
        elif kind in _NUMBERED:
            field, noun = _NUMBERED[kind]
            parts.append(prefixed(f"{noun} ", str(body.get(field) or "")))
        return clean_line(", ".join(filter(None, parts)))

    def _person(self, code: str) -> str:
        school = self.schools.get(code.partition("-")[0])
        return school or ("somebody invited" if code.startswith("p-") else code.replace("-", " "))

    def says(self, body: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> str:
        """Return what a version says that not all of the others say, after what it is called."""
        own, *rest = map(_flat, (body, *others))
        parts = [self._part(name, own, [o.get(name) for o in rest]) for name in _told(own, rest)]
        return clean_line(" · ".join(filter(None, parts))) or "the same in everything that can be shown here"

    def _part(self, name: str, body: Mapping[str, Any], others: Sequence[Any]) -> str:
        """Return one field in words; where others say something and it does not, that it does not."""
        value, label = body.get(name), _label(name)
        if value in (None, "", [], {}, False):
            return f"no {label.removesuffix(':')}" if any(others) else ""
        if value is True:
            return label
        said = self._value(name, value, body, others)
        return said if name in _BARE else f"{label} {said}"

    def _value(self, name: str, value: Any, body: Mapping[str, Any], others: Sequence[Any] = ()) -> str:
        poll = self.polls.get(str(body.get("poll", "")))
        if name.endswith("marks") and poll and isinstance(value, dict):
            return self._marks(poll, value)
        if isinstance(value, dict):
            label = poll.label if poll else self._term
            told = _other_fields(value, others) or value
            return ", ".join(f"{label(k)} {self._value('', v, body)}".strip() for k, v in told.items())
        if isinstance(value, list):
            return ", ".join(self._each(name, v, body) for v in _other_entries(value, others) or value)
        return self._each(name, value, body)

    def _each(self, name: str, value: Any, body: Mapping[str, Any]) -> str:
        if isinstance(value, dict):
            return _fields(value)
        if name == "item":
            return self.items.get((str(body.get("meeting", "")), str(value)), str(value))
        if name == "digest":
            return str(value)[:4]
        if name == "instead_of":
            return self._person(str(value))
        if name == "urns":
            return self.schools.get(str(value), str(value))
        return self._term(str(value))

    def _term(self, id: str) -> str:
        """Return what an id is called, or the words that it is."""
        return self.names.get(id) or self.terms.get(id) or id

    def _marks(self, poll: Poll, marks: Mapping[str, Any]) -> str:
        held = {option: mark for option, mark in marks.items() if type(mark) is int}
        return echo(poll, held) or "nothing that is on this paper"


def _told(own: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the fields to tell of a version: what it is called, and where it differs or, if nowhere, all."""
    names = [name for name in dict.fromkeys(chain(own, *others)) if name not in _UNSAID]
    differ = [name for name in names if any(o.get(name) != own.get(name) for o in others)]
    shown = differ or [name for name in names if name not in _ABOUT]
    called = [name for name in _BARE if isinstance(own.get(name), str) and own[name]]
    return list(dict.fromkeys([*called, *shown]))


def _other_fields(value: Mapping[str, Any], others: Sequence[Any]) -> dict[str, Any]:
    """Return the fields in which a value differs from one of the others."""
    known = [other if isinstance(other, dict) else {} for other in others]
    return {k: v for k, v in value.items() if any(other.get(k) != v for other in known)}


def _other_entries(value: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return the entries of a list that one of the others has not."""
    known = [other if isinstance(other, list) else [] for other in others]
    return [entry for entry in value if any(entry not in other for other in known)]


_SAID_FIRST = ("title", "label", "basis", "value")
_LEFT_OUT = (*_SAID_FIRST, "id", "kind")


def _fields(value: Mapping[str, Any]) -> str:
    """Return a part of a body: its first two names, and whatever else it says."""
    named = [str(value[n]) for n in _SAID_FIRST if value.get(n, "") != ""]
    rest = [f"{_label(n)} {said}" for n, said in value.items() if n not in _LEFT_OUT and said]
    return " ".join([*named[:2], *rest])


def _label(name: str) -> str:
    return _NAMED.get(name, name.replace("_", " "))


def _flat(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with the fields of the model in it, if there is one, beside its own."""
    inner = body.get("model")
    return {n: v for n, v in body.items() if n != "model"} | (inner if isinstance(inner, dict) else {})


def _short(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def _model(model: object) -> str:
    """Return the id, title and version of a model; nothing where another program wrote something else."""
    if not isinstance(model, dict):
        return ""
    return f"{model.get('id', '')} {model.get('title', '')}, version {model.get('version', '')}"
