"""Measure a survey of 500 people and 40 questions: how long it takes to come in, and to become a report.

Run `python -m pytest tests/bench/bench_picture.py -m bench -s`; CPU seconds, since other programs share the machine.
"""

import csv
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui import locations
from hep_tui.actions import surveys
from hep_tui.exchange.survey.door import open_survey
from hep_tui.logbook.opening import open_book
from hep_tui.reports.report import report
from hep_tui.reports.report_files import report_files
from hep_tui.sample import make_demo
from tests.bench.cost import cost

pytestmark = pytest.mark.bench

PEOPLE = 500
PRIORITIES = ("CPD", "Peer review", "SEND and inclusion", "Wellbeing", "Governance support", "Data and intelligence")
LEVELS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
WHO = (
    "ID",
    "Start time",
    "Completion time",
    "What is your role?",
    "Which phase is your school?",
    "Name of your school",
)
CHOICES, LISTS, STATEMENTS, COMMENTS = 10, 6, 20, 3
QUESTIONS = 1 + CHOICES + LISTS + STATEMENTS + COMMENTS


def survey(folder: Path) -> Path:
    """Write the survey as Microsoft Forms does: a ranking, choices, lists, a grid of statements, comments."""
    dice, path = random.Random(40), folder / "leaders.csv"
    schools = ("Deanesfield Primary School", "Rabbsfarm Primary School", "Vyners School", "Hayden", "")
    head = [*WHO, "Rank these priorities", *(f"Choice {i}?" for i in range(CHOICES))]
    head += [f"Which of list {i}?" for i in range(LISTS)]
    head += [f"How far do you agree?.Statement {i}" for i in range(STATEMENTS)]
    head += [f"Comment {i}: what works?" for i in range(COMMENTS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        for n in range(PEOPLE):
            row = [str(n), "9:00", "9:10", "Headteacher", dice.choice(("Primary", "Secondary")), dice.choice(schools)]
            row.append("".join(f"{each};" for each in dice.sample(PRIORITIES, len(PRIORITIES))))
            row += [dice.choice(("Yes", "No", "Not sure")) for _ in range(CHOICES)]
            row += ["".join(f"Thing {i};" for i in range(6) if dice.random() < 0.4) for _ in range(LISTS)]
            row += [dice.choice(LEVELS) for _ in range(STATEMENTS)]
            rows.writerow([*row, *(f"We meet often and it helps, says {n} of {i}" for i in range(COMMENTS))])
    return path


def taken_in(folder: str, *_: str) -> Iterator[None]:
    """Read the file, propose what its columns hold, and store its responses and comments."""
    path, book = survey(Path(folder)), open_book(make_demo(Path(folder) / "demo.hep"))
    with closing(book):
        yield
        file = open_survey(book, path, locations.schools_dir())
        found = file.intake(file.proposed())
        assert surveys.take(book, found.survey, found.responses, found.comments).new == PEOPLE


def reported(folder: str, *_: str) -> Iterator[None]:
    """Make the report of it, as page, Word document and workbook."""
    list(taken_in(folder))
    with closing(open_book(Path(folder) / "demo.hep")) as book:
        yield
        assert report_files(report(book))


def test_a_survey_comes_in_and_becomes_a_report(tmp_path: Path) -> None:
    for what, work, aim in (("comes in", taken_in, 2), ("becomes a report", reported, 3)):
        folder = tmp_path / work.__name__
        folder.mkdir()
        found = cost(work, folder)
        told = f"{found.seconds:.2f} s CPU (aim: {aim}), {found.memory:.0f} MB"
        print(f"\nA survey of {PEOPLE} × {QUESTIONS} {what}: {told}")
