"""A proposed mapping with what of it is in doubt, and in words what it makes of a survey's file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hep_tui.domain.speech import worded
from hep_tui.domain.survey import WHY
from hep_tui.exchange.survey.mapping import ABOUT, DROP, PRIVATE, SurveyMap
from hep_tui.exchange.survey.read import Intake


@dataclass(frozen=True)
class Doubt:
    """Hold what a person has to decide. Where `holds` is set, the pack has no such phase, role or group as `said`."""

    words: str
    holds: str = ""
    said: str = ""

    def __str__(self) -> str:
        """Return it in words."""
        return self.words


@dataclass(frozen=True)
class Proposal:
    """Hold a proposed mapping, what of it a person has to decide, and what is only worth knowing."""

    mapping: SurveyMap
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()

    def settled(self, doubt: Doubt, id: str = "") -> "Proposal":
        """Return the proposal once it is decided: that an answer means the term of this id, or else as proposed."""
        left = tuple(each for each in self.doubts if each != doubt)
        if not doubt.holds:
            return replace(self, doubts=left)
        means = {**self.mapping.means, doubt.holds: {**self.mapping.means.get(doubt.holds, {}), doubt.said: id}}
        return replace(self, mapping=replace(self.mapping, means=means), doubts=left)


def columns_said(mapping: SurveyMap, found: Intake) -> Iterator[str]:
    """Yield in words what is dropped at the door, what the columns say of who answered, and what the questions are."""
    private = [column.header for column in mapping.columns if column.holds == PRIVATE]
    if private:
        yield f"Dropped at the door, never stored: {', '.join(private)}."
    for column in mapping.columns:
        if column.holds in ABOUT and column.holds not in (DROP, PRIVATE):
            yield f"column “{column.header}”: {worded(ABOUT[column.holds])}"
    for question in found.survey.questions:
        concept = f", {question.concept} of the pack" if question.concept else ""
        yield f"{question.kind:8} {question.text} ({question.id}{concept})"


def rows_said(mapping: SurveyMap, found: Intake) -> Iterator[str]:
    """Yield in words how many rows are kept and dropped, what of them to look at, and every row that is dropped."""
    yield from found.dropped
    yield from (f"LOOK  {doubt}" for doubt in found.doubts)
    yield from (f"line {row.line}  {WHY.get(row.what, row.what)}" for row in found.rows if row.what in mapping.drop)
