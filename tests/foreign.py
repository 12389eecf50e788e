"""What another program may write of every kind: each field odd in turn, of things that are otherwise whole."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from hep_tui.domain.meetings import Meeting
from hep_tui.domain.polls import Poll
from hep_tui.domain.record import to_body
from hep_tui.logbook import Book, Draft
from hep_tui.logbook.records import KINDS, records
from tests.domain.test_text import HOSTILE

# ruff: noqa: E501
Body = dict[str, Any]
WORDS = tuple(words.encode("utf-8", "replace").decode()[:3000] for words in HOSTILE)
ODD = (
    *(None, True, -1, 0, 7, 2**53, -(2**53), 10**30, 1.5, 1e300, "", "x", "nowhere", "2021-02-31"),
    *([], {}, [[1], None], [None], ["a", "a"], ["nowhere"], [2**53, -1, 1], [1] * 3),
    *({"a": {}, "1": "y"}, {"": -1}, {"A": 2**53}, {"A": -(2**53)}, {"nowhere": 1}, {"1": 0, "2": 0, "A": 0}),
    *(["a", 1, {"id": 7}], [{"id": "A"}], [{"id": "A", "label": ""}], [{"id": "A", "label": "x"}] * 2),
    *([{"id": "", "label": "x"}, {"id": "Z", "label": "y"}], [{"value": 99, "label": "x"}, {"value": -5, "label": ""}]),
    *([{"value": 1, "label": "a"}] * 2, [{"people": 0}], [{"people": 2**53, "marks": {"A": 1}}, {"people": -3}]),
    *(
        [{"id": "i", "title": ""}, {"id": "i", "title": "x", "minutes": -5}],
        [{"id": "", "title": "x", "minutes": 2**53}],
    ),
    *WORDS,
    list(WORDS),
)
_OPTIONS = [{"id": "A", "label": "one"}, {"id": "B", "label": "two"}, {"id": "Z", "label": "no change", "version": 1}]


def wholes(book: Book) -> dict[str, Body]:
    """Return a body of every kind that hep could have written, about what there is in the review."""
    meeting = records(book, Meeting)[-1]
    poll = next(p.id for p in records(book, Poll))
    pack = next(book.current("review")).data["pack"]
    note = next(e.subject for e in book.current("note"))
    return {
        "account": {"poll": poll, "printed": 9, "issued": 5, "unused": 4},
        "attendance": {"meeting": meeting.id, "person": "p-a", "table_no": 2, "phase": "primary", "role": "head"},
        "ballot": {"poll": poll, "number": 901, "marks": {"A": 1, "B": 2}, "phase": "primary", "batch": "b", "people": 2},
        "batch": {"poll": poll, "teller": "JB", "papers": 3, "first": 1},
        "printing": {"poll": poll, "first": 1, "papers": 3, "phase": "primary", "colour": "white"},
        "card": {"poll": poll, "number": 3, "used": "struck", "reason": "lost", "by": "JB"},
        "check": {"poll": poll, "seed": "1 2 3", "total": 3, "numbers": [1, 2]},
        "theme": {"label": "a theme", "parent": "", "merged_into": ""},
        "action": {"note": note, "state": "done", "did": "it", "said": [note]},
        "count": {"poll": poll, "present": 9, "counts": {"A": {"for": 5}, "B": {"for": 2}}},
        "meeting": to_body(meeting.what) | {"tables": 3, "date": "2021-06-01", "place": "hall"},
        "note": {
            "text": "words", "meeting": meeting.id, "item": meeting.what.items[0].id, "table_no": 1, "phase": "primary",
            "role": "head", "groups": ["maintained"], "themes": ["send"], "models": ["A@1"], "sentiment": "concern",
            "action": True, "owner": "head", "due": "2021-06-01", "quote": True, "key": True,
        },
        "person": {"code": "p-b", "name": "Sam", "urns": [102371], "meetings": [meeting.id], "roles": ["head"]},
        "poll": {"title": "a poll", "options": _OPTIONS, "meeting": meeting.id, "item": meeting.what.items[0].id, "top": 2},
        "rating": {"meeting": meeting.id, "marks": {c["id"]: 2 for c in pack["conditions"]}, "table_no": 1},
        "reading": {"poll": poll, "number": 901, "marks": {"A": 1}, "decided": "second", "stands_status": "valid"},
        "model": {"model": pack["models"][0] | {"version": 2}, "changed": "a line"},
        "state": {"poll": poll, "state": "closed", "present": 9, "here": {"primary": 5}, "ballots": 2},
        "step": {"meeting": meeting.id, "item": meeting.what.items[0].id},
        "survey": {
            "key": "leaders", "title": "Leaders", "tool": "forms", "outcomes": {"kept": 1},
            "questions": [{"id": "q", "text": "words", "choices": [{"code": "a", "label": "A"}]}],
        },
        "response": {
            "survey": "survey.leaders.1", "phase": "primary", "role": "head", "groups": ["hash"], "urn": 102371,
            "school": "a school", "answers": [{"question": "q", "code": "a"}],
        },
        "link": {"written": "a school", "urn": 102371},
        "declare": {"poll": poll, "sentence": "A leads.", "record_code": "AAAA", "winners": ["A"], "ranking": [["A"], ["B"]]},
    }  # fmt: skip


def odd(book: Book, kind: str) -> Iterator[Draft]:
    """Yield entries of one kind, each wrong or strange in one field, and one that is whole, `KIND-whole`."""
    whole = wholes(book)[kind]
    cls = next((cls for cls, name in KINDS.items() if name == kind), None)
    fields = [field.name for field in dataclasses.fields(cls)] if cls else [*whole]
    fields += ["scores", "valid", "margin", "correction", "entries", "counts", "why_off"] * (kind == "declare")
    bodies = [{**whole, name: value} for name in fields for value in ODD]
    bodies += [{n: v for n, v in whole.items() if n != name} for name in fields]
    bodies += (
        [{**whole, "model": {**whole["model"], n: v}} for n in whole["model"] for v in ODD] if kind == "model" else []
    )
    bodies += [{}]
    for i, body in enumerate(bodies):
        yield from placed(book, kind, f"{kind}-{i}", body)
    yield from placed(book, kind, f"{kind}-whole", whole)


def placed(book: Book, kind: str, subject: str, body: Body) -> Iterator[Draft]:
    """Yield an entry where hep would look for it, with the poll that it is about."""
    suffix = {"account": "account", "count": "hands", "state": "state", "declare": "declared"}.get(kind, "")
    all_of = wholes(book)
    about = {"poll": subject}
    if suffix:
        method = {"method": "hands"} if kind == "count" else {}
        yield Draft("poll", subject, all_of["poll"] | method)
        yield Draft(kind, f"{subject}.{suffix}", body | (about if body.get("poll") == all_of[kind]["poll"] else {}))
    elif kind == "theme":
        yield Draft(kind, f"theme.{subject}", body)
    elif kind == "action":
        yield Draft("note", subject, all_of["note"])
        yield Draft(
            kind, f"{subject}.action", body | ({"note": subject} if body.get("note") == all_of[kind]["note"] else {})
        )
    else:
        yield Draft(kind, subject, body)
    if kind in ("account", "poll", "declare"):
        yield Draft("ballot", f"{subject}.1", all_of["ballot"] | about)
        yield Draft("ballot", f"{subject}.2", {**all_of["ballot"], **about, "marks": {"B": 1}, "number": 902})
    if kind in ("account", "poll", "declare", "count"):
        yield Draft("state", f"{subject}.state", all_of["state"] | about | {"state": "declared"})
    if kind == "poll":
        yield Draft("count", f"{subject}.hands", all_of["count"] | about)
        yield Draft("declare", f"{subject}.declared", all_of["declare"] | about)
        yield Draft("reading", f"{subject}.reading.901", all_of["reading"] | about)
