"""The review itself: its pack and schools as frozen in the file, and the words that marks may name."""

from collections import Counter
from dataclasses import dataclass, replace

from hep_tui.domain import themes
from hep_tui.domain.notes import Note, Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.domain.record import from_body
from hep_tui.domain.schools import School
from hep_tui.domain.speech import in_a_sentence, speak
from hep_tui.domain.terms import squeezed
from hep_tui.domain.text import slug
from hep_tui.domain.themes import Code, Frame
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.records import Record, records, revised, unreadable


@dataclass(frozen=True)
class Review:
    """Hold a review: id, title, pack, and the borough's schools."""

    id: str
    title: str
    pack: Pack
    schools: tuple[School, ...]


def review(book: Book) -> Review:
    """Return the review of a file; its pack holds every version of the models, those made since too.

    Raises HepError where the file holds none yet, or one that another program wrote and that hep cannot read.
    """
    found = next(book.current("review"), None)
    if found is None:
        raise HepError("This file holds no review yet; make one with hep new.")
    held: dict[str, Review | None] = book.memo.setdefault(Review, {})
    # What another program wrote and hep cannot read counts for nothing: what it corrected stands.
    while found is not None and (read := _held(held, found)) is None:
        found = book.entry(found.replaces) if found.replaces else None
    if found is None or read is None:
        raise HepError(
            "What this file says of its pack and schools was not written by hep, so it cannot be shown; "
            "nothing was changed, open a backup instead."
        )
    speak(read.pack)
    return replace(read, pack=revised(book, read.pack))


def _held(held: "dict[str, Review | None]", found: Entry) -> Review | None:
    """Return what an entry says of the review; None where that cannot be read."""
    if found.id not in held:
        try:
            held[found.id] = _read(found)
        except (TypeError, ValueError, KeyError, AttributeError):
            held[found.id] = None
    return held[found.id]


def unread(book: Book) -> dict[str, int]:
    """Return how many entries of each kind do not hold what they should, so that what they correct stands."""
    held: dict[str, Review | None] = book.memo.setdefault(Review, {})
    odd = sum(_held(held, found) is None for found in book.current("review"))
    return ({"review": odd} if odd else {}) | unreadable(book)


def _read(found: Entry) -> Review:
    title = found.data["title"]
    if not isinstance(title, str):
        raise TypeError("a title that is no text")
    schools = tuple(from_body(School, s) for s in found.data.get("schools") or [])
    return Review(found.subject, title, Pack.from_dict(found.data["pack"]), schools)


def frame(book: Book, pack: Pack) -> Frame:
    """Return the code frame: the themes of the pack, and what was made of them since."""
    found = records(book, Code)
    key = (pack.themes, [t.entry for t in found])
    held = book.memo.get(Frame)
    if held is None or held[0] != key:
        # Of two versions in conflict the earlier one counts until somebody has settled it.
        codes = {t.id.removeprefix("theme."): t.what for t in reversed(found)}
        held = book.memo[Frame] = (key, themes.frame(pack.themes, dict(reversed(codes.items()))))
    return held[1]


def themed(book: Book, notes: list[Record[Note]]) -> list[Record[Note]]:
    """Return notes with the themes that theirs are now: the one place where a merge of themes takes effect.

    In the record each note keeps the mark it was given.
    """
    if not any(code.what.merged_into for code in records(book, Code)):
        return notes
    now = frame(book, review(book).pack)
    held = book.memo.get("themed")
    if held is None or held[0] is not now:
        held = book.memo["themed"] = (now, {})
    made: dict[str, Record[Note]] = held[1]
    return [n if now.merged.keys().isdisjoint(n.what.themes) else _themed(n, now, made) for n in notes]


def _themed(noted: Record[Note], now: Frame, made: dict[str, Record[Note]]) -> Record[Note]:
    """Return a note with other themes, each made once: there may be thousands, at every key."""
    held = made.get(noted.entry)
    if held is None or held.disputed != noted.disputed:
        marks = tuple(dict.fromkeys(now.now(theme) for theme in noted.what.themes))
        held = made[noted.entry] = noted._replace(what=replace(noted.what, themes=marks))
    return held


def vocabulary(book: Book, pack: Pack) -> Vocabulary:
    """Return the words of the pack and of the code frame as it is now; old names of merged themes still name them."""
    now = frame(book, pack)
    old = [(word, id) for was, id in now.merged.items() for word in (was, slug(now.codes[was].label, was))]
    return Vocabulary(
        phases={p.id: in_a_sentence(p.name) for p in pack.phases},
        roles={r.id: r.name for r in pack.roles},
        groups={g.id: g.name for g in pack.groups},
        themes={id: now.codes[id].label for id in now.ids},
        models={m.id: (m.version, m.title) for m in sorted(revised(book, pack).models, key=lambda m: m.version)},
        parents=now.parents,
        merged=dict(old),
        also=_also(pack),
    )


def _also(pack: Pack) -> dict[str, tuple[str, str]]:
    """Return the further words of the pack for speakers, but those that name more than one."""
    fields = (("phase", pack.phases), ("role", pack.roles), ("groups", pack.groups))
    said = [(squeezed(word), (name, t.id)) for name, terms in fields for t in terms for word in t.also]
    once = Counter(word for word, _ in dict.fromkeys(said))
    return {word: meant for word, meant in said if once[word] == 1}
