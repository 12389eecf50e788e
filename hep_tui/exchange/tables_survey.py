"""The tables of surveys: what was asked, who answered by phase and role, and what they answered."""

from hep_tui.domain.survey import Answer, Choice, Question, Response, Survey
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.columns import CONCEPT, FEW, OF_CONCEPT, PHASE, ROLE, STAMP, refer
from hep_tui.exchange.own import fields_of
from hep_tui.exchange.registry import BOOLEAN, INTEGER, Column, Reference, Table

_SURVEY = Column("survey", "Wave of a survey", required=True)
_QUESTION = Column("question", "Question", required=True)
SURVEYS = Table(
    "surveys",
    "Surveys",
    "One row a wave of a survey.",
    (
        Column("id", "Wave of a survey", required=True),
        *fields_of(Survey, "key title tool wave sha256"),
        Column("outcomes", "Rows of that file by what became of them, separated by ;", note=FEW),
        *STAMP,
    ),
    ("id",),
    noun=Survey,
)
QUESTIONS = Table(
    "survey_questions",
    "Questions of the surveys",
    "One row a question of a wave, in its order.",
    (
        _SURVEY,
        _QUESTION,
        Column("position", "Place in the questionnaire", INTEGER, required=True, minimum=1),
        *fields_of(Question, "text kind concept"),
        *STAMP,
    ),
    ("survey", "question"),
    (refer("surveys", "survey"),),
    noun=Question,
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
        *fields_of(Choice, "code label off"),
        CONCEPT,
        *STAMP,
    ),
    ("survey", "question", "line"),
    (Reference(("survey", "question"), "survey_questions", ("survey", "question")), OF_CONCEPT),
    noun=Choice,
)
RESPONSES = Table(
    "survey_responses",
    "Responses to the surveys",
    "One row a person who answered, known by phase and role only; {places} stay within the team.",
    (
        Column("id", "Response", required=True),
        *fields_of(Response, "survey"),
        *PHASE,
        *ROLE,
        *fields_of(Response, "urn groups known partial"),
        *STAMP,
    ),
    ("id",),
    (refer("surveys", "survey"),),
    noun=Response,
)
ANSWERS = Table(
    "survey_answers",
    "Answers to the surveys",
    "One row an answer, and one for each that is missing, with its reason. Comments are notes of the channel survey; "
    "for analysts a question that is answered in words has no row, which would say who left one.",
    (
        Column("response", "Response", required=True),
        Column("line", "Number of the row within the response", INTEGER, required=True, minimum=1),
        _SURVEY,
        *fields_of(Answer, "question item"),
        Column("item_label", "Statement in words", free=True),
        *fields_of(Answer, "code"),
        Column("code_label", "Answer in words", free=True),
        Column("level", "Place of the answer on its scale, 1 is the lowest; empty for others", INTEGER, minimum=1),
        *fields_of(Answer, "text rank missing"),
        Column(
            "commented",
            "Something was written; its words are a note of the channel survey",
            BOOLEAN,
            required=True,
            tier=Tier.RESTRICTED,
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
    noun=Answer,
)
