"""The first page of a report, and what it says where several surveys came in."""

from hep_tui.actions import surveys
from hep_tui.domain.survey import Answer, Choice, Question, Response, Survey, response_subject, survey_subject
from hep_tui.logbook import Book
from hep_tui.reports.document import Document, Prose
from hep_tui.reports.report import report


def words(document: Document) -> list[str]:
    return [sentence.words for sentence in document.sentences]


def test_the_first_page_says_what_was_held_and_decided_and_what_is_wanted_and_not(whole: Document) -> None:
    first = [block.words for block in whole.sections[0].blocks if hasattr(block, "words")]
    assert first[0] == "Of 4 meetings, 2 were held; still ahead: Workshop 3, all phases; Conference."
    decided = "Taking part (Workshop 2, secondary): “Are you for or against taking part in a partnership that schools"
    assert [line for line in first if line.startswith(decided)]
    assert (
        "Some people said “Agree or Strongly agree” to “Every school should pay something”: 15 of 79 (19 %)." in first
    )
    assert "“Would your school take part?” the most frequent answer is “Yes”: 51 of 83 (61 %)." in first
    assert "Phases are split on “Every school should pay something”." in first


def test_a_decision_stands_with_its_meeting_and_what_it_needed(whole: Document) -> None:
    table = next(figures for figures in whole.figures if figures.id == "declared")
    assert table.heads == ("Question", "Needed", "Result", "Record code")
    assert all("Workshop" in str(row[0]) for row in table.rows)


def test_a_lead_that_one_paper_would_change_is_said_to_hang_on_it(whole: Document) -> None:
    table = next(figures for figures in whole.figures if figures.id == "declared")
    result = str(table.rows[0][2])
    assert "18 valid of 19 cast. Not settled: 1 paper would have to be wrong to change who fills the places" in result


def test_two_surveys_are_two_channels_each_by_its_name(book: Book) -> None:
    options = tuple(Choice(id, id.upper(), f"priority:{id}") for id in ("send", "recruitment", "early-years"))
    for key, first in (("spring", "send"), ("autumn", "recruitment")):
        question = Question("rank", "Rank these", "rank", options, concept="priorities")
        subject, said = survey_subject(key, 1), {}
        for i in range(20):
            order = [first, *(option.code for option in options if option.code != first)]
            answers = tuple(Answer("rank", code=code, rank=place) for place, code in enumerate(order, 1))
            said[response_subject(subject, str(i))] = Response(subject, "primary", answers=answers)
        surveys.take(book, Survey(key, key.title(), "plain", 1, (question,)), said, {})
    found = report(book)
    assert "At least 20 and at most 40 people took part." in words(found)
    assert "SEND leads among 20 rankings in the survey “Spring”." in words(found)
    assert "RECRUITMENT leads among 20 rankings in the survey “Autumn”." in words(found)
    heard = next(figures for figures in found.figures if figures.id == "heard")
    assert heard.heads[-1] == "Responses to 2 surveys"
    assert "Somebody may have answered several of the surveys." in heard.note
    told = [block.words for block in found.blocks() if isinstance(block, Prose)]
    assert "Not shown: groups are told apart in one survey, and there were several." in told
