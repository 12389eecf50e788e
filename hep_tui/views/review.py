"""The review itself: its pack and schools as frozen in the file, and the words that marks may name."""

from dataclasses import dataclass, replace

from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.pack import Pack
from hep_tui.domain.record import from_body
from hep_tui.domain.schools import School
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry
from hep_tui.logbook.things import revised


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
    held: dict[str, Review] = book.memo.setdefault(Review, {})
    if found.id not in held:
        try:
            held[found.id] = _read(found)
        except (TypeError, ValueError, KeyError, AttributeError):
            raise HepError(
                "What this file says of its pack and schools was not written by hep, so it cannot be shown; "
                "nothing was changed, open a backup instead."
            ) from None
    return replace(held[found.id], pack=revised(book, held[found.id].pack))


def _read(found: Entry) -> Review:
    schools = tuple(from_body(School, s) for s in found.data.get("schools") or [])
    return Review(found.subject, str(found.data["title"]), Pack.from_dict(found.data["pack"]), schools)


def vocabulary(book: Book, pack: Pack) -> Vocabulary:
    """Return the words of the pack, and the themes that were created live."""
    themes = {t.id: t.label for t in pack.themes}
    for row in book.rows("theme"):
        themes.setdefault(row["id"].removeprefix("theme."), row["label"])
    return Vocabulary(
        phases={p.id: p.name.lower() for p in pack.phases},
        roles={r.id: r.name for r in pack.roles},
        groups={g.id: g.name for g in pack.groups},
        themes=themes,
        models={m.id: (m.version, m.title) for m in sorted(revised(book, pack).models, key=lambda m: m.version)},
    )
