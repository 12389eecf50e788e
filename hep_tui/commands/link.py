"""Which schools the responses of surveys mean: hep link."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui.commands.as_json import as_json
from hep_tui.domain.speech import worded

if TYPE_CHECKING:
    from hep_tui.exchange.linking import Linking


def add(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that links surveys with schools."""
    link = sub.add_parser(
        "link",
        description="Say how many responses are linked with a school, a practice or another place, and which written "
        "names are in doubt. -o writes them as a crosswalk: put a URN, or none, into its column urn and give it back "
        "with --decide. Places are matched by name, people never.",
    )
    link.add_argument("file", type=Path)
    link.add_argument("--decide", type=Path, metavar="CROSSWALK.csv", help="settle what this crosswalk decides")
    link.add_argument("-o", "--out", type=Path, metavar="CROSSWALK.csv", help="write the crosswalk to this new file")
    link.add_argument("--json", action="store_true", help="print as JSON")
    link.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Settle what was decided, and say what is linked; 1 where names are in doubt."""
    from hep_tui import locations
    from hep_tui.actions import surveys
    from hep_tui.commands.opened import review_file
    from hep_tui.exchange.linking import linking, read_crosswalk

    tables = locations.schools_dir()
    with review_file(args.file) as book:
        stored = surveys.link(book, read_crosswalk(book, args.decide, tables)) if args.decide else 0
        found = linking(book, tables)
    if args.out:
        _write(args.out, found)
    if args.json:
        print(as_json(_object(found, stored)))
    else:
        _report(found, stored, settled=bool(args.decide))
    return 1 if found.doubts else 0


def _write(path: Path, found: "Linking") -> None:
    import csv
    import io

    from hep_tui.exchange.linking import crosswalk
    from hep_tui.reports.keep import keep

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(crosswalk(found))
    _say(str(keep(path, out.getvalue())))


def _object(found: "Linking", stored: int) -> dict[str, object]:
    return {
        "responses": found.responses, "linked": found.linked, "no_school_given": found.no_school,
        "also_in_a_room": found.known, "schools_reached": found.schools, "schools": found.of_schools,
        "people_at_least": found.people[0], "people_at_most": found.people[1], "decided": stored,
        "names": [
            {
                "written": each.written, "responses": each.responses, "how": each.how, "urn": each.urn or None,
                "candidates": [{"urn": school.urn, "name": school.name} for school in each.candidates],
            }
            for each in found.written
        ],
    }  # fmt: skip


def _report(found: "Linking", stored: int, *, settled: bool) -> None:
    from hep_tui.domain.wording import counted

    if settled:
        _say(f"{counted(stored, 'name')} settled.")
    for words in found.words:
        _say(words)
    nothing = worded("no {place} is like it")
    for each in found.doubts:
        could = "; ".join(f"{school.urn} {school.name}" for school in each.candidates)
        _say(f"DOUBT  “{each.written}” in {counted(each.responses, 'response')}: {could or nothing}")
    if found.doubts:
        _say("-o CROSSWALK.csv writes these to be settled; give it back with --decide.")


def _say(words: str) -> None:
    from hep_tui.domain.text import shown

    print(shown(words).replace("\n", " "))
