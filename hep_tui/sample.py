"""The sample review of `hep demo`: built from data/sample, the same on every laptop, marked as invented."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hep_tui import locations
from hep_tui.actions import ballots, decisions, framework, meetings, models, notes, polls, reviews, surveys
from hep_tui.domain.ballots import Ballot
from hep_tui.domain.framework import Rating
from hep_tui.domain.meetings import Attendance, Meeting
from hep_tui.domain.model_lines import changed, lines
from hep_tui.domain.notes import Note
from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_read import find_pack, read_pack, read_school_table
from hep_tui.domain.polls import Account, Hands, Poll, PollState
from hep_tui.domain.shorthand import parse
from hep_tui.logbook import Book, Source
from hep_tui.logbook.creating import made
from hep_tui.logbook.header import look_at
from hep_tui.logbook.records import record_of, records
from hep_tui.views.review import review, vocabulary

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass
class _Clock:
    """Give invented times and repeatable tokens, so that two laptops' demos can be merged."""

    at: datetime = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)
    dice: random.Random = field(default_factory=lambda: random.Random(2021))

    def now(self) -> datetime:
        return self.at

    def token(self) -> str:
        return "".join(self.dice.choices(_LETTERS, k=16))

    @property
    def source(self) -> Source:
        # Whatever program makes it, the demo is the same, so that two laptops can merge theirs.
        return Source(self.now, self.token, version="0.1.0")

    def pass_(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


def make_demo(path: Path, *, survey: bool = False) -> Path:
    """Make the sample review at `path` and return it; one that already is there is left as it is.

    With `survey` it holds the survey of leaders too. Raises NotALogbook where something else is there.
    """
    if path.exists():
        look_at(path)
        return path
    sample = tomllib.loads((locations.data_dir() / "sample" / "hillingdon-2021.toml").read_text("utf-8"))
    clock = _Clock()
    with made(path, who="sample", device="sample", source=clock.source) as book:
        _fill(book, clock, sample)
        if survey:
            _survey(book, clock, sample["survey"])
    return path


def _fill(book: Book, clock: _Clock, sample: Mapping[str, Any]) -> None:
    found = find_pack(sample["pack"], locations.packs_dir())
    pack = read_pack(found)
    # The sample plans its own meetings in place of one for each agenda.
    bare = Pack.from_dict({**pack.to_dict(), "agendas": []})
    reviews.start(book, bare, read_school_table(pack, found, locations.schools_dir()), sample["title"])
    head = book.rows("review")[0]
    review = next(book.current("review"))
    book.append("review", head["id"], {**review.data, "pack": pack.to_dict()}, review.id)
    for plan in sample["meetings"]:
        _meeting(book, clock, pack, plan)
    _after(book, clock, pack, sample["after"])


def _meeting(book: Book, clock: _Clock, pack: Pack, plan: Mapping[str, Any]) -> None:
    agenda = pack.agenda(plan["agenda"])
    assert agenda is not None
    id = reviews.plan_meeting(book, pack, agenda, plan["title"], plan["date"])
    _register(book, id, plan.get("present", {}))
    if not plan["held"]:
        return
    clock.at = datetime.fromisoformat(plan["date"]).replace(hour=15, tzinfo=UTC)
    meeting = record_of(book, Meeting, id)
    assert meeting is not None
    for item in meeting.what.items:
        meetings.start_item(book, id, item.id)
        said = plan["notes"].get(item.id, [])
        for line in said:
            clock.pass_(minutes=item.minutes / (len(said) + 1), seconds=clock.dice.randrange(40))
            reading = parse(line, vocabulary(book, pack), sticky=Note("", id, item.id), today=clock.at.date())
            notes.add(book, reading.note, reading.new_themes)
        if item.poll:
            _vote(book, clock, id, item.id, plan)
        clock.pass_(minutes=item.minutes / (len(said) + 1))
    meetings.end(book, id, meeting.what.items[-1].id)


def _after(book: Book, clock: _Clock, pack: Pack, after: Mapping[str, Any]) -> None:
    """Record what came in after the workshops: ratings from paper, a model's next version, what was done."""
    clock.at = datetime.fromisoformat(after["date"]).replace(hour=9, tzinfo=UTC)
    held = {m.what.title: m.id for m in records(book, Meeting)}
    for each in after["ratings"]:
        for table, keys in enumerate(each["tables"], 1):
            clock.pass_(seconds=30)
            marks = {c.id: int(key) for c, key in zip(pack.conditions, keys, strict=True) if key != "."}
            framework.rate(book, pack, Rating(held[each["meeting"]], marks, table_no=table))
    for each in after["revisions"]:
        clock.pass_(minutes=10)
        model = pack.model(each["model"])
        assert model is not None
        for line in lines(model):
            model = changed(model, line, each["lines"][line.label]) if line.label in each["lines"] else model
        models.revise(book, pack, model, each["changed"])
    said = {n.what.text: n.id for n in records(book, Note)}
    for each in after["follow_ups"]:
        clock.pass_(minutes=10)
        decisions.set_state(book, said[each["note"]], each["state"], each["did"])
        for text in each["said"]:
            decisions.link(book, said[each["note"]], said[text])


def _survey(book: Book, clock: _Clock, plan: Mapping[str, Any]) -> None:
    """Take the survey in, its comments with their marks."""
    from hep_tui.exchange.survey.door import open_survey

    clock.at = datetime.fromisoformat(plan["date"]).replace(hour=9, tzinfo=UTC)
    file = open_survey(book, locations.data_dir() / "sample" / plan["file"], locations.schools_dir())
    found = file.intake(file.proposed())
    words = vocabulary(book, review(book).pack)
    marked = {}
    for id, note in found.comments.items():
        said = parse(f"{plan['marks'][note.text]} {note.text}", words, sticky=note, today=clock.at.date()).note
        marked[id] = replace(note, themes=said.themes, sentiment=said.sentiment, key=said.key)
    surveys.take(book, found.survey, found.responses, marked)


def _register(book: Book, meeting: str, present: Mapping[str, int]) -> None:
    for phase, number in present.items():
        for i in range(number):
            role = "la-officer" if phase == "cross-phase" else "head"
            meetings.attend(book, Attendance(meeting, f"{phase}-{i + 1:02}", phase=phase, role=role))


def _vote(book: Book, clock: _Clock, meeting: str, item: str, plan: Mapping[str, Any]) -> None:
    poll = next(p for p in records(book, Poll, meeting=meeting, item=item))
    if poll.what.marking.hands and "hands" in plan:
        yes, no, abstained = plan["hands"]
        polls.change_state(book, poll.id, PollState.OPEN)
        counts = {"1": {"": yes}, "2": {"": no}}
        polls.show_hands(book, Hands(poll.id, yes + no + abstained, counts, abstained))
    elif poll.what.marking.ranks and plan.get("ballots"):
        polls.change_state(book, poll.id, PollState.OPEN)
        _ballots(book, clock, poll.id, poll.what, plan)
    else:
        return
    clock.pass_(minutes=6)
    polls.change_state(book, poll.id, PollState.CLOSED)
    polls.declare(book, poll.id)


def _ballots(book: Book, clock: _Clock, id: str, poll: Poll, plan: Mapping[str, Any]) -> None:
    weights = _weights(poll, plan["lead"])
    phases = list(plan["present"])
    for number in range(1, plan["ballots"] + 1):
        clock.pass_(seconds=8 + clock.dice.randrange(6))
        phase = phases[0] if number <= plan["present"][phases[0]] else phases[-1]
        if number == plan["ballots"]:
            ballots.cast(book, Ballot(id, number, "blank", phase=phase))
        else:
            ballots.cast(book, Ballot(id, number, marks=_ranking(clock.dice, weights, poll.most), phase=phase))
    n = plan["ballots"]
    polls.keep_account(book, Account(id, printed=n + 11, issued=n, unused=11))


def _weights(poll: Poll, lead: list[str]) -> dict[str, float]:
    """Return how much each option is liked; `lead` names the first words of those liked most."""
    words = [name.split("-")[0] for name in lead]
    return {o.id: 6.0 if any(o.label.lower().startswith(w) for w in words) else 1.5 for o in poll.options}


def _ranking(dice: random.Random, weights: Mapping[str, float], most: int) -> dict[str, int]:
    left = dict(weights)
    marks: dict[str, int] = {}
    for rank in range(1, most + 1):
        choice = dice.choices(list(left), list(left.values()))[0]
        marks[choice] = rank
        del left[choice]
    return marks
