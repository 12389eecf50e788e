"""The rows of surveys: questions, what they offer, responses and answers."""

from collections.abc import Collection, Iterable, Iterator

from hep_tui.domain.survey import SCALE, TEXT, Answer, Choice, Question, Response, Survey
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.context import Context, Each, Row
from hep_tui.exchange.tables import own_cells
from hep_tui.logbook import Entry
from hep_tui.views.survey import waves


def surveys(ctx: Context) -> Each:
    """Yield the waves of the surveys."""

    def rows(e: Entry, s: Survey) -> Iterable[Row]:
        outcomes = "; ".join(f"{n} {what}" for what, n in s.outcomes.items())
        yield {"id": e.subject, "outcomes": ctx.unless(ctx.few(e.subject), "surveys", "outcomes", outcomes)}

    return ctx.each("surveys", Survey, rows)


def survey_questions(ctx: Context) -> Each:
    """Yield what was asked."""
    own = own_cells("survey_questions")

    def rows(e: Entry, s: Survey) -> Iterable[Row]:
        for position, q in enumerate(_once(s), 1):
            yield {**own(q), "survey": e.subject, "question": q.id, "position": position}

    return ctx.each("survey_questions", Survey, rows)


def survey_choices(ctx: Context) -> Each:
    """Yield what can be answered, and the statements that are asked about."""
    own = own_cells("survey_choices")

    def rows(e: Entry, s: Survey) -> Iterable[Row]:
        for q in _once(s):
            offered = [(c, False) for c in q.choices] + [(c, True) for c in q.items]
            for line, (c, statement) in enumerate(offered, 1):
                yield {
                    **own(c), "survey": e.subject, "question": q.id, "line": line, "statement": statement,
                    "concept": c.concept,
                }  # fmt: skip

    return ctx.each("survey_choices", Survey, rows)


def _once(survey: Survey) -> Iterator[Question]:
    """Yield each question once, however another program wrote them."""
    seen: dict[str, Question] = {}
    for question in survey.questions:
        seen.setdefault(question.id, question)
    yield from seen.values()


_NONE = Choice("", "")


def _offered(survey: Survey) -> dict[tuple[str, str, bool], Choice]:
    """Return what a wave offers by question and code, the statements it asks about apart from the answers."""
    each = [(q, c, of is q.items) for q in _once(survey) for of in (q.choices, q.items) for c in of]
    return {(q.id, c.code, statement): c for q, c, statement in reversed(each)}


def _levels(survey: Survey) -> dict[tuple[str, str], int]:
    """Return the place of each level on the scale that it is of, by question and code; the lowest is 1."""
    scales = [q for q in _once(survey) if q.kind == SCALE]
    return {(q.id, level.code): place for q in scales for place, level in enumerate(q.levels, 1)}


def survey_responses(ctx: Context) -> Each:
    """Yield who answered, by phase and role."""
    placed = {id: r for wave in waves(ctx.book) for id, r in wave.responses.items()}

    def rows(e: Entry, r: Response) -> Iterable[Row]:
        now = placed.get(e.subject, r)
        yield {
            "id": ctx.id(e.subject), "urn": now.urn, "groups": ";".join(r.groups),
            **ctx.who(r.survey, now.phase, now.role),
        }  # fmt: skip

    return ctx.each("survey_responses", Response, rows)


def _told(ctx: Context, response: Response, text: Collection[str]) -> Iterator[Answer]:
    """Yield the answers of a response; outside the team, none that says whether it left a comment.

    Of those who may have written a note, the few who wrote anything would be known.
    """
    for answer in response.answers:
        if ctx.tier is Tier.RESTRICTED or not (answer.is_comment or answer.question in text):
            yield answer


def survey_answers(ctx: Context) -> Each:
    """Yield what was answered, and why an answer is missing."""
    own = own_cells("survey_answers")
    held = waves(ctx.book)
    asked_in_words = {w.id: frozenset(q.id for q in w.survey.questions if q.kind == TEXT) for w in held}
    offered, levels = {w.id: _offered(w.survey) for w in held}, {w.id: _levels(w.survey) for w in held}

    def rows(e: Entry, r: Response) -> Iterable[Row]:
        text = asked_in_words.get(r.survey, frozenset())
        known, level = offered.get(r.survey, {}), levels.get(r.survey, {})
        for line, a in enumerate(_told(ctx, r, text), 1):
            item, code = known.get((a.question, a.item, True), _NONE), known.get((a.question, a.code, False), _NONE)
            yield {
                **own(a), "response": ctx.id(e.subject), "line": line, "survey": r.survey, "item_label": item.label,
                "code_label": code.label, "level": level.get((a.question, a.code)),
                "rank": a.rank or None, "commented": a.is_comment,
                "concept": item.concept or code.concept,
            }  # fmt: skip

    return ctx.each("survey_answers", Response, rows)
