"""Surveys as a review holds them: their waves, what was asked otherwise, and every answer as a row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hep_tui.domain.notes import Note
from hep_tui.domain.speech import worded
from hep_tui.domain.survey import (
    MISSING,
    NOT_ASKED,
    WHY,
    Answer,
    Link,
    Question,
    Response,
    Survey,
    comment_subject,
    reworded,
    survey_subject,
)
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.logbook.records import records
from hep_tui.views.review import review

COLUMNS = ("response", "question", "item", "value_code", "value_text", "rank", "missing")


@dataclass(frozen=True)
class Wave:
    """Hold one wave of a survey: its responses by subject, with their schools as they were settled since."""

    id: str
    survey: Survey
    responses: dict[str, Response]
    reworded: tuple[str, ...] = ()


def waves(book: Book) -> list[Wave]:
    """Return every wave of every survey, by key and wave."""
    held = {s.id: s.what for s in records(book, Survey)}
    settled = {each.what.written: each.what.urn for each in records(book, Link)}
    phases = {school.urn: school.phase for school in review(book).schools}
    of: dict[str, dict[str, Response]] = {id: {} for id in held}
    for each in records(book, Response):
        of.setdefault(each.what.survey, {})[each.id] = _placed(each.what, settled, phases)
    found = sorted(held.items(), key=lambda pair: (pair[1].key, pair[1].wave))
    return [Wave(id, survey, of[id], _reworded(held, survey)) for id, survey in found]


def _placed(response: Response, settled: dict[str, str], phases: dict[str, str]) -> Response:
    """Return a response with the school that somebody said it means."""
    urn = response.urn or settled.get(response.school, "")
    return replace(response, urn=urn, phase=response.phase or phases.get(urn, "")) if urn else response


def _reworded(held: dict[str, Survey], survey: Survey) -> tuple[str, ...]:
    before = held.get(survey_subject(survey.key, survey.wave - 1))
    return tuple(reworded(before, survey)) if before else ()


def answer_rows(book: Book) -> Iterator[tuple[str, ...]]:
    """Yield every answer of every survey as a row of `COLUMNS`; comments have the words of their notes.

    What a wave did not ask, and another wave of the survey did, is a row too.
    """
    said = {n.id: n.what.text for n in records(book, Note)}
    every = waves(book)
    for wave in every:
        asked = {q.id: q for q in wave.survey.questions}
        elsewhere = [q.id for w in every if w.survey.key == wave.survey.key for q in w.survey.questions]
        absent = [id for id in dict.fromkeys(elsewhere) if id not in asked]
        for id, response in sorted(wave.responses.items()):
            for answer in response.answers:
                yield _row(id, answer, asked.get(answer.question), said)
            for question in absent:
                yield (id, question, "", "", "", "", NOT_ASKED)


def _row(id: str, answer: Answer, question: Question | None, said: dict[str, str]) -> tuple[str, ...]:
    text = answer.text
    if question and not answer.missing and not text:
        comment = said.get(comment_subject(id, f"{answer.question}/{answer.item}"), "")
        text = question.label(answer.code) if answer.code else comment
    return (id, answer.question, answer.item, answer.code, text, str(answer.rank or ""), answer.missing)


def checks(book: Book) -> list[str]:
    """Return in words what a person should look at of the surveys: schools not settled, phases not said, wording."""
    found = []
    for wave in waves(book):
        name = f"{wave.survey.title}, wave {wave.survey.wave}"
        open_ = sum(bool(r.school) and not r.urn for r in wave.responses.values())
        unsaid = sum(not r.phase for r in wave.responses.values())
        found += [
            f"{name}: {counted(open_, 'response')} " + worded("with {a_place} that is not settled; hep link lists them")
        ] * bool(open_)
        found += [f"{name}: {counted(unsaid, 'response')} without a phase"] * bool(unsaid)
        found += [f"{name}: {words}" for words in wave.reworded]
    return found


def wave_said(wave: Wave) -> Iterator[str]:
    """Yield in words what a wave holds: its responses, what became of its rows, and how many answered each question."""
    survey, responses = wave.survey, wave.responses.values()
    yield f"{survey.title}, wave {survey.wave} ({survey.tool}): {len(responses)} responses"
    yield from (f"  {n} rows {WHY.get(what, what)}" for what, n in survey.outcomes.items())
    for question in survey.questions:
        n = sum(any(a.question == question.id and not a.missing for a in r.answers) for r in responses)
        yield f"  {n} of {len(responses)} answered: {question.text}"


def missing_counts(wave: Wave) -> dict[str, int]:
    """Return how many answers of a wave are missing for each reason."""
    given = [a.missing for r in wave.responses.values() for a in r.answers]
    return {why: n for why in MISSING if (n := given.count(why))}
