"""One invented survey, as seven tools would write it. Nobody gave any of these answers."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

PRIORITIES = (
    "CPD",
    "Peer review",
    "SEND and inclusion",
    "Recruitment and retention",
    "Wellbeing",
    "Governance support",
)
STATEMENTS = ("The board speaks for my school", "I know who to call", "Training is worth the time, and the money")
LEVELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
USED = ("Training, twilights", "Peer review", "Moderation; visits")
JOIN = ("Yes", "No", "Not sure")
RANKED = "Rank these priorities, the most important first"
GRID = "How far do you agree?"
MULTI = "Which of these have you used this year?"
TAKE_PART = "Would your school take part?"
WHY_NOT = "Why not?"
WORKS = "What works well today?"
ROLE, PHASE, SCHOOL = "What is your role?", "Which phase is your school?", "What is the name of your school?"
_WHO = (
    ("Headteacher", "Primary", "Coteford Infant School"),
    ("Headteacher", "Secondary", "Barnhill Community High School"),
    ("Chair of governors", "Primary", "Coteford Infant School"),
    ("Deputy head", "Primary", ""),
)
Table = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Said:
    """Hold what one person answered; `ranks` is the order of all priorities, or nothing."""

    number: int
    who: tuple[str, str, str]
    ranks: tuple[str, ...]
    levels: tuple[str, ...]
    used: tuple[str, ...]
    other: str
    join: str
    why: str
    works: str


def people(n: int = 24) -> list[Said]:
    """Return what so many people answered, the same every time."""
    dice = random.Random(7)
    return [_person(i, dice) for i in range(1, n + 1)]


def _person(number: int, dice: random.Random) -> Said:
    order = tuple(dice.sample(PRIORITIES, len(PRIORITIES))) if number % 9 else ()
    used = tuple(each for each in USED if dice.random() < 0.5)
    join = JOIN[number % 3]
    why = f"We have no time for it, says number {number}" if join == "No" else ""
    levels = tuple(dice.choice(LEVELS) if dice.random() < 0.95 else "" for _ in STATEMENTS)
    other = f"a network of our own, {number}" if number % 6 == 0 else ""
    return Said(
        number, _WHO[number % 4], order, levels, used, other, join, why, f"Good people; meeting {number}" * (number % 2)
    )


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def forms(said: Sequence[Said], sign: str = ";") -> Table:
    """Return the table of Microsoft Forms: several answers in a cell, a matrix as `Question.Statement`."""
    head = ["ID", "Start time", "Completion time", "Email", "Name", ROLE, PHASE, SCHOOL, RANKED]
    head += [f"{GRID}.{each}" for each in STATEMENTS] + [MULTI, TAKE_PART, WHY_NOT, WORKS]
    rows = [head]
    for p in said:
        several = "".join(f"{each}{sign}" for each in (*p.used, *([p.other] if p.other else [])))
        ranks = "".join(f"{each};" for each in p.ranks)
        mail = f"head{p.number}@example.org"
        meta = [str(p.number), "6/1/21 9:00:00", "6/1/21 9:10:00", mail, "anonymous"]
        rows.append([*meta, *p.who, ranks, *p.levels, several, p.join, p.why, p.works])
    return rows


def google(said: Sequence[Said]) -> Table:
    """Return the table of Google Forms: a grid as `Question [Row]`, a ranking as a grid of choices."""
    head = ["Timestamp", ROLE, PHASE, SCHOOL, *(f"{RANKED} [{each}]" for each in PRIORITIES)]
    head += [f"{GRID} [{each}]" for each in STATEMENTS] + [MULTI, TAKE_PART, WHY_NOT, WORKS]
    nth = ("1st choice", "2nd choice", "3rd choice", "4th choice", "5th choice", "6th choice")
    rows = [head]
    for p in said:
        ranks = [nth[p.ranks.index(each)] if each in p.ranks else "" for each in PRIORITIES]
        several = ";".join((*p.used, *([p.other] if p.other else [])))
        rows.append([f"2021/06/01 9:{p.number:02}:00", *p.who, *ranks, *p.levels, several, p.join, p.why, p.works])
    return rows


def surveymonkey(said: Sequence[Said]) -> Table:
    """Return the table of SurveyMonkey: two heading rows, a column an answer."""
    questions = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    return _in_columns(
        said, questions, lambda p: [str(p.number), "1", "06/01/2021", "06/01/2021", "10.0.0.1", ""], "Response"
    )


def smartsurvey(said: Sequence[Said]) -> Table:
    """Return the table of SmartSurvey: two heading rows, numbered questions, and its own columns before them."""
    questions = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended"]
    above, *rest = _in_columns(
        said, questions, lambda p: [str(p.number), str(p.number), "", "", "", "", "01/06/2021", "01/06/2021"], ""
    )
    numbers = count(1)
    asked = [f"{next(numbers)}. {each}" * bool(each) for each in above[len(questions) :]]
    return [[*questions, *asked], *rest]


def _in_columns(said: Sequence[Said], meta: list[str], own: Callable[[Said], list[str]], alone: str) -> Table:
    above, below = list(meta), [""] * len(meta)
    for question, items in (
        *((each, (alone,)) for each in (ROLE, PHASE, SCHOOL)),
        (RANKED, PRIORITIES), (GRID, STATEMENTS), (MULTI, (*USED, "Other (please specify)")),
        (TAKE_PART, (alone,)), *((each, ("Open-Ended Response" * bool(alone),)) for each in (WHY_NOT, WORKS)),
    ):  # fmt: skip
        above += [question, *[""] * (len(items) - 1)]
        below += items
    rows = [above, below]
    for p in said:
        ranks = [str(p.ranks.index(each) + 1) if each in p.ranks else "" for each in PRIORITIES]
        used = [each if each in p.used else "" for each in USED]
        rows.append([*own(p), *p.who, *ranks, *p.levels, *used, p.other, p.join, p.why, p.works])
    return rows


def limesurvey(said: Sequence[Said]) -> Table:
    """Return the table of LimeSurvey, full answers with codes and words in the heading: a column a rank."""
    head = ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", f"role. {ROLE}", f"phase. {PHASE}"]
    head += [f"school. {SCHOOL}", *(f"rank[{n}]. {RANKED} [Rank {n}]" for n in range(1, 7))]
    head += [f"grid[SQ00{i}]. {GRID} [{each}]" for i, each in enumerate(STATEMENTS, 1)]
    head += [f"multi[SQ00{i}]. {MULTI} [{each}]" for i, each in enumerate(USED, 1)]
    head += [f"multi[other]. {MULTI} [Other]", f"join. {TAKE_PART}", f"why. {WHY_NOT}", f"works. {WORKS}"]
    rows = [head]
    for p in said:
        used = ["Yes" if each in p.used else "No" for each in USED]
        ranks = [*p.ranks, *[""] * (6 - len(p.ranks))]
        meta = [str(p.number), "2021-06-01 09:00:00", "3"]
        rows.append([*meta, *p.who, *ranks, *p.levels, *used, p.other, p.join, p.why, p.works])
    return rows


def qualtrics(said: Sequence[Said]) -> Table:
    """Return the table of Qualtrics: three heading rows, several answers split into columns."""
    names, texts = (
        ["StartDate", "Status", "Finished", "ResponseId"],
        ["Start Date", "Response Type", "Finished", "Response ID"],
    )
    for n, (question, items) in enumerate((
        (ROLE, ()), (PHASE, ()), (SCHOOL, ()), (RANKED, PRIORITIES), (GRID, STATEMENTS),
        (MULTI, (*USED, "Other, please specify")),
        (TAKE_PART, ()), (WHY_NOT, ()), (WORKS, ()),
    ), 1):  # fmt: skip
        names += [f"Q{n}_{i}" for i, _ in enumerate(items, 1)] or [f"Q{n}"]
        chosen = " - Selected Choice" if question == MULTI else ""
        texts += [f"{question}{chosen} - {item}" for item in items] or [question]
        if chosen:
            names.append("Q6_4_TEXT")
            texts.append(f"{question} - Other, please specify - Text")
    imports = [
        json.dumps({"ImportId": name.replace("Q", "QID") + ("_TEXT" if name in ("Q8", "Q9") else "")}) for name in names
    ]
    rows = [names, texts, imports]
    for p in said:
        ranks = [str(p.ranks.index(each) + 1) if each in p.ranks else "" for each in PRIORITIES]
        used = [each if each in p.used else "" for each in USED]
        meta = ["2021-06-01 09:00:00", "IP Address", "True", f"R_{p.number}"]
        other = ["Other, please specify" * bool(p.other), p.other]
        rows.append([*meta, *p.who, *ranks, *p.levels, *used, *other, p.join, p.why, p.works])
    return rows


def jisc(said: Sequence[Said]) -> tuple[Table, Table]:
    """Return the table of Jisc Online Surveys, codes only, and its key."""
    roles = ("Headteacher", "Deputy head", "Chair of governors", "Governor")
    phases = ("Nursery", "Primary", "Secondary", "Special")
    key: list[tuple[str, str]] = [("URN", "Unique Response Number")]
    for name, question, answers in (("Q1", ROLE, roles), ("Q2", PHASE, phases), ("Q3", SCHOOL, ())):
        key += [(name, question), *((str(i), each) for i, each in enumerate(answers, 1))]
    key.append(("Q4", RANKED))
    for i, each in enumerate(PRIORITIES, 1):
        key += [(f"Q4_{i}_a", each), *((str(n), str(n)) for n in range(1, 7))]
    key.append(("Q5", GRID))
    for i, each in enumerate(STATEMENTS, 1):
        key += [(f"Q5_{i}_a", each), *((str(n), level) for n, level in enumerate(LEVELS, 1))]
    key += [("Q6", MULTI), *((str(i), each) for i, each in enumerate(USED, 1)), ("Q7", TAKE_PART)]
    key += [*((str(i), each) for i, each in enumerate(JOIN, 1)), ("Q8", WHY_NOT), ("Q9", WORKS)]
    head = ["URN", "Q1", "Q2", "Q3", *(f"Q4_{i}_a" for i in range(1, 7)), *(f"Q5_{i}_a" for i in range(1, 4))]
    rows = [[*head, "Q6_1", "Q6_2", "Q6_3", "Q7", "Q8", "Q9", "CompletionDate"]]
    for p in said:
        role, phase, school = p.who
        ranks = [str(p.ranks.index(each) + 1) if each in p.ranks else "" for each in PRIORITIES]
        levels = [str(LEVELS.index(each) + 1) if each else "" for each in p.levels]
        used = [str(int(each in p.used)) for each in USED]
        number = f"638954-638945-{65000000 + p.number}"
        codes = [str(roles.index(role) + 1), str(phases.index(phase) + 1), school]
        rows.append([number, *codes, *ranks, *levels, *used, str(JOIN.index(p.join) + 1), p.why, p.works, "2021-06-01"])
    return rows, key
