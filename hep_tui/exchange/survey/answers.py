"""Read what one row of a survey answers, question by question, and why it does not answer the others."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from hep_tui.domain import survey as kinds
from hep_tui.domain.survey import Answer, Question
from hep_tui.domain.terms import squeezed
from hep_tui.exchange.survey import shapes
from hep_tui.exchange.survey.ladders import figure, is_off
from hep_tui.exchange.survey.mapping import Holding, SurveyMap
from hep_tui.tables.reading import Row

SEEN_BLANK = "-99"
"""What Qualtrics writes of a question that was seen and left blank; then a blank cell was never seen."""
_LAST = 99
Columns = Mapping[str, Sequence[tuple[int, Holding]]]
"""The columns of each question: place and what it holds."""


@dataclass
class AnswerReader:
    """Read answers by a mapping; `doubts` gains what could not be read.

    `seen_blank` says that blanks are marked, `unseen` is what the file writes of a question that was not shown.
    """

    map: SurveyMap
    of: Columns
    rows: Sequence[Row]
    doubts: Counter[str]
    seen_blank: bool = False
    unseen: str = ""
    _says_no: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = {q.id: {squeezed(c.label): c.code for c in (*q.items, *q.choices)} for q in self.map.questions}
        self.offered = {q.id: {choice.code for choice in q.choices} for q in self.map.questions}

    def read(self, row: Row) -> tuple[Answer, ...]:
        """Return every answer of a row, and for each question without one the reason."""
        answers: list[Answer] = []
        given: dict[str, set[str]] = {}
        for question in self.map.questions:
            shown = self._shown(question.id, given)
            found = self._answers(question, row) if shown else []
            given[question.id] = {answer.code for answer in found if answer.code}
            answers += found or self._missing(question, row, shown=shown)
        return tuple(answers)

    def _shown(self, id: str, given: Mapping[str, set[str]]) -> bool:
        asked, sign, codes = self.map.shown_if.get(id, "").partition("=")
        return not sign or bool(given.get(asked, set()) & set(codes.split(",")))

    def _missing(self, question: Question, row: Row, *, shown: bool) -> list[Answer]:
        cells = [row.cell(place) for place, _ in self.of[question.id]]
        why = self._why(question, cells) if shown else kinds.NOT_SHOWN
        items = [item.code for item in question.items] if question.kind != kinds.TEXT else []
        return [Answer(question.id, item, missing=why) for item in items or [""]]

    def _why(self, question: Question, cells: Sequence[str]) -> str:
        if self.unseen in filter(None, cells):
            return kinds.NOT_SHOWN
        if self.seen_blank:
            return kinds.SKIPPED if SEEN_BLANK in cells else kinds.NOT_SHOWN
        if question.kind != kinds.CHOICES:
            return kinds.SKIPPED
        blank_says_so = any(cells) or not self._writes_no(question.id)
        return kinds.NONE_CHOSEN if blank_says_so else kinds.NOT_SHOWN

    def _writes_no(self, id: str) -> bool:
        """Say whether the file writes that an answer was not chosen: then a blank says that it was not shown."""
        if id not in self._says_no:
            places = [place for place, column in self.of[id] if column.holds == shapes.FLAG]
            cells = (cell for row in self.rows for cell in map(row.cell, places))
            self._says_no[id] = any(cell and shapes.chosen(cell, "") is False for cell in cells)
        return self._says_no[id]

    def _answers(self, question: Question, row: Row) -> list[Answer]:
        found: list[Answer] = []
        for place, column in self.of[question.id]:
            cell = row.cell(place)
            if cell and cell not in (SEEN_BLANK, self.unseen) and not self._is_blank(column, cell):
                found += self._of_cell(question, column, cell)
        if question.kind == kinds.RANK:
            return self._ranked(question, found)
        return [*_once(found), *self._left_out(question, found)]

    def _is_blank(self, column: Holding, cell: str) -> bool:
        return column.holds == shapes.COMMENT and shapes.says_nothing(cell)

    def _left_out(self, question: Question, found: Sequence[Answer]) -> Iterator[Answer]:
        """Yield the statements of a grid that were skipped where others were answered."""
        if found and question.items and question.kind != kinds.TEXT:
            answered = {answer.item for answer in found}
            skipped = [item.code for item in question.items if item.code not in answered]
            yield from (Answer(question.id, code, missing=kinds.SKIPPED) for code in skipped)

    def _ranked(self, question: Question, found: list[Answer]) -> list[Answer]:
        """Return a ranking by its ranks; one that gives a rank or an answer twice cannot be read and is left out."""
        ranked = [answer for answer in found if answer.rank]
        ranks, codes = {answer.rank for answer in ranked}, {answer.code for answer in ranked}
        if min(len(ranks), len(codes)) < len(ranked):
            self.doubts[f"“{question.text[:40]}” gives a rank or an answer twice, and was left out"] += 1
            return []
        return sorted(found, key=lambda answer: answer.rank or _LAST)

    def _of_cell(self, question: Question, column: Holding, cell: str) -> list[Answer]:
        match column.holds:
            case shapes.COMMENT:
                return [Answer(question.id, column.item)]
            case shapes.OTHER:
                return [Answer(question.id, code=shapes.OTHER, text=cell)]
            case shapes.FIGURE:
                return [Answer(question.id, column.item, text=cell)]
            case shapes.FLAG:
                return self._flag(question, column, cell)
            case shapes.RANKED:
                return self._rank(question, column, cell)
            case shapes.PLACE:
                return [replace(self._one(question, "", cell), rank=int(column.item))]
            case shapes.LIST | shapes.ORDER:
                return self._list(question, column, cell)
        return [self._one(question, column.item, cell)]

    def _flag(self, question: Question, column: Holding, cell: str) -> list[Answer]:
        label = question.label(column.item)
        said = shapes.chosen(cell, label)
        if said is None:
            self.doubts[f"“{cell[:40]}” says neither yes nor no of “{label[:40]}”"] += 1
        return [Answer(question.id, code=column.item)] if said else []

    def _rank(self, question: Question, column: Holding, cell: str) -> list[Answer]:
        rank = shapes.rank_in(cell)
        if not rank and not is_off(cell):
            self.doubts[f"“{cell[:40]}” is not a rank, in “{question.text[:40]}”, and was left out"] += 1
        return [Answer(question.id, code=column.item, rank=rank)] if rank else []

    def _list(self, question: Question, column: Holding, cell: str) -> list[Answer]:
        known = [choice.label for choice in question.choices]
        item = column.item if question.items else ""
        sign = column.sign or shapes.CLOSED
        found = [self._one(question, item, part) for part in shapes.parts(cell, sign, known)]
        if column.holds == shapes.LIST:
            return [*_joined(found, sign)] if sign in (shapes.COMMA, shapes.BARE) else found
        return [replace(answer, rank=rank) for rank, answer in enumerate(found, 1)]

    def _one(self, question: Question, item: str, cell: str) -> Answer:
        """Return one answer by its code; what the question does not offer is text beside `other`."""
        code = self.codes[question.id].get(squeezed(cell)) or figure(cell)
        if code in self.offered[question.id]:
            return Answer(question.id, item, code)
        stem, sign, rest = cell.partition(":")
        named = sign and squeezed(stem).startswith("other")
        return Answer(question.id, item, shapes.OTHER, rest.strip() if named else cell)


def _joined(found: Sequence[Answer], sign: str) -> Iterator[Answer]:
    """Yield answers, with what was written beside them in one: it may hold commas of its own."""
    for other, same in groupby(found, key=lambda answer: answer.code == shapes.OTHER and bool(answer.text)):
        answers = [*same]
        yield from [replace(answers[0], text=sign.join(each.text for each in answers))] if other else answers


def _once(found: Sequence[Answer]) -> Iterator[Answer]:
    """Yield answers, an `other` once: not as chosen where what was meant is written beside it."""
    written = {answer.item for answer in found if answer.code == shapes.OTHER and answer.text}
    yield from (a for a in found if a.code != shapes.OTHER or a.text or a.item not in written)
