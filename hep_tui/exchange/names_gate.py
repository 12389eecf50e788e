"""Names in what somebody typed: found as it leaves, and put in other words or left on purpose."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hep_tui.domain.names import Mention, Names, replaced
from hep_tui.errors import HepError

REPLACE, KEEP = "replace", "keep"
_REMEMBERED = 256
_AROUND = 60
"""So many characters before and behind a name tell whoever decides what was said."""


@dataclass(frozen=True)
class Find:
    """Hold one name in one cell: where it is, its words, kind and token, and what is around it."""

    table: str
    id: str
    column: str
    kind: str
    words: str
    token: str
    around: str = ""


Decide = Callable[[Find], str]
"""Say of a find that it is replaced or kept on purpose; nothing where nobody has decided yet."""


class Undecided(HepError):
    """Say that names are in what would leave, and nobody has decided about them; `finds` are all of them."""

    def __init__(self, finds: tuple[Find, ...]) -> None:
        super().__init__(
            f"{len(finds)} names are in what would leave, so nothing was written; decide about each of them first."
        )
        self.finds = finds


@dataclass
class NamesGate:
    """Let no name pass on which nobody has decided; without `names`, everything passes as it is.

    `may_stay` says whether the names in a note may, as somebody has said in the record. `there` are the codes of those
    who came to each meeting, whose initials count as names in what was said at it; of what is of no meeting, of those
    who came to any. `done` counts (table, column, kind, what was done).
    """

    names: Names | None
    decide: Decide
    may_stay: Callable[[str], bool] = lambda note: False
    there: Mapping[str, frozenset[str]] = field(default_factory=dict)
    undecided: list[Find] = field(default_factory=list)
    done: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # What options and items are called comes again in row after row; the oldest are forgotten.
        self._find = lru_cache(_REMEMBERED)(self.names.find if self.names else lambda text, there: ())
        self._anywhere = frozenset().union(*self.there.values())

    def passed(self, table: str, id: str, column: str, text: str, meeting: str = "") -> str:
        """Return a text with the names replaced that are to be."""
        mentions = self._find(text, self.there.get(meeting, frozenset()) if meeting else self._anywhere)
        if not mentions:
            return text
        gone = [m for m in mentions if self._answer(_found(table, id, column, m, text)) == REPLACE]
        return replaced(text, gone) if gone else text

    def _answer(self, find: Find) -> str:
        answer = KEEP if find.table == "notes" and self.may_stay(find.id) else self.decide(find)
        if answer not in (REPLACE, KEEP):
            self.undecided.append(find)
            return REPLACE
        self.done[find.table, find.column, find.kind, answer] += 1
        return answer

    def require_decided(self) -> None:
        """Raise Undecided where a name was found on which nobody has decided."""
        if self.undecided:
            raise Undecided(tuple(self.undecided))


def _found(table: str, id: str, column: str, mention: Mention, text: str) -> Find:
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    return Find(table, id, column, kind=mention.kind, words=mention.words, token=mention.token, around=around)


def replace_all(_find: Find) -> str:
    """Decide that every name is replaced."""
    return REPLACE


def undecided(_find: Find) -> str:
    """Leave every name undecided."""
    return ""
