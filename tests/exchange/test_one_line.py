"""One more field of a noun is one more line: record, merge, lists for programs, export and dictionary have it then."""

import csv
import json
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from hep_tui import locations
from hep_tui.logbook.records import KINDS
from tests.conftest import ROOT

LINE = '    mood: Annotated[str, Said("Mood of it", free=True)] = ""'
NOUNS = {
    "ballots.Ballot": "ballots", "batches.Batch": "batches", "decisions.FollowUp": "follow_ups",
    "framework.Rating": "framework", "meetings.Attendance": "attendance", "meetings.Meeting": "meetings",
    "notes.Note": "notes", "polls.Account": "accounts", "polls.Hands": "counts", "polls.Poll": "polls",
    "readings.Check": "checks", "readings.Reading": "readings", "survey.Response": "survey_responses",
    "survey.Survey": "surveys",
}  # fmt: skip
"""The nouns that leave, and the table of each."""
PROGRAM = """
import json, shutil, sys
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from hep_tui.actions import record
from hep_tui.domain.batches import Batch
from hep_tui.domain.polls import Poll
from hep_tui.domain.readings import Check, Reading
from hep_tui.sample import make_demo
from hep_tui.commands.shown import objects
from hep_tui.domain.tiers import Tier
from hep_tui.exchange.dictionary import dictionary
from hep_tui.exchange.export import export
from hep_tui.logbook.merge import merge
from hep_tui.logbook.opening import open_book
from hep_tui.logbook.records import KINDS, records

folder = Path(sys.argv[1])
here, there = make_demo(folder / "here.hep", survey=True), folder / "there.hep"
shutil.copy(here, there)
with closing(open_book(here)) as book:
    poll = next(p.id for p in records(book, Poll) if p.what.method == "rank")
    for thing in (Batch(poll, "JB"), Reading(poll, 1), Check(poll)):
        record.add(book, thing)
    for cls, kind in KINDS.items():
        if any(field.name == "mood" for field in fields(cls)):
            for thing in records(book, cls)[-1:]:
                record.put(book, thing.id, replace(thing.what, mood=f"glum {kind}"))
with closing(open_book(there)) as book:
    merge(book, here)
    held = {kind: [t.what.mood for t in records(book, cls)] for cls, kind in KINDS.items() if "mood" in vars(cls)}
    told = {what: objects(book, what) for what in ("notes", "meetings", "polls", "ballots")}
    out = {tier: str(export(book, folder / tier, tier=tier, decide=lambda find: "keep").path) for tier in Tier}
print(json.dumps([held, told, out, dictionary()]))
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program in which every noun has one line more, and nothing else is changed."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "hep_tui", folder / "hep_tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(locations.data_dir(), folder / "data", ignore=shutil.ignore_patterns("*.hep"))
    for noun in NOUNS:
        module, name = noun.split(".")
        path = folder / f"hep_tui/domain/{module}.py"
        path.write_text(_with_line(path.read_text("utf-8"), name), "utf-8")
    return folder


def _with_line(source: str, noun: str) -> str:
    """Return a module with the field behind the last one of a class, and the two names that it needs."""
    begin = re.search(rf"^class {noun}\b", source, re.M)
    assert begin
    fields = list(re.finditer(r"^    \w+: .*$", source[begin.end() :], re.M))
    end = re.search(r"^    (def |@)|^(class|def|@|\w)", source[begin.end() :], re.M)
    last = [m for m in fields if end is None or m.start() < end.start()][-1]
    at = begin.end() + last.end()
    source = f"{source[:at]}\n{LINE}{source[at:]}"
    for name, module in (("Annotated", "typing"), ("Said", "hep_tui.domain.nouns")):
        if not re.search(rf"^from {module} import .*\b{name}\b", source, re.M):
            first = re.search(r"^(from|import) ", source, re.M)
            assert first
            source = f"{source[: first.start()]}from {module} import {name}\n{source[first.start() :]}"
    return source


@pytest.fixture(scope="module")
def told(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what the record, the lists and the exports of the copy say, and its dictionary."""
    folder = tmp_path_factory.mktemp("told")
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("noun", NOUNS)
def test_one_line_more_reaches_record_merge_lists_export_and_dictionary(told: Any, noun: str) -> None:
    held, lists, out, dictionary = told
    table, kind = NOUNS[noun], KINDS[getattr(import_module(f"hep_tui.domain.{noun.split('.')[0]}"), noun.split(".")[1])]
    mood = f"glum {kind}"
    assert mood in held[kind]
    if table in lists:
        assert mood in [each["mood"] for each in lists[table]]
    tiers = ("restricted",) if table == "attendance" else ("restricted", "analyst")
    for tier in tiers:
        with (Path(out[tier]) / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
            assert mood in [row["mood"] for row in csv.DictReader(file)]
        package = json.loads((Path(out[tier]) / "datapackage.json").read_text("utf-8"))
        [resource] = [each for each in package["resources"] if each["name"] == table]
        assert "mood" in [field["name"] for field in resource["schema"]["fields"]]
    assert not any("mood" in path.read_text("utf-8") for path in (Path(out["public"]) / "data").iterdir())
    assert "| `mood` |" in dictionary.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
