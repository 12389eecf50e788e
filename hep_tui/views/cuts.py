"""Of whom the figures of a release are: the papers and answers behind each poll, rating and survey, and who came."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hep_tui.domain.framework import Rating
from hep_tui.domain.headcount import Present, headcount
from hep_tui.domain.ledger import Release, together
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.phases import MIN_CELL, cells
from hep_tui.domain.polls import PollState
from hep_tui.domain.survey import Response
from hep_tui.domain.wording import listed
from hep_tui.errors import HepError
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.came import attended, came, present, roles
from hep_tui.views.picture import Picture
from hep_tui.views.picture_painter import picture
from hep_tui.views.polls import polls
from hep_tui.views.review import review

Papers = Sequence[tuple[str, str]]
"""The id of an entry, and the label of the phase. A correction is another paper than what it corrects."""


@dataclass(frozen=True)
class Cut:
    """Hold what was asked, by id and in words, and the sets of papers of which figures are told."""

    id: str
    words: str
    sets: tuple[frozenset[str], ...]


def cuts(book: Book, groups: Sequence[str] = ()) -> list[Cut]:
    """Return of whom the figures of a report or a public export are; `groups` are those that get a page."""
    found = picture(book)
    label_of = {name: heard.label for heard in found.heard for name in heard.phases}
    labels = {phase.id: label_of.get(phase.name, "") for phase in found.review.pack.phases}
    return [*_came(book, found, labels), *_voted(book, labels), *_rated(book), *_answered(book, found, labels, groups)]


def _parts(papers: Papers) -> Iterator[frozenset[str]]:
    """Yield everybody, and those of each phase that are five."""
    yield frozenset(id for id, _ in papers)
    for label in dict.fromkeys(label for _, label in papers):
        part = frozenset(id for id, own in papers if own == label)
        if label and len(part) >= MIN_CELL:
            yield part


def _came(book: Book, found: Picture, labels: Mapping[str, str]) -> Iterator[Cut]:
    """Yield who came to each meeting, and who came to any; of fewer than five nothing is told."""
    there = came(book, cells(found.review.pack.phases, found.review.schools))
    for meeting in records(book, Meeting):
        people = there.get(meeting.id, ())
        if len(people) >= MIN_CELL:
            yield _people(f"came {meeting.id}", f"who came to {meeting.what.title}", [{p.person for p in people}])
    yield _people("came", "who came to any meeting", _told_of_all(book, found, labels, there))


def page_of(book: Book, meeting: str) -> Cut:
    """Return of whom a page about a meeting tells how many they are: who came, and those of some phases and roles."""
    found = review(book)
    shown = cells(found.pack.phases, found.schools)
    people = [present(who.what, shown) for who in records(book, Attendance, meeting=meeting)]
    told = headcount(people)
    parts = [{p.person for p in people if p.phase == phase} for phase in told.phases if phase]
    parts += [{p.person for p in people if p.role == role} for role in told.roles if role]
    everybody = [{p.person for p in people}] * bool(told.people)
    return _people(f"page {meeting}", "who was there", [*everybody, *parts])


def _told_of_all(
    book: Book, found: Picture, labels: Mapping[str, str], there: Mapping[str, Sequence[Present]]
) -> Iterator[Collection[str]]:
    """Yield the people of whom it is told over all meetings how many they are: all, those of a phase, of a role."""
    phase_of = {who.person: labels.get(who.phase, "") for who in attended(book)}
    if found.rooms is not None:
        yield phase_of
    if all(heard.rooms is not None for heard in found.heard):
        yield from _parts([*phase_of.items()])
    yield from roles(there).values()


def _people(id: str, words: str, sets: Iterable[Collection[str]]) -> Cut:
    """Return a cut of people: each as a mark, since the ledger needs no codes of the register."""
    return Cut(id, words, tuple(dict.fromkeys(frozenset(map(_mark, people)) for people in sets)))


def _mark(person: str) -> str:
    """Return what stands for somebody among what was released."""
    return hashlib.sha256(person.encode("utf-8", "replace")).hexdigest()[:16]


def _voted(book: Book, labels: Mapping[str, str]) -> Iterator[Cut]:
    """Yield the papers of each poll that is declared; a show of hands has none."""
    for view in polls(book):
        valid = [b for b in view.ballots if b.what.status == "valid"]
        if valid and view.state is PollState.DECLARED and not view.hidden:
            papers = [(b.entry or b.id, labels.get(b.what.phase, "")) for b in valid]
            yield Cut(view.id, view.poll.title, tuple(_parts(papers)))


def _rated(book: Book) -> Iterator[Cut]:
    """Yield the sheets on which persons rated the conditions at each meeting."""
    for meeting in records(book, Meeting):
        sheets = records(book, Rating, meeting=meeting.id, unit="person")
        if sheets:
            yield Cut(meeting.id, f"conditions at {meeting.what.title}", (frozenset(s.entry for s in sheets),))


def _answered(book: Book, found: Picture, labels: Mapping[str, str], groups: Sequence[str]) -> Iterator[Cut]:
    """Yield the responses to each survey, and those of each group that gets a page."""
    entry_of = {response.id: response.entry for response in records(book, Response)}
    pages = [group.term.id for group in found.groups if group.shown and group.term.id in groups]
    for wave in found.waves:
        papers = [(entry_of[id], labels.get(r.phase, "")) for id, r in wave.responses.items()]
        within = [frozenset(entry_of[id] for id, r in wave.responses.items() if page in r.groups) for page in pages]
        yield Cut(f"survey {wave.survey.key}", wave.survey.title, (*_parts(papers), *within))


def release(name: str, day: str, told: Sequence[Cut]) -> Release:
    """Return what is to be remembered of a release."""
    return Release(name, day, {cut.id: cut.sets for cut in told})


def require_apart(earlier: Sequence[Release], told: Sequence[Cut]) -> None:
    """Raise HepError where figures of fewer than five would follow from a release and what was released before."""
    found = together(earlier, {cut.id: cut.sets for cut in told})
    if not found:
        return
    before = next(iter(found.values()))
    what = listed([f"“{cut.words}”" for cut in told if cut.id in found])
    raise HepError(
        f"Beside {before.name} of {before.day}, figures of now would tell of fewer than {MIN_CELL} people: {what}. "
        f"Nothing was written; wait until {MIN_CELL} more have come or answered, or, if {before.name} went to nobody, "
        f"say so with --instead {before.name}."
    )
