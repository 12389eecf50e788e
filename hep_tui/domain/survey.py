"""A survey as a review holds it: its questions, and what each response said; comments are notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.record import Count, PlaceNumber
from hep_tui.domain.tiers import Tier

CHANNEL = "survey"
"""The channel of notes that a survey brought."""
CHOICE, CHOICES, SCALE, RANK, TEXT, NUMBER = "choice", "choices", "scale", "rank", "text", "number"
KINDS = (CHOICE, CHOICES, SCALE, RANK, TEXT, NUMBER)
SKIPPED, NOT_SHOWN, NONE_CHOSEN, NOT_ASKED = "skipped", "not_shown", "none_chosen", "not_asked"
MISSING = {
    SKIPPED: "shown and skipped",
    NOT_SHOWN: "not shown",
    NONE_CHOSEN: "none chosen",
    NOT_ASKED: "not asked in this wave",
}

KEPT, PARTIAL = "kept", "partial"
TEST, DISQUALIFIED, EMPTY, DOUBLE = "test", "disqualified", "empty", "double"
WHY = {
    KEPT: "kept",
    PARTIAL: "kept, not finished",
    TEST: "dropped: a test",
    DISQUALIFIED: "dropped: disqualified",
    EMPTY: "dropped: no question answered",
    DOUBLE: "dropped: answered twice, the later one is kept",
}
"""What becomes of a row of a survey's file, in words."""


@dataclass(frozen=True)
class Choice:
    """Hold an answer that can be given, a level of a scale, or a statement of a grid.

    `concept` is what it means in the pack, as `priority:send`; `off` marks an answer beside a scale, as "not sure".
    """

    code: Annotated[str, Said("Code, as in the column code or item of the answers", needed=False)]
    label: Annotated[str, Said("In words", free=True, needed=False)]
    concept: str = ""
    off: Annotated[bool, Said("It is beside the scale, as “not sure”")] = False


@dataclass(frozen=True)
class Question:
    """Hold one question: its words, its kind, the answers it offers, and the statements it asks them of.

    The levels of a scale go from the lowest to the highest, which is the one that agrees.
    """

    id: str
    text: Annotated[str, Said("Question as it was put", free=True, needed=False)]
    kind: Annotated[str, Said("How it is answered", codes="question_kind", needed=True)] = CHOICE
    choices: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    concept: Annotated[str, Said("What its answers are of: priorities, models, conditions")] = ""

    @property
    def levels(self) -> tuple[Choice, ...]:
        """Return the levels of a scale, without answers that are no level, such as `not applicable`."""
        return tuple(choice for choice in self.choices if not choice.off)

    def label(self, code: str) -> str:
        """Return the words of a choice or statement, or the code itself where there are none."""
        return next((c.label for c in (*self.choices, *self.items) if c.code == code), code)


@dataclass(frozen=True)
class Answer:
    """Hold one answer: to which question and statement, which choice, at which rank, or why there is none.

    `text` is what was written beside a choice, or a number; the words of a comment are in its note.
    """

    question: Annotated[str, Said("Question")]
    item: Annotated[str, Said("Statement that was asked about")] = ""
    code: Annotated[str, Said("Answer")] = ""
    text: Annotated[str, Said("What was written beside it, or a number", free=True)] = ""
    rank: Annotated[Count, Said("Rank, 1 is first", least=1)] = 0
    missing: Annotated[str, Said("Why there is no answer", codes="survey_missing")] = ""

    @property
    def is_comment(self) -> bool:
        """Say whether all of the answer is the words of a note."""
        return not (self.code or self.text or self.rank or self.missing)


@dataclass(frozen=True)
class Survey:
    """Hold one wave of a survey: what was asked, and how many rows of its file were kept or dropped, and why."""

    key: Annotated[str, Said("Survey, the same in all its waves")]
    title: Annotated[str, Said("Title", free=True, needed=False)]
    tool: Annotated[str, Said("Tool that it was made with", needed=False)]
    wave: Annotated[Count, Said("Wave", least=1, needed=True)] = 1
    questions: tuple[Question, ...] = ()
    source: str = ""
    sha256: Annotated[str, Said("SHA-256 of the file it came from")] = ""
    outcomes: Mapping[str, Count] = field(default_factory=dict)

    def question(self, id: str) -> Question | None:
        """Return the question of this id."""
        return next((question for question in self.questions if question.id == id), None)


@dataclass(frozen=True)
class Response:
    """Hold what one person answered, known by phase, role, groups and school only.

    `school` is what was written where nobody has said yet which one is meant; `known` says that the person came to a
    meeting too, as a token on a card shows.
    """

    survey: Annotated[str, Said("Wave of a survey")]
    phase: str = ""
    role: str = ""
    groups: Annotated[tuple[str, ...], Said("Groups that the person belongs to", tier=Tier.RESTRICTED)] = ()
    urn: Annotated[PlaceNumber, Said("Number of the {place}, where it was said", tier=Tier.RESTRICTED)] = ""
    school: str = ""
    known: Annotated[bool, Said("Came to a meeting too, as a token shows", tier=Tier.RESTRICTED, needed=False)] = False
    partial: Annotated[bool, Said("Not finished")] = False
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Link:
    """Hold whom a written school means, as somebody decided: a number, or none where nothing fits."""

    written: str
    urn: PlaceNumber = ""


RESPONSE, COMMENT = DERIVED = "response", "comment"
"""The kinds of subjects that are worked out of what a survey tool gave."""


def survey_subject(key: str, wave: int) -> str:
    """Return the subject of one wave of a survey: two laptops that import it agree."""
    return f"survey.{key}.{wave}"


def response_subject(survey: str, given: str) -> str:
    """Return the subject of a response, by the number its tool gave it, or by what is in its row."""
    return f"{RESPONSE}.{_digest(survey, given)}"


def comment_subject(response: str, question: str) -> str:
    """Return the subject of the note that holds a comment; whoever has that of the response can work it out."""
    return f"{COMMENT}.{_digest(response, question)}"


def link_subject(written: str) -> str:
    """Return the subject of the decision on a school as it was written, normalised."""
    return f"link.{_digest('link', written)}"


def _digest(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:20]


def reworded(before: Survey, now: Survey) -> Iterator[str]:
    """Yield in words what a wave asks otherwise than the one before it, question by question."""
    for question in now.questions:
        earlier = before.question(question.id)
        if earlier is None:
            yield f"“{question.text}” was not asked before"
        elif earlier.text != question.text:
            yield f"“{earlier.text}” is “{question.text}” now"
        elif {c.label for c in earlier.choices} != {c.label for c in question.choices}:
            yield f"“{question.text}” offers other answers now"
    for question in before.questions:
        if now.question(question.id) is None:
            yield f"“{question.text}” is not asked any more"
