"""Every figure of the report, computed again from the exported tables by the standard library alone."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.exchange.export import export
from hep_tui.logbook import Book
from hep_tui.reports.document import Document, Figures
from hep_tui.reports.report import report

Table = list[dict[str, str]]
ALONE = ("Primary", "Secondary", "Independent")
GRID = "how-far-do-you-agree"
RANKED = "rank-these-priorities-the-most-important"


@pytest.fixture(scope="module")
def tables(played: Book, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Table]:
    """Return the exported tables of the demo with its survey, which the report is computed from again."""
    data = export(played, tmp_path_factory.mktemp("bundle"), tier=Tier.RESTRICTED).path / "data"
    names = "attendance ballots framework marks meetings notes note_themes polls schools surveys"
    names += " survey_answers survey_choices survey_responses"
    texts = {name: (data / f"{name}.csv").read_text("utf-8") for name in names.split()}
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
    held = {row["id"] for row in tables["meetings"] if row["state"] == "held"}
    came = [(row["meeting"], row["attendee"]) for row in tables["attendance"] if row["meeting"] in held]
    said = Counter(phases(tables).values())
    urns = {row["urn"]: group(row["phase_label"]) for row in tables["survey_responses"] if row["urn"]}
    reached = Counter(urns.values())
    # One person came to both workshops, which how many came to any would tell beside how many came to each.
    assert len(came) - len({person for _, person in came}) == 1
    for label, *figures in rows(whole, "heard")[:-1]:
        name = str(label)
        assert figures == [schools[name], reached[name], "[c]", said[name]]
    everybody = *map(sum, (schools.values(), reached.values())), "[c]", said.total()
    assert rows(whole, "heard")[-1][1:] == everybody
    words = " ".join(sentence.words for sentence in whole.sentences)
    assert f"{len(urns)} of {len(tables['schools'])} schools were reached" in words
    low, high = max(said.total(), *Counter(meeting for meeting, _ in came).values()), said.total() + len(came)
    assert f"At least {low} and at most {high} people took part." in words


def test_which_meetings_were_held(whole: Document, tables: Mapping[str, Table]) -> None:
    held = {row["title"]: row["state"] for row in tables["meetings"]}
    assert {title: state for title, _, state in rows(whole, "meetings")} == held
    assert whole.sentences[0].words.startswith(f"Of {len(held)} meetings, {[*held.values()].count('held')} were held;")


def test_places_in_the_survey_and_in_every_group_of_phases(whole: Document, tables: Mapping[str, Table]) -> None:
    asked = RANKED
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


def test_how_far_priorities_moved_from_the_room_to_the_survey(whole: Document) -> None:
    ranked = next(figures.id for figures in whole.figures if figures.caption.startswith("Places, Workshop"))
    room, survey = ({row[0]: row[1] for row in rows(whole, id)} for id in (ranked, f"t-{RANKED}"))
    for label, before, after, moved in rows(whole, "priorities"):
        assert (before, after) == (room[label], survey[label])
        step = int(before) - int(after)
        said = f"up {step}" if step > 0 else f"down {-step}"
        assert moved == (said if step else "stays")


def test_what_tables_rated(whole: Document, tables: Mapping[str, Table]) -> None:
    meetings = {row["title"]: row["id"] for row in tables["meetings"]}
    for id in ("conditions-0", "conditions-1"):
        figures = next(each for each in whole.figures if each.id == id)
        held = [row for row in tables["framework"] if row["meeting"] == meetings[figures.caption.split(":")[0]]]
        for label, *counts, n, _among in figures.rows:
            given = Counter(row["level"] for row in held if row["condition_label"] == label and row["level"])
            assert [*counts, n] == [*(given[str(level)] for level in range(1, 5)), given.total()]


def test_what_became_of_the_rows_of_the_file(whole: Document, tables: Mapping[str, Table]) -> None:
    (survey,) = tables["surveys"]
    said = "; ".join(f"{n} {str(what).removeprefix('dropped: a ')}" for what, n in rows(whole, "rows-leaders"))
    assert said == survey["outcomes"]
    ((title, tool, wave, responses, _file, digest),) = rows(whole, "sources")
    assert [title, tool, str(wave)] == [survey["title"], survey["tool"], survey["wave"]]
    assert responses == len(tables["survey_responses"])
    assert survey["sha256"].startswith(str(digest))


def test_every_choice_by_phase(whole: Document, tables: Mapping[str, Table]) -> None:
    compared, of_phase = 0, phases(tables)
    for figures in whole.figures:
        question = figures.id.removeprefix("t-").removesuffix("-phase")
        if figures.id == f"t-{question}-phase" and question != GRID:
            asked, chosen = asked_of(tables, question), answered(tables, question)
            names = labels(tables, question)
            for label, *cells, _word in figures.rows:
                for head, cell in zip(figures.heads[1:-1], cells, strict=True):
                    part = {r for r in asked if of_phase[r] in named_in(head)}
                    own = sum(any(names.get(row["code"]) == label for row in chosen.get(r, ())) for r in part)
                    assert cell == "[c]" or of(cell) == (own, len(part))
                    compared += cell != "[c]"
    assert compared > 15


def named_in(head: str) -> set[str]:
    """Return the groups of phases that a column holds, as `Secondary and other phases`."""
    return {label for label in (*ALONE, "Other phases") if label.casefold() in head.casefold().split(" and ")}


def asked_of(tables: Mapping[str, Table], question: str) -> set[str]:
    """Return the responses that answered a question, if only with none of its answers."""
    held = [row for row in tables["survey_answers"] if row["question"] == question]
    return {row["response"] for row in held if row["missing"] in ("", "none_chosen")}


ELSEWHERE = {"words", "power", "models", "declared", "actions"}
"""Tables of words alone, and what tests of counting hold: how many things have a word, and what would be noticed."""


def test_no_table_of_the_report_is_forgotten_here(whole: Document) -> None:
    known = {
        "heard",
        "themes",
        "priorities",
        "conditions-0",
        "conditions-1",
        "meetings",
        "rows-leaders",
        "sources",
    } | ELSEWHERE
    known |= {figures.id for its in pages(whole).values() for figures in its}
    assert [
        figures.id for figures in whole.figures if figures.id not in known and not figures.id.startswith("t-")
    ] == []


def test_every_choice(whole: Document, tables: Mapping[str, Table]) -> None:
    compared = 0
    for question in {row["question"] for row in tables["survey_choices"]} - {GRID}:
        if any(figures.id == f"t-{question}" for figures in whole.figures) and not question.startswith("rank"):
            given, names = answered(tables, question), labels(tables, question)
            asked = asked_of(tables, question)
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
    told = rows(whole, "themes")
    for label, n, works, concerns in told[:-1]:
        those = of_theme[str(label)]
        signs = Counter(note["sentiment"] for note in those)
        assert n == len(those) >= 10
        assert within(works, signs["positive"], n)
        assert within(concerns, signs["concern"], n)
    few = {label: of for label, of in of_theme.items() if len(of) < 10}
    bare = notes.keys() - {row["note"] for row in tables["note_themes"]}
    others = {note["id"] for of in few.values() for note in of} | bare
    assert (len(bare), told[-1][:2]) == (2, ("Other themes, or none", len(others)))
    assert {str(row[0]) for row in told[:-1]} == of_theme.keys() - few.keys()
    shown = [cell for row in told for cell in row[1:]]
    assert shown.count("[c]") < len(shown) / 3
    in_survey = sum(note["channel"] == "survey" for note in notes.values())
    assert f"{in_survey} of {len(notes)} notes are comments in the survey." in [s.words for s in whole.sentences]
    assert not [sentence.words for sentence in whole.sentences if "carry no theme" in sentence.words]


def within(said: str | int, true: int, n: int) -> bool:
    """Say whether a figure is the true one, or is told in bounds, or hidden; none of one to four is told."""
    if isinstance(said, int):
        return said == true and not 0 < true < 5
    return (said == "fewer than 5" and 0 < true < 5) or (said == f"{n - 4} or more" and n - 4 <= true) or said == "[c]"


def members(tables: Mapping[str, Table], group: str) -> set[str]:
    return {row["id"] for row in tables["survey_responses"] if group in row["groups"].split(";")}


def pages(whole: Document) -> dict[str, list[Figures]]:
    """Return the tables on the page of each group, by the group."""
    asked = [figures.id.removeprefix("t-") for figures in whole.figures if figures.id.startswith("t-")]
    found: dict[str, list[Figures]] = defaultdict(list)
    for figures in whole.figures:
        for question in asked:
            if figures.id.endswith(f"-{question}") and not figures.id.startswith("t-"):
                found[figures.id.removesuffix(f"-{question}")].append(figures)
    return found


def test_every_figure_on_the_page_of_a_group(whole: Document, tables: Mapping[str, Table]) -> None:
    compared = 0
    for group, its in pages(whole).items():
        people = members(tables, group)
        assert f"{len(people)} responses to the survey came from this group." in [s.words for s in whole.sentences]
        for figures in its:
            question = figures.id.removeprefix(f"{group}-")
            given = {r: rows for r, rows in answered(tables, question).items() if r in people}
            if question == GRID:
                compared += grid_of(group, figures, tables, given)
            else:
                compared += places_of(figures, whole, labels(tables, question), given)
    assert compared > 30


def grid_of(group: str, figures: Figures, tables: Mapping[str, Table], given: Mapping[str, Table]) -> int:
    """Compare the statements that a group agreed with, and return how many could be."""
    high, statements = list(labels(tables, GRID))[3:], labels(tables, GRID, statements=True)
    shown = [(str(label), str(cell)) for label, cell in figures.rows if cell != "[c]"]
    for label, cell in shown:
        code = next(code for code, words in statements.items() if words == label)
        own = [row for rows in given.values() for row in rows if row["item"] == code]
        assert of(cell) == (sum(row["code"] in high for row in own), len(own)), (group, label)
    return len(shown)


def places_of(figures: Figures, whole: Document, names: Mapping[str, str], given: Mapping[str, Table]) -> int:
    """Compare the places of what a group ranked and the sentence on them, and return how many there are."""
    ranked = [{row["code"]: int(row["rank"]) for row in rows} for rows in given.values()]
    expected = {names[code]: place for code, place in places(ranked, list(names)).items()}
    assert {str(label): place for label, place in figures.rows} == expected
    first = ", ".join(str(label) for label, place in figures.rows if int(place) <= 5)
    assert f"In {len(ranked)} rankings these come first: {first}." in [s.words for s in whole.sentences]
    return len(expected)


def test_what_a_report_with_some_groups_says_is_what_the_whole_says(played: Book, whole: Document) -> None:
    some = report(played, ["hash", "governors"])
    held = {figures.id: figures for figures in whole.figures}
    assert all(held[figures.id] == figures for figures in some.figures)
    assert set(pages(some)) == {"hash", "governors"}
    assert len(pages(whole)) > len(pages(some))
