"""Every figure of the report, computed again from the exported tables by the standard library alone."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.logbook.opening import open_book
from hep_tui.reports.document import Document
from hep_tui.reports.report import report
from hep_tui.sample import make_demo

Table = list[dict[str, str]]
ALONE = ("Primary", "Secondary", "Independent")
GRID = "how-far-do-you-agree"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Document, Path]]:
    """Return the report of the demo with its survey, and the folder of its exported tables."""
    folder = tmp_path_factory.mktemp("both")
    with closing(open_book(make_demo(folder / "demo.hep", survey=True))) as book:
        yield report(book), export(book, folder, tier=Tier.RESTRICTED).path / "data"


@pytest.fixture(scope="module")
def whole(both: tuple[Document, Path]) -> Document:
    return both[0]


@pytest.fixture(scope="module")
def tables(both: tuple[Document, Path]) -> Mapping[str, Table]:
    names = "attendance ballots marks notes note_themes polls schools survey_answers survey_choices survey_responses"
    texts = {name: (both[1] / f"{name}.csv").read_text("utf-8") for name in names.split()}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def rows(whole: Document, id: str) -> list[tuple[str | int, ...]]:
    return list(next(figures.rows for figures in whole.figures if figures.id == id))


def group(label: str) -> str:
    return label if label in ALONE else "Other phases"


def places(ranked: Sequence[Mapping[str, int]], options: Sequence[str]) -> dict[str, int]:
    """Return the place of each option by its mean place, those left out sharing what is left."""
    total = dict.fromkeys(options, 0.0)
    for ranks in ranked:
        left = (len(ranks) + 1 + len(options)) / 2
        for option in options:
            total[option] += ranks.get(option, left)
    return {o: 1 + sum(round(other, 6) < round(total[o], 6) for other in total.values()) for o in options}


def answered(tables: Mapping[str, Table], question: str) -> dict[str, Table]:
    """Return the answers to a question by response."""
    found = defaultdict(list)
    for row in tables["survey_answers"]:
        if row["question"] == question and not row["missing"]:
            found[row["response"]].append(row)
    return found


def labels(tables: Mapping[str, Table], question: str, *, statements: bool = False) -> dict[str, str]:
    return {
        row["code"]: row["label"]
        for row in tables["survey_choices"]
        if row["question"] == question and row["statement"] == str(statements).lower()
    }


def phases(tables: Mapping[str, Table]) -> dict[str, str]:
    return {row["id"]: group(row["phase_label"]) for row in tables["survey_responses"]}


def of(text: str | int) -> tuple[int, int]:
    n, everyone = str(text).split(" (")[0].split(" of ")
    return int(n), int(everyone)


def test_who_was_heard(whole: Document, tables: Mapping[str, Table]) -> None:
    schools = Counter(group(row["phase_label"]) for row in tables["schools"])
    rooms = Counter(group(p) for p in {row["attendee"]: row["phase_label"] for row in tables["attendance"]}.values())
    said = Counter(phases(tables).values())
    urns = {row["urn"]: group(row["phase_label"]) for row in tables["survey_responses"] if row["urn"]}
    reached = Counter(urns.values())
    for label, *figures in rows(whole, "heard")[:-1]:
        name = str(label)
        assert figures == [schools[name], reached[name], rooms[name], said[name]]
    assert rows(whole, "heard")[-1][1:] == (
        *map(sum, (schools.values(), reached.values(), rooms.values(), said.values())),
    )
    words = " ".join(sentence.words for sentence in whole.sentences)
    assert f"{len(urns)} of {len(tables['schools'])} schools were reached" in words
    low = max(rooms.total(), said.total())
    assert f"At least {low} and at most {rooms.total() + said.total()} people took part." in words


def test_places_in_the_survey_and_in_every_group_of_phases(whole: Document, tables: Mapping[str, Table]) -> None:
    asked = "rank-these-priorities-the-most-important"
    names, of_phase = labels(tables, asked), phases(tables)
    ranked = {r: {row["code"]: int(row["rank"]) for row in given} for r, given in answered(tables, asked).items()}
    parts = {"All": list(ranked)} | {
        label: [r for r in ranked if of_phase[r] == label] for label in ("Primary", "Secondary", "Other phases")
    }
    figures = next(each for each in whole.figures if each.id == f"t-{asked}")
    assert list(figures.heads[1:5]) == [f"{label} ({len(those)})" for label, those in parts.items()]
    expected = {label: places([ranked[r] for r in those], list(names)) for label, those in parts.items()}
    found = {str(row[0]): row[1:5] for row in figures.rows}
    assert found == {label: tuple(expected[part][code] for part in parts) for code, label in names.items()}


def test_places_in_the_room(whole: Document, tables: Mapping[str, Table]) -> None:
    poll = next(row["id"] for row in tables["polls"] if row["title"] == "Priorities" and row["state"] == "declared")
    valid = {row["id"] for row in tables["ballots"] if row["poll"] == poll and row["status"] == "valid"}
    names = {row["option"]: row["option_label"] for row in tables["marks"] if row["poll"] == poll}
    ranked: dict[str, dict[str, int]] = {ballot: {} for ballot in valid}
    for row in tables["marks"]:
        if row["ballot"] in valid and row["rank"]:
            ranked[row["ballot"]][row["option"]] = int(row["rank"])
    expected = places(list(ranked.values()), list(names))
    assert {row[0]: row[1] for row in rows(whole, f"t-{poll}")} == {names[o]: place for o, place in expected.items()}


def test_levels_of_every_statement(whole: Document, tables: Mapping[str, Table]) -> None:
    levels, statements = labels(tables, GRID), labels(tables, GRID, statements=True)
    given = [row for those in answered(tables, GRID).values() for row in those]
    by_phase, of_phase = {row[0]: row[1:3] for row in rows(whole, f"t-{GRID}-phase")}, phases(tables)
    high = list(levels)[3:]
    for label, *cells, n in rows(whole, f"t-{GRID}"):
        code = next(code for code, words in statements.items() if words == label)
        own = [row for row in given if row["item"] == code]
        agreed = sum(row["code"] in high for row in own)
        assert n == len(own)
        assert cells in ([len(own) - agreed, agreed], ["[c]", "[c]"])
        primary = [row for row in own if of_phase[row["response"]] == "Primary"]
        others = [row for row in own if of_phase[row["response"]] != "Primary"]
        for cell, part in zip(by_phase[label], (primary, others), strict=True):
            assert cell == "[c]" or of(cell) == (sum(row["code"] in high for row in part), len(part))


def test_every_choice(whole: Document, tables: Mapping[str, Table]) -> None:
    compared = 0
    for question in {row["question"] for row in tables["survey_choices"]} - {GRID}:
        if any(figures.id == f"t-{question}" for figures in whole.figures) and not question.startswith("rank"):
            given, names = answered(tables, question), labels(tables, question)
            asked = {
                row["response"] for row in tables["survey_answers"]
                if row["question"] == question and row["missing"] in ("", "none_chosen")
            }  # fmt: skip
            chosen = Counter(names[row["code"]] for those in given.values() for row in those)
            for label, cell in rows(whole, f"t-{question}"):
                assert cell == "[c]" or of(cell) == (chosen[str(label)], len(asked))
                compared += 1
    assert compared > 15


def test_notes_by_theme(whole: Document, tables: Mapping[str, Table]) -> None:
    notes = {row["id"]: row for row in tables["notes"] if row["action"] == row["decision"] == "false"}
    of_theme: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in tables["note_themes"]:
        if row["note"] in notes:
            of_theme[row["theme_label"]].append(notes[row["note"]])
    for label, n, rooms, survey, works, concerns in rows(whole, "themes"):
        those = of_theme[str(label)]
        signs = Counter(note["sentiment"] for note in those)
        in_survey = sum(note["channel"] == "survey" for note in those)
        assert (n, rooms, survey) == (len(those), len(those) - in_survey, in_survey)
        assert (works, concerns) == (signs["positive"], signs["concern"])
    bare = len(notes.keys() - {row["note"] for row in tables["note_themes"]})
    assert f"{bare} of {len(notes)} notes carry no theme." in [sentence.words for sentence in whole.sentences]
