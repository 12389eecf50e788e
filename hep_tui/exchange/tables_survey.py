"""The tables of surveys: what was asked, who answered by phase and role, and what they answered."""

from hep_tui.domain.tiers import Tier
from hep_tui.exchange.columns import CONCEPT, FEW, OF_CONCEPT, PHASE, ROLE, STAMP, refer
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Reference, Table

_SURVEY = Column("survey", "Wave of a survey", required=True)
_QUESTION = Column("question", "Question", required=True)
SURVEYS = Table(
    "surveys",
    "Surveys",
    "One row a wave of a survey.",
    (
        Column("id", "Wave of a survey", required=True),
        Column("key", "Survey, the same in all its waves", required=True),
        Column("title", "Title", free=True),
        Column("tool", "Tool that it was made with"),
        Column("wave", "Wave", INTEGER, required=True, minimum=1),
        Column("sha256", "SHA-256 of the file it came from"),
        Column("outcomes", "Rows of that file by what became of them, separated by ;", note=FEW),
        *STAMP,
    ),
    ("id",),
)
QUESTIONS = Table(
    "survey_questions",
    "Questions of the surveys",
    "One row a question of a wave, in its order.",
    (
        _SURVEY,
        _QUESTION,
        Column("position", "Place in the questionnaire", INTEGER, required=True, minimum=1),
        Column("text", "Question as it was put", free=True),
        Column("kind", "How it is answered", codes="question_kind", required=True),
        Column("concept", "What its answers are of: priorities, models, conditions"),
        *STAMP,
    ),
    ("survey", "question"),
    (refer("surveys", "survey"),),
)
CHOICES = Table(
    "survey_choices",
    "Answers that a survey offers",
    "One row an answer that a question offers, and one a statement that it asks about; levels from the lowest on.",
    (
        _SURVEY,
        _QUESTION,
        Column("line", "Number of the row within the question", INTEGER, required=True, minimum=1),
        Column("statement", "It is a statement asked about, and not an answer", BOOLEAN, required=True),
        Column("code", "Code, as in the column code or item of the answers"),
        Column("label", "In words", free=True),
        Column("off", "It is beside the scale, as “not sure”", BOOLEAN, required=True),
        CONCEPT,
        *STAMP,
    ),
    ("survey", "question", "line"),
    (Reference(("survey", "question"), "survey_questions", ("survey", "question")), OF_CONCEPT),
)
RESPONSES = Table(
    "survey_responses",
    "Responses to the surveys",
    "One row a person who answered, known by phase and role only; {places} stay within the team.",
    (
        Column("id", "Response", required=True),
        _SURVEY,
        *PHASE,
        *ROLE,
        Column("urn", "Number of the {place}, where it was said", tier=Tier.RESTRICTED),
        Column("groups", "Groups that the person belongs to, separated by ;", tier=Tier.RESTRICTED),
        Column("known", "Came to a meeting too, as a token shows", BOOLEAN, tier=Tier.RESTRICTED),
        Column("partial", "Not finished", BOOLEAN, required=True),
        *STAMP,
    ),
    ("id",),
    (refer("surveys", "survey"),),
)
ANSWERS = Table(
    "survey_answers",
    "Answers to the surveys",
    "One row an answer, and one for each that is missing, with its reason; comments are notes of the channel survey.",
    (
        Column("response", "Response", required=True),
        Column("line", "Number of the row within the response", INTEGER, required=True, minimum=1),
        _SURVEY,
        _QUESTION,
        Column("item", "Statement that was asked about"),
        Column("item_label", "Statement in words", free=True),
        Column("code", "Answer"),
        Column("code_label", "Answer in words", free=True),
        Column("text", "What was written beside it, or a number", free=True),
        Column("rank", "Rank, 1 is first", INTEGER, minimum=1),
        Column("missing", "Why there is no answer", codes="survey_missing"),
        Column(
            "commented", "Something was written; its words are a note of the channel survey", BOOLEAN, required=True
        ),
        CONCEPT,
        *STAMP,
    ),
    ("response", "line"),
    (
        refer("survey_responses", "response"),
        Reference(("survey", "question"), "survey_questions", ("survey", "question")),
        OF_CONCEPT,
    ),
)
