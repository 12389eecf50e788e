"""Which rows each table of the registry has."""

from collections.abc import Callable, Iterable, Mapping

from hep_tui.exchange import (
    rows_changes,
    rows_notes,
    rows_pack,
    rows_readings,
    rows_results,
    rows_survey,
    rows_totals,
    rows_votes,
    rows_work,
)
from hep_tui.exchange.context import Context, Row

ROWS: Mapping[str, Callable[[Context], Iterable[Row]]] = {
    rows.__name__: rows
    for rows in (
        rows_pack.schools,
        rows_pack.models,
        rows_pack.model_funding,
        rows_pack.priorities,
        rows_pack.themes,
        rows_pack.conditions,
        rows_pack.scales,
        rows_pack.concepts,
        rows_pack.cells,
        rows_pack.codes,
        rows_pack.costs,
        rows_notes.meetings,
        rows_notes.items,
        rows_notes.attendance,
        rows_notes.came,
        rows_notes.came_to_both,
        rows_notes.notes,
        rows_notes.note_themes,
        rows_notes.note_groups,
        rows_notes.note_models,
        rows_votes.polls,
        rows_votes.options,
        rows_votes.batches,
        rows_votes.ballots,
        rows_votes.marks,
        rows_votes.counts,
        rows_votes.accounts,
        rows_votes.results,
        rows_results.rounds,
        rows_results.pairwise,
        rows_results.result_parts,
        rows_results.policies,
        rows_readings.readings,
        rows_readings.reading_marks,
        rows_readings.checks,
        rows_readings.check_papers,
        rows_work.framework,
        rows_work.follow_ups,
        rows_work.follow_up_notes,
        rows_survey.surveys,
        rows_survey.survey_questions,
        rows_survey.survey_choices,
        rows_survey.survey_responses,
        rows_survey.survey_answers,
        rows_changes.changes,
        rows_changes.conflicts,
        rows_totals.totals,
    )
}
