"""Surveys without the screen: hep survey."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands import listed
from hep_tui.commands.as_json import as_json

if TYPE_CHECKING:
    from hep_tui.actions.surveys import Change
    from hep_tui.exchange.survey.proposal import Proposal
    from hep_tui.exchange.survey.read import Intake
    from hep_tui.logbook import Book

_WAVES = 100
_WHAT = ("import", "map", "show", "check", "answers")


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command for surveys."""
    survey = sub.add_parser(
        "survey",
        description="import takes the file that a survey tool exports (Microsoft Forms, Google Forms, SurveyMonkey, "
        "LimeSurvey, Qualtrics, SmartSurvey, Jisc, or any table). What its columns hold is proposed; where something "
        "is in doubt the proposal is written out to be corrected, and given back with --map. map only writes it. show "
        "prints the questions and how many answered, check what somebody should look at, answers one row an answer.",
    )
    survey.add_argument("file", type=Path)
    survey.add_argument("what", choices=_WHAT)
    survey.add_argument(
        "list", type=Path, nargs="?", metavar="LIST", help="import, map: the file of the survey; map without -o prints"
    )
    survey.add_argument("--key", type=Path, help="the questionnaire: Jisc's key, LimeSurvey's .lss, Qualtrics' .qsf")
    survey.add_argument(
        "--map", type=Path, help="import: what every column holds, as map wrote it and you corrected it"
    )
    survey.add_argument("--wave", type=_wave, default=1, metavar="N", help="import: which wave of the survey this is")
    survey.add_argument("--dry-run", action="store_true", help="import: only say what would become of it")
    survey.add_argument("--csv", action="store_true", help="answers: print as CSV")
    survey.add_argument("--json", action="store_true", help="print as JSON")
    survey.add_argument("-o", "--out", type=Path, metavar="MAP.toml", help="map: the file to write; never overwritten")
    listed.add_flags(survey)
    survey.set_defaults(run=run_survey)


def _wave(text: str) -> int:
    """Return the number of a wave. Raises ArgumentTypeError where it is none."""
    if not text.isdecimal() or not 0 < int(text) < _WAVES:
        raise argparse.ArgumentTypeError(f"{text!r} is no wave; they are numbered from 1")
    return int(text)


def run_survey(args: argparse.Namespace) -> int:
    """Do what was asked for; 2 where the mapping has to be looked at first."""
    from hep_tui.commands.opened import review_file
    from hep_tui.errors import HepError

    if (args.what in ("import", "map")) != bool(args.list):
        needs = "needs the file of a survey" if not args.list else "takes no file of a survey"
        raise HepError(f"hep survey FILE {args.what} {needs}; nothing was done.")
    with review_file(args.file) as book:
        does = {"import": _import, "map": _map, "show": _show, "check": _check, "answers": _answers}
        return does[args.what](book, args)


def _import(book: "Book", args: argparse.Namespace) -> int:
    from hep_tui import locations
    from hep_tui.actions import surveys
    from hep_tui.exchange.survey.door import open_survey

    file = open_survey(book, args.list, locations.schools_dir(), args.key, listed.choices(args))
    proposal = file.proposed(args.map)
    if proposal.doubts:
        return _in_doubt(proposal, args)
    found = file.intake(proposal, args.wave)
    change, _ = surveys.weigh(book, found.survey, found.responses, found.comments)
    if not args.dry_run:
        change = surveys.take(book, found.survey, found.responses, found.comments)
    if args.json:
        print(as_json(_object(proposal, found, change, stored=not args.dry_run)))
    else:
        _report(proposal, found, change, dry=args.dry_run)
    return 0


def _in_doubt(proposal: "Proposal", args: argparse.Namespace) -> int:
    """Write the proposal out, say what of it is in doubt, and refuse."""
    from hep_tui.exchange.survey.mapping import write
    from hep_tui.reports.keep import keep

    if args.json:
        print(as_json({"stored": False, "doubts": [*map(str, proposal.doubts)], "mapping": write(proposal.mapping)}))
        return 2
    place = keep(args.out or args.list.with_suffix(".map.toml").absolute(), write(proposal.mapping))
    for doubt in proposal.doubts:
        _say(f"IN DOUBT  {doubt}")
    _say(f"Nothing was stored: correct {place} and give it with --map.")
    return 2


def _map(book: "Book", args: argparse.Namespace) -> int:
    from hep_tui import locations
    from hep_tui.exchange.survey.door import open_survey
    from hep_tui.exchange.survey.mapping import write
    from hep_tui.reports.keep import keep

    proposal = open_survey(book, args.list, locations.schools_dir(), args.key, listed.choices(args)).proposed()
    for words in (*proposal.notes, *(f"IN DOUBT  {doubt}" for doubt in proposal.doubts)):
        _say(words)
    if args.out:
        _say(str(keep(args.out, write(proposal.mapping))))
    else:
        print(write(proposal.mapping), end="")
    return 0


def _object(proposal: "Proposal", found: "Intake", change: "Change", *, stored: bool) -> dict[str, object]:
    from dataclasses import asdict

    survey = found.survey
    return {
        "survey": survey.key, "title": survey.title, "tool": survey.tool, "wave": survey.wave, "stored": stored,
        "rows": dict(survey.outcomes), "responses": asdict(change), "notes": proposal.notes, "doubts": found.doubts,
        "dropped": [{"line": row.line, "why": row.what} for row in found.rows if row.what in proposal.mapping.drop],
        "questions": [
            {"id": q.id, "text": q.text, "kind": q.kind, "concept": q.concept, "choices": len(q.choices)}
            for q in survey.questions
        ],
    }  # fmt: skip


def _report(proposal: "Proposal", found: "Intake", change: "Change", *, dry: bool) -> None:
    from hep_tui.exchange.survey.proposal import columns_said, rows_said

    mapping = proposal.mapping
    for words in (*proposal.notes, *columns_said(mapping, found), *rows_said(mapping, found), change.words):
        _say(words)
    _say("Nothing was stored: this was a dry run." if dry else "Stored.")


def _show(book: "Book", args: argparse.Namespace) -> int:
    from hep_tui.views.survey import missing_counts, wave_said, waves

    found = waves(book)
    if args.json:
        body = [
            {
                "survey": w.survey.key, "title": w.survey.title, "tool": w.survey.tool, "wave": w.survey.wave,
                "responses": len(w.responses), "rows": dict(w.survey.outcomes), "missing": missing_counts(w),
                "questions": [{"id": q.id, "text": q.text, "kind": q.kind} for q in w.survey.questions],
            }
            for w in found
        ]  # fmt: skip
        print(as_json(body))
        return 0
    for words in (line for wave in found for line in wave_said(wave)):
        _say(words)
    if not found:
        _say("This review holds no survey yet; hep survey FILE import LIST takes one in.")
    return 0


def _check(book: "Book", args: argparse.Namespace) -> int:
    from hep_tui.views.survey import checks

    found = checks(book)
    if args.json:
        print(as_json(found))
    else:
        for words in found or ["Nothing needs to be looked at."]:
            _say(words)
    return 1 if found else 0


def _answers(book: "Book", args: argparse.Namespace) -> int:
    import csv
    import sys

    from hep_tui.views.survey import COLUMNS, answer_rows

    rows = answer_rows(book)
    if args.json:
        print(as_json([dict(zip(COLUMNS, row, strict=True)) for row in rows]))
        return 0
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return 0


def _say(words: str) -> None:
    from hep_tui.domain.text import shown

    print(shown(words).replace("\n", " "))
