"""The models as a screen shows them: every version, what was said about each, and how each fared in polls."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low

from hep_tui.domain.ballots import ordinal
from hep_tui.domain.meetings import Meeting
from hep_tui.domain.model_lines import Change, changes
from hep_tui.domain.models import Cost, Revision, cost, full_take_up
from hep_tui.domain.notes import SENTIMENTS, Note
from hep_tui.domain.pack import Model
from hep_tui.domain.polls import PollState
from hep_tui.domain.schools import School
from hep_tui.logbook import Book
from hep_tui.logbook.records import Record, record_of, records
from hep_tui.views.polls import PollView, polls
from hep_tui.views.review import review


@dataclass(frozen=True)
class Version:
    """Hold one version of a model; one of the pack has neither sentence nor time.

    `disputed` says that two laptops made it differently, and that one of them is to be chosen.
    """

    model: Model
    changed: str = ""
    changes: tuple[Change, ...] = ()
    at: datetime | None = None
    disputed: bool = False


@dataclass(frozen=True)
class Told:
    """Hold one note about a model, where it was said, and of which version."""

    note: Note
    meeting: str
    version: str


@dataclass(frozen=True)
class ModelSheet:
    """Hold one model: versions oldest first, notes newest first, how it fared, and its cost at full take-up."""

    versions: tuple[Version, ...]
    told: tuple[Told, ...]
    fared: tuple[str, ...]
    full: Cost

    @property
    def model(self) -> Model:
        """Return the newest version."""
        return self.versions[-1].model

    @property
    def disputed(self) -> bool:
        """Say whether its newest version is in conflict."""
        return self.versions[-1].disputed

    def said(self, sentiment: str) -> tuple[Told, ...]:
        """Return the notes of one sentiment, newest first; those without any for an empty one."""
        return tuple(t for t in self.told if t.note.sentiment == sentiment)

    @property
    def counts(self) -> str:
        """Return how many notes there are of each sentiment, and how many of them are about another version."""
        named = [(name, len(self.said(name))) for name in (*SENTIMENTS.values(), "")]
        words = ", ".join(f"{n} {name or 'without a sign'}" for name, n in named if n) or "nothing yet"
        others = sum(told.version != str(self.model.version) for told in self.told)
        how_many = "all" if others == len(self.told) else others
        return f"{words}; {how_many} about another version" if others else words


@dataclass(frozen=True)
class Models:
    """Hold every model of a review, the phases by id, and a typical school: its phase and its pupils.

    `maintained` says that there are schools which an authority maintains.
    """

    sheets: tuple[ModelSheet, ...]
    phases: dict[str, str]
    typical: tuple[str, int]
    maintained: bool = True


def models(book: Book) -> Models:
    """Return every model of a review, in the order of the pack."""
    found = review(book)
    revisions = {(r.what.model.id, r.what.model.version): r for r in reversed(records(book, Revision))}
    taken = [n for n in records(book, Note) if n.what.models]
    declared = [p for p in polls(book) if p.declared and p.state is PollState.DECLARED]
    by_id: dict[str, list[Model]] = {}
    for model in found.pack.models:
        by_id.setdefault(model.id, []).append(model)
    sheets = []
    for id, of in by_id.items():
        versions = sorted(of, key=lambda model: model.version)
        sheet = ModelSheet(
            _versions(versions, revisions),
            told=tuple(_told(book, taken, id)),
            fared=tuple(filter(None, (_fared(poll, id) for poll in declared))),
            full=full_take_up(versions[-1], found.schools),
        )
        sheets.append(sheet)
    return Models(
        tuple(sheets),
        phases={p.id: p.name for p in found.pack.phases},
        typical=_typical(found.schools),
        maintained=any(school.maintained for school in found.schools),
    )


def costs(sheets: Sequence[ModelSheet], phase: str, pupils: int) -> list[Cost]:
    """Return what each model asks of a school of that phase with so many pupils, maintained by the authority."""
    return [cost(sheet.model, pupils, phase) for sheet in sheets]


def _versions(models: Sequence[Model], revisions: dict[tuple[str, int], Record[Revision]]) -> tuple[Version, ...]:
    found = []
    for before, model in zip((None, *models), models, strict=False):
        differs = changes(before, model) if before else ()
        made = revisions.get((model.id, model.version))
        said = (made.what.changed, differs, made.time, made.disputed) if made else ("", differs)
        found.append(Version(model, *said))
    return tuple(found)


def _told(book: Book, taken: Sequence[Record[Note]], id: str) -> list[Told]:
    found = []
    for note in reversed(taken):
        for said in note.what.models:
            name, _, version = said.partition("@")
            if name == id:
                meeting = record_of(book, Meeting, note.what.meeting)
                found.append(Told(note.what, meeting.what.title if meeting else "", version))
    return found


def _fared(view: PollView, id: str) -> str:
    """Return how a model fared in a declared poll, in words; empty where it was not on the paper."""
    option = next((o for o in view.poll.options if o.id == id and o.version), None)
    if option is None or view.declared is None or not view.declared.ranking:
        return ""
    tiers = view.declared.ranking
    place = next((i for i, tier in enumerate(tiers) if id in tier), None)
    where = "not placed"
    if place is not None:
        level = len(tiers[place]) - 1
        where = ordinal(1 + sum(map(len, tiers[:place])))
        where += f" with {level} more" if level else ""
    at = f", {view.meeting}" if view.meeting else ""
    base = f"{where} of {len(view.poll.options)}, {view.declared.valid} valid"
    return f"{base}: {view.poll.title}{at} (version {option.version})"


def _typical(schools: Sequence[School]) -> tuple[str, int]:
    """Return the phase with most schools, and the number of pupils in the middle of them."""
    known = [s for s in schools if s.takes_part and s.pupils]
    if not known:
        return "", 0
    phase = Counter(s.phase for s in known).most_common(1)[0][0]
    return phase, median_low(sorted(s.pupils or 0 for s in known if s.phase == phase))
