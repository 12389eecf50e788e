"""Propose what every column of a survey's file holds, and say what of it is in doubt."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hep_tui.domain import survey as kinds
from hep_tui.domain.pack import Pack, Term
from hep_tui.domain.resolve.concepts import Concepts
from hep_tui.domain.resolve.folding import plain
from hep_tui.domain.survey import Choice, Question
from hep_tui.domain.terms import term_named
from hep_tui.domain.text import new_slug, plain_name, slug
from hep_tui.exchange import headers
from hep_tui.exchange.matching import Matcher
from hep_tui.exchange.survey import ladders, mapping, shapes
from hep_tui.exchange.survey.fields import WRITTEN, Field
from hep_tui.exchange.survey.keys import NO_KEY, Key
from hep_tui.exchange.survey.labels import in_words, keyed
from hep_tui.exchange.survey.layouts import TOOLS, Layout
from hep_tui.exchange.survey.mapping import Holding, SurveyMap
from hep_tui.exchange.survey.meta import of_tool
from hep_tui.exchange.survey.proposal import Doubt, Proposal
from hep_tui.exchange.survey.shapes import HOLDS

_LIKE = 0.6
_ONLY_BLANK = 3
_MOST_BRANCHES = 4
_OFTEN = 3
_WORDS = {
    mapping.PHASE: re.compile(r"\b(phase|sector|type of (school|setting)|kind of (school|setting))\b", re.IGNORECASE),
    mapping.ROLE: re.compile(r"\b(role|position|job|post)\b", re.IGNORECASE),
    mapping.GROUP: re.compile(r"\b(groups?|networks?|forums?|associations?|member)\b", re.IGNORECASE),
    mapping.SCHOOL: re.compile(r"\b(school|academy|setting|college)('s)?\b", re.IGNORECASE),
    mapping.URN: re.compile(r"\burn\b", re.IGNORECASE),
    mapping.TOKEN: re.compile(r"\b(token|code on (your|the) card|card code|event code)\b", re.IGNORECASE),
}
_KINDS = {
    shapes.LIST: kinds.CHOICES, shapes.FLAG: kinds.CHOICES, shapes.ORDER: kinds.RANK, shapes.RANKED: kinds.RANK,
    shapes.PLACE: kinds.RANK, shapes.COMMENT: kinds.TEXT, shapes.FIGURE: kinds.NUMBER,
}  # fmt: skip
_NONE = re.compile(r"none\b", re.IGNORECASE)
_COMMAS = {"google": shapes.COMMA, "qualtrics": shapes.BARE}


@dataclass
class _Proposer:
    layout: Layout
    pack: Pack
    matcher: Matcher
    key: Key
    columns: list[Holding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    means: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.concepts = Concepts(self.pack)
        self.terms: dict[str, Sequence[Term]] = {
            mapping.PHASE: self.pack.phases, mapping.ROLE: self.pack.roles, mapping.GROUP: self.pack.groups,
        }  # fmt: skip

    def of_group(self, group: Sequence[Field]) -> None:
        """Take the columns of one question."""
        answers, others = self._parted(group)
        if len(answers) == 1 and (who := self._about_who(answers[0])):
            # What was written beside the answers may be a word of the pack all the same.
            self.columns += [Holding(each.header, who) for each in others]
        elif not self._groups(answers):
            question = self._question(answers)
            self.columns += [Holding(each.header, shapes.OTHER, question.id) for each in others]

    def _parted(self, group: Sequence[Field]) -> tuple[Sequence[Field], list[Field]]:
        """Return the columns of answers, and those of what was written beside them; idle ones are dropped."""
        if len(group) == 1:
            return group, []
        idle = [each for each in group if not each.item and not any(self.layout.values(each))]
        self.columns += [Holding(each.header, mapping.DROP) for each in idle]
        kept = [each for each in group if each not in idle]
        others = [each for each in kept if len(kept) > 1 and shapes.is_other(each.item) and self._is_text(each)]
        return [each for each in kept if each not in others], others

    def _is_text(self, column: Field) -> bool:
        return any(shapes.chosen(cell, column.item) is None for cell in self.layout.values(column) if cell)

    def _about_who(self, column: Field) -> str:
        """Take a column that says who answered, and return what: its words hint at it, its answers decide."""
        filled = [cell for cell in self.layout.values(column) if cell]
        holds = next((h for h in _WORDS if _WORDS[h].search(column.question) and self._fits(h, filled)), "")
        if not holds and headers.meaning(column.question)[0] in ("private", "name", "first", "last"):
            holds = mapping.PRIVATE
        if not holds:
            return ""
        sign = self._between(filled) if holds == mapping.GROUP else ""
        self.columns.append(Holding(column.header, holds, sign=sign))
        if holds in self.terms:
            said = [part for cell in filled for part in shapes.parts(cell, sign)] if sign else filled
            self._meaning(holds, said)
        return holds

    def _fits(self, holds: str, filled: Sequence[str]) -> bool:
        if holds in self.terms:
            sign = self._between(filled)
            given = [part for cell in filled for part in shapes.parts(cell, sign) if not _is_beside(part)]
            named = sum(bool(term_named(part, self.terms[holds])) for part in given)
            return bool(given) and named >= _LIKE * len(given)
        if holds == mapping.URN:
            return any(re.fullmatch(r"\d{6}(\.0)?", cell) for cell in filled)
        if holds == mapping.TOKEN:
            return all(len(cell) < 30 for cell in filled)
        found = [self.matcher.match(cell) for cell in dict.fromkeys(filled)]
        return bool(found) and sum(bool(m.school) for m in found) * 3 >= len(found)

    def _between(self, filled: Sequence[str]) -> str:
        """Return the sign between groups that makes most of them groups of the pack."""

        def named(sign: str) -> int:
            return sum(bool(term_named(p, self.pack.groups)) for cell in filled for p in shapes.parts(cell, sign))

        return max(shapes.SIGNS, key=named)

    def _meaning(self, what: str, said: Iterable[str]) -> None:
        """Note answers that the pack has no term for: a person has to say which is meant."""
        for each in dict.fromkeys(said):
            if each and not term_named(each, self.terms[what]):
                self.means.setdefault(what, {})[each] = ""
                if _is_beside(each):
                    continue
                words = f"“{each}” is not a {what} of the pack; say under [means.{what}] which one it is"
                self.doubts.append(Doubt(words, what, each))

    def _groups(self, group: Sequence[Field]) -> bool:
        """Take a question whose answers are groups of the pack, a column each."""
        if len(group) < 2 or not all(term_named(each.item, self.pack.groups) for each in group):
            return False
        if not all(shapes.chosen(cell, each.item) is not None for each in group for cell in self.layout.values(each)):
            return False
        for each in group:
            self.columns.append(Holding(each.header, mapping.GROUP, item=each.item))
        return True

    def _question(self, group: Sequence[Field]) -> Question:
        first = group[0]
        cells = [self.layout.values(each) for each in group]
        if len(group) > 1:
            holds, certain, sign = self._several(group, cells)
        else:
            holds, certain, sign = self._single(first, cells[0])
        if not certain:
            words = f"“{first.question}” could be {HOLDS[holds]} or not: there are too few answers to tell"
            self.doubts.append(Doubt(words))
        id = self._id(first.question)
        question = self._made(id, group, holds, cells, sign)
        self.questions.append(question)
        if holds not in (shapes.LIST, shapes.ORDER):
            sign = ""
        for each in group:
            self.columns.append(Holding(each.header, holds, id, item=self._item(question, each, holds), sign=sign))
        return question

    def _several(self, group: Sequence[Field], cells: Sequence[Sequence[str]]) -> tuple[str, bool, str]:
        """Return what the columns of a question hold, whether that is certain, and the sign between answers."""
        flags = self.layout.tool in ("limesurvey", "jisc")
        holds, certain = shapes.of_several([each.item for each in group], cells, flags=flags)
        sign = ""
        if holds == shapes.LEVEL and self.layout.tool == "google":
            sign = shapes.sign_of([cell for column in cells for cell in column], shapes.COMMA)
        return (shapes.LIST if sign else holds), certain, sign

    def _single(self, column: Field, cells: Sequence[str]) -> tuple[str, bool, str]:
        """Return what the only column of a question holds, whether that is certain, and the sign between answers."""
        asked = self.key.get(column.name)
        sign = shapes.sign_of(cells, _COMMAS.get(self.layout.tool, ""))
        holds, certain = shapes.of_one(column.question, cells, sign)
        if column.code == WRITTEN and holds != shapes.FIGURE:
            holds, sign = shapes.COMMENT, ""
        if asked and asked.answers and holds == shapes.COMMENT:
            holds = shapes.ONE
        return holds, certain, sign

    def _id(self, text: str) -> str:
        id = new_slug(text, self.ids, "question", 40)
        self.ids.add(id)
        return id

    def _made(self, id: str, group: Sequence[Field], holds: str, cells: Sequence[Sequence[str]], sign: str) -> Question:
        text = re.sub(r" \(\d\)$", "", group[0].question)
        items = tuple(self._choice(each.item) for each in group) if len(group) > 1 else ()
        if holds in (shapes.COMMENT, shapes.FIGURE):
            return Question(id, text, _KINDS[holds], items=items)
        if holds in (shapes.FLAG, shapes.RANKED):
            return Question(id, text, _KINDS[holds], items, concept=self._common(items))
        asked = self.key.get(group[0].name)
        known = list(asked.answers.values()) if asked else []
        given = _given([cell for column in cells for cell in column if cell], sign, known)
        labels = list(dict.fromkeys([*known, *given]))
        if holds in (shapes.ONE, shapes.LEVEL):
            kind, choices = self._levels(text, labels, known)
            concept = self._common(items or choices)
            return Question(id, text, kind, choices, items=items, concept=concept)
        choices = tuple(self._choice(label) for label in known or sorted(labels, key=str.casefold))
        if holds != shapes.LIST:
            items = ()
        return Question(id, text, _KINDS[holds], choices, items=items, concept=self._common(choices))

    def _levels(self, text: str, labels: list[str], known: list[str]) -> tuple[str, tuple[Choice, ...]]:
        """Return whether answers are the levels of a scale or choices, and these in their order."""
        steps = self._steps(text, labels, known)
        if steps:
            return kinds.SCALE, tuple(self._level(label, steps) for label in ladders.in_order(labels, steps))
        return kinds.CHOICE, tuple(self._level(label, ()) for label in known or sorted(labels, key=str.casefold))

    def _steps(self, text: str, labels: Sequence[str], known: Sequence[str]) -> Sequence[str]:
        """Return the levels of a scale; figures of Qualtrics are codes until its questionnaire says what they mean."""
        if found := ladders.ladder(labels, self.pack):
            # A questionnaire knows which of them it offers.
            offered = {plain(label) for label in known}
            return [step for step in found if not known or plain(step) in offered]
        in_codes = self.layout.tool == "qualtrics" and not in_words(self.layout) and not known
        return () if in_codes else ladders.numbered(known or labels, ladders.ends(text))

    def _level(self, label: str, steps: Sequence[str]) -> Choice:
        made = self._choice(label)
        figure = ladders.figure(label) if steps else ""
        return replace(made, code=figure or made.code, off=bool(steps) and label not in steps)

    def _choice(self, label: str) -> Choice:
        if shapes.is_other(label):
            return Choice(shapes.OTHER, label)
        concept = self.concepts.of(label)
        return Choice(concept.partition(":")[2] or slug(label, "answer"), label, concept)

    def _common(self, choices: Sequence[Choice]) -> str:
        return self.concepts.common([choice.label for choice in choices])

    def _item(self, question: Question, column: Field, holds: str) -> str:
        if holds == shapes.PLACE:
            return str(shapes.rank_in(column.item))
        if holds == shapes.LEVEL or question.items or holds in (shapes.FLAG, shapes.RANKED):
            return self._choice(column.item).code
        return ""


def propose(layout: Layout, pack: Pack, matcher: Matcher, key: Key = NO_KEY, name: str = "survey") -> Proposal:
    """Return the mapping that a file suggests; `name` is what the survey is to be called.

    Raises Unreadable where the file holds codes whose words only its questionnaire knows.
    """
    layout = keyed(layout, key)
    made = _Proposer(layout, pack, matcher, key)
    questions: dict[tuple[str, str], list[Field]] = {}
    for column in layout.fields:
        holds = of_tool(layout.tool, column)
        if holds:
            made.columns.append(Holding(column.header, holds))
        elif not any(layout.values(column)) and not key:
            made.columns.append(Holding(column.header, mapping.DROP))
            made.notes.append(f"“{column.header}” is empty in every row")
        else:
            questions.setdefault((column.name, column.question), []).append(column)
    for group in questions.values():
        made.of_group(group)
    made.notes += _asked_twice(made.questions)
    shown_if = _branches(layout, made)
    found = SurveyMap(
        layout.tool,
        plain_name(name, "survey"),
        name,
        columns=tuple(made.columns),
        questions=tuple(made.questions),
        means=made.means,
        shown_if=shown_if,
    )
    return Proposal(found, tuple(made.doubts), (f"written by {TOOLS[layout.tool]}", *made.notes))


def _is_beside(answer: str) -> bool:
    """Say whether an answer on who somebody is says nothing of it, as `Other` and `Prefer not to say` do."""
    return shapes.is_other(answer) or ladders.is_off(answer)


def _given(filled: list[str], sign: str, known: list[str]) -> list[str]:
    """Return the answers that cells hold; `known` are those that the questionnaire offers."""
    if not sign:
        return filled
    answers = known or list(dict.fromkeys(shapes.offered(filled, sign)))
    parts = [part for cell in filled for part in shapes.parts(cell, sign, answers)]
    return parts if known else _offered(parts)


def _offered(said: Sequence[str]) -> list[str]:
    """Return the answers of a list that were offered: what one person alone wrote is text beside them, but for none."""
    counts = Counter(said)
    often = sum(n >= _OFTEN for n in counts.values())
    return [each for each in said if counts[each] > 1 or _NONE.match(each)] if often > 1 else list(said)


def _asked_twice(questions: Sequence[Question]) -> Iterable[str]:
    seen: dict[str, str] = {}
    for question in questions:
        if earlier := seen.get(question.text):
            yield (
                f"“{question.text}” is asked twice, as {earlier} and {question.id}; give its columns one "
                "question in the mapping to join them"
            )
        seen.setdefault(question.text, question.id)


def _branches(layout: Layout, made: _Proposer) -> dict[str, str]:
    """Return which questions were shown only with some answers to an earlier one, where every row bears it out."""
    place_of = {column.header: column.place for column in layout.fields}
    places: dict[str, list[int]] = {}
    single: dict[str, int] = {}
    for column in made.columns:
        if column.question:
            places.setdefault(column.question, []).append(place_of[column.header])
        if column.question and column.holds == shapes.ONE:
            single[column.question] = place_of[column.header]
    found = {}
    asked_before: list[Question] = []
    for question in made.questions:
        for asked in asked_before:
            if shown := _shown_with(layout, single[asked.id], places[question.id]):
                codes = [choice.code for choice in asked.choices if choice.label in shown]
                found[question.id] = f"{asked.id}={','.join(codes)}"
                break
        if question.id in single and len(question.choices) <= _MOST_BRANCHES:
            asked_before.append(question)
    return found


def _shown_with(layout: Layout, asked: int, columns: Sequence[int]) -> set[str]:
    """Return the answers with which a question was shown; none where some answer does not rule it out."""
    answered, blank = Counter[str](), Counter[str]()
    for row in layout.rows:
        counts = answered if any(row.cell(place) for place in columns) else blank
        counts[row.cell(asked)] += 1
    never = any(n >= _ONLY_BLANK for said, n in blank.items() if said and not answered[said])
    skipped = sum(n for said, n in blank.items() if said and answered[said])
    mostly = skipped * 10 <= sum(answered.values())
    return set(answered) - {""} if never and mostly else set()
