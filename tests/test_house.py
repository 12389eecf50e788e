"""The rules of the house: who may import whom, what a fresh interpreter loads, how large things may be."""

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hep_tui import cli, locations
from hep_tui.commands.offered import OFFERED
from tests import shape
from tests.conftest import ROOT, demo_file

PACKAGE = ROOT / "hep_tui"
HEAVY = ("textual", "pandas", "sqlite_utils", "numpy", "rich", "sqlite3")

# Which rooms each room may import, and which packages of others. `commands` and the files at the top wire it all up.
MAY: dict[str, set[str]] = {
    "errors": set(),
    "locations": {"platformdirs"},
    "domain": {"errors"},
    "counting": {"errors", "domain", "tables", "numpy", "rich"},
    "logbook": {"errors", "domain", "version", "sqlite_utils", "nacl"},
    "actions": {"errors", "domain", "counting", "logbook"},
    "views": {"errors", "domain", "counting", "logbook"},
    "tables": {"errors", "domain", "python_calamine"},
    "exchange": {"errors", "domain", "counting", "logbook", "tables", "views", "pandas", "rapidfuzz"},
    "reports": {"errors", "domain", "counting", "logbook", "views", "docx", "xlsxwriter"},
    "tui": {
        "errors", "locations", "domain", "logbook", "actions", "views", "exchange", "reports", "version", "textual",
        "rich",
    },
    "hall": {"errors", "domain", "logbook", "actions", "views", "reports", "segno"},
    "sample": {"errors", "locations", "domain", "logbook", "actions", "views", "exchange"},
    "commands": {
        "errors", "locations", "domain", "counting", "logbook", "actions", "views", "tables", "exchange", "reports",
        "tui", "hall", "sample", "version",
    },
    "reference": {"cli", "domain", "tui"},
    "streams": {"errors"},
    "stopping": set(),
    "cli": {"errors", "domain", "commands", "tui", "streams", "stopping", "version"},
    "__main__": {"cli", "stopping"},
    "__init__": set(),
}  # fmt: skip
# What an export may read the record with; the rest of the logbook changes files.
_READ = (
    "box",
    "checks",
    "door",
    "entry",
    "laptop_key",
    "handovers",
    "releases",
    "lots",
    "moves",
    "polls",
    "secret_ballots",
    "cache",
    "database",
    "record",
    "records",
    "room",
)
READERS = {"hep_tui.logbook", *(f"hep_tui.logbook.{name}" for name in _READ)}
SQL = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|VIEW|INDEX)|PRAGMA)\b", re.S)


@dataclass(frozen=True)
class Import:
    """Hold one import: what it names, where, and whether it runs as soon as the module is loaded."""

    name: str
    path: Path
    line: int
    at_once: bool

    @property
    def room(self) -> str:
        parts = self.name.split(".")
        if parts[0] != "hep_tui":
            return parts[0]
        return "version" if parts[1:2] == ["__version__"] else ".".join(parts[1:2])

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.name}"


def modules(*rooms: str) -> list[Path]:
    """Return the modules of some rooms, or all of them."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if not rooms or room_of(path) in rooms]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[Import]:
    yield from _imports(path, tree(path), at_once=True)


def _imports(path: Path, node: ast.AST, *, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, path, child.lineno, at_once) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, f"{path}:{child.lineno}: write the whole name of the package"
            whole = child.module == "hep_tui"
            names = [f"hep_tui.{a.name}" for a in child.names] if whole else [child.module or ""]
            yield from (Import(name, path, child.lineno, at_once) for name in names)
        elif isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            yield from _imports(path, child, at_once=False)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(path, child, at_once=at_once and not inside)


def every_import(*rooms: str) -> list[Import]:
    return [found for path in modules(*rooms) for found in imports(path)]


def listed(found: list[Any]) -> str:
    return "\n".join(map(str, found))


def test_every_room_is_in_the_plan() -> None:
    assert {room_of(path) for path in modules()} <= set(MAY)


@pytest.mark.parametrize("room", MAY)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    allowed = MAY[room] | {room} | sys.stdlib_module_names
    wrong = [found for found in every_import(room) if found.room not in allowed]
    assert not wrong, listed(wrong)


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Neither when they run nor for their types: what is beneath knows nothing of what is above it."""
    found = shape.modules(PACKAGE)
    names = {module.name for module in found}
    assert shape.circles({module.name: shape.imports(module, names) for module in found}) == []


def test_only_the_logbook_knows_sqlite() -> None:
    rooms = [room for room in MAY if room != "logbook"]
    wrong = [found for found in every_import(*rooms) if found.room in ("sqlite3", "sqlite_utils")]
    assert not wrong, listed(wrong)


def test_files_are_opened_in_one_place() -> None:
    doors = {"sqlite3.connect": "connect.py", "Database": "schema.py"}
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {called}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and (called := ast.unparse(node.func)) in doors and path.name != doors[called]
    ]
    assert not wrong, listed(wrong)


def test_only_who_asks_whether_a_box_is_right_reads_its_ballots() -> None:
    """A box is no part of whether a record is whole, so whoever reads it asks for itself; the room takes no marks."""
    told = re.compile(r"\b(FROM|JOIN|INTO|UPDATE) (main\.)?secret\b")
    found = {
        path.name
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and told.search(node.value)
    }
    assert found == {"secret_ballots.py", "open_box.py", "backup.py", "room.py", "room_schema.py"}


def test_only_the_hall_has_a_socket() -> None:
    listens = {"socket", "socketserver", "http", "ssl", "xmlrpc", "ftplib", "smtplib", "urllib"}
    found = {each.path.relative_to(PACKAGE).as_posix() for each in every_import() if each.room in listens}
    assert found == {"hall/serving.py"}


def test_only_the_logbook_speaks_sql() -> None:
    spoken = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:60]!r}"
        for path in modules(*(room for room in MAY if room != "logbook"))
        # What other databases are told of the tables that leave is text, and never run here.
        if path.name not in ("ddl.py", "examples.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert not spoken, listed(spoken)


def test_only_the_logbook_and_what_wires_it_up_touch_its_connection() -> None:
    touched = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("actions", "views", "exchange", "reports", "tui", "domain", "counting")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("conn", "db")
    ]
    assert not touched, listed(touched)


def test_only_actions_and_what_wires_them_up_write_into_the_logbook() -> None:
    writes = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules("views", "exchange", "reports", "domain", "counting")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("append_all", "retry")
    ]
    assert not writes, listed(writes)


def test_an_export_reads_the_record_and_nothing_else_of_the_logbook() -> None:
    wrong = [f for f in every_import("exchange", "reports", "views") if f.room == "logbook" and f.name not in READERS]
    assert not wrong, listed(wrong)


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    slow = ("pandas", "sqlite_utils", "frictionless", "openpyxl", "rapidfuzz", "nacl", "docx", "xlsxwriter")
    wrong = [found for found in every_import() if found.at_once and found.room in slow]
    assert not wrong, listed(wrong)


def test_a_command_imports_only_what_is_light_before_it_runs() -> None:
    light = {"version", "streams", "stopping", "errors", "domain", "locations", "commands"} | sys.stdlib_module_names
    wrong = [
        found
        for path in (PACKAGE / "cli.py", *(PACKAGE / "commands").glob("*.py"))
        # These two are themselves imported by a command that runs.
        if path.name not in ("shown.py", "doctor.py", "opened.py", "session.py")
        for found in imports(path)
        if found.at_once and found.room not in light
    ]
    assert not wrong, listed(wrong)


_IMPORTED_AS = {"pynacl": "nacl", "python_docx": "docx"}


def test_what_is_imported_from_others_is_what_the_project_asks_for() -> None:
    held = project()["project"]
    extras = held["optional-dependencies"]
    lines = held["dependencies"] + extras["report"] + extras["hall"]
    asked = {re.split(r"[=<>\[]", line)[0].replace("-", "_") for line in lines}
    used = {found.room for found in every_import()} - sys.stdlib_module_names - {*MAY, "version", ""}
    assert {_IMPORTED_AS.get(name, name) for name in asked} == used


def fresh(code: str, *args: object, path: Path = ROOT) -> Any:
    """Run code in an interpreter that has loaded nothing, and return what it prints as JSON."""
    command = [sys.executable, "-W", "error", "-c", f"import sys, json\nsys.path.insert(0, sys.argv[1])\n{code}"]
    done = subprocess.run([*command, str(path), *map(str, args)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


LOADED = f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"


def test_the_command_line_loads_nothing_heavy() -> None:
    assert fresh(f"import hep_tui.cli\n{LOADED}") == []


def test_building_the_parser_loads_nothing_heavy() -> None:
    assert fresh(f"import hep_tui.cli\nhep_tui.cli.parser().format_help()\n{LOADED}") == []


def test_a_line_builds_only_what_its_command_needs_and_the_same_as_among_all() -> None:
    for command, words in commands_of(cli.parser()).items():
        alone = commands_of(cli.parser(command))
        assert alone[command].format_help() == words.format_help()
        assert len(alone) <= 4
    assert commands_of(cli.parser("--version")) == commands_of(cli.parser("")) == {}


def test_the_list_of_commands_names_every_one_and_loads_none() -> None:
    asked = "import hep_tui.cli\nhep_tui.cli.parser('--help').format_help()"
    loaded = "print(json.dumps([name for name in sys.modules if 'hep_tui.commands.' in name or 'domain' in name]))"
    assert {name.rpartition(".")[2] for name in fresh(f"{asked}\n{loaded}")} == {"later", "offered", "stored"}
    assert list(commands_of(cli.parser())) == list(OFFERED)


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    parsers = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(next(parsers).choices)


def test_storing_a_note_without_the_screen_loads_neither_screens_nor_pandas(tmp_path: Path) -> None:
    demo = demo_file(tmp_path)
    code = f"""
import contextlib, io, hep_tui.cli
with contextlib.redirect_stdout(io.StringIO()):
    assert hep_tui.cli.main(["note", sys.argv[2], "one thing said"]) == 0
{LOADED}"""
    assert not {"textual", "pandas", "sqlite_utils", "numpy"} & set(fresh(code, demo))


def test_the_first_screen_is_painted_before_anything_slow_is_loaded(tmp_path: Path) -> None:
    demo = demo_file(tmp_path)
    code = f"""
import asyncio
from pathlib import Path
from hep_tui.logbook.opening import open_book
from hep_tui.tui.app import HepApp
from hep_tui.tui.screens.home import HomeScreen

async def paint():
    app = HepApp(lambda: open_book(Path(sys.argv[2])), ticking=False)
    async with app.run_test(size=(80, 24)) as pilot:
        while not (isinstance(app.screen, HomeScreen) and app.screen.loaded):
            await pilot.pause(0.01)
        await pilot.pause()
        painted = "\\n".join("".join(s.text for s in line) for line in app.screen._compositor.render_strips())
        loaded = [name for name in {HEAVY!r} if name in sys.modules]
    await app.close_book()
    return painted, loaded

print(json.dumps(asyncio.run(paint())))
"""
    painted, loaded = fresh(code, demo)
    assert "Workshop 1, primary" in painted
    assert "textual" in loaded
    assert not {"pandas", "sqlite_utils", "numpy"} & set(loaded)


def test_the_first_screen_is_loaded_before_packs_words_and_the_lines_that_take_them() -> None:
    loaded = set(fresh("import hep_tui.tui.app, hep_tui.tui.screens.home\nprint(json.dumps([*sys.modules]))"))
    assert "hep_tui.tui.screens.home" in loaded
    later = {"domain.pack", "domain.words", "domain.outbox", "tui.widgets.asked", "tui.widgets.line"}
    assert not {f"hep_tui.{name}" for name in later} & loaded


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_what_a_wheel_takes_along_is_there_and_goes_where_it_is_looked_for() -> None:
    taken = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in taken.items():
        assert [*(ROOT / source).iterdir()], source
        assert target.startswith("hep_tui/_data/")
    assert {Path(target).name for target in taken.values()} == {"packs", "schools", "sample"}


def test_a_source_archive_holds_all_that_a_wheel_is_made_of() -> None:
    targets = project()["tool"]["hatch"]["build"]["targets"]
    held = targets["sdist"]["include"]
    assert all((ROOT / name).exists() for name in held)
    made_of = [*targets["wheel"]["packages"], *targets["wheel"]["force-include"], project()["project"]["readme"]]
    assert all(any(Path(name).is_relative_to(top) for top in held) for name in made_of)


def test_packs_schools_and_the_sample_are_found_in_a_checkout() -> None:
    assert {p.name for p in locations.packs_dir().iterdir()} >= {"hillingdon-2021.toml", "northmoor-2022.toml"}
    assert {p.name for p in locations.schools_dir().iterdir()} >= {"hillingdon.csv", "northmoor.csv"}
    assert (locations.data_dir() / "sample").is_dir()


def test_packs_schools_and_the_sample_are_found_where_hep_is_installed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(PACKAGE, site / "hep_tui", ignore=shutil.ignore_patterns("__pycache__"))
    for source, target in project()["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].items():
        shutil.copytree(ROOT / source, site / target)
    code = """
import contextlib, io, hep_tui.cli
from pathlib import Path
said = io.StringIO()
with contextlib.redirect_stdout(said):
    codes = [hep_tui.cli.main(words.split()) for words in (
        f"new {sys.argv[2]}/northmoor.hep --pack northmoor-2022", f"demo {sys.argv[2]}/demo.hep --no-screen")]
print(json.dumps([codes, hep_tui.__file__]))
"""
    codes, where = fresh(code, tmp_path, path=site)
    assert codes == [0, 0]
    assert Path(where).is_relative_to(site)


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = [p for p in modules() if len(p.read_text("utf-8").splitlines()) > 400]
    assert not long, listed(long)


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert not long, listed(long)


def test_no_function_may_go_more_than_seventeen_ways() -> None:
    """Most go five ways at the most; what goes many has parts that deserve names of their own."""
    many = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {shape.complexity(function)} ways"
        for path in modules()
        for function in shape.functions(tree(path))
        if shape.complexity(function) > 17
    ]
    assert not many, listed(many)


def own_expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield what a statement is made of, but not the statements within it."""
    left = list(ast.iter_child_nodes(statement))
    while left:
        node = left.pop()
        if not isinstance(node, ast.stmt):
            yield node
            left += ast.iter_child_nodes(node)


def test_a_statement_takes_one_decision_and_none_within_a_text() -> None:
    """A second decision gets a name of its own, or a word of `domain.wording`."""
    found = []
    for path in modules():
        for statement in (node for node in ast.walk(tree(path)) if isinstance(node, ast.stmt)):
            nodes = list(own_expressions(statement))
            decisions = [node for node in nodes if isinstance(node, ast.IfExp)]
            texts = [node for node in nodes if isinstance(node, ast.JoinedStr)]
            within = [node for text in texts for node in ast.walk(text) if isinstance(node, ast.IfExp)]
            if len(decisions) > 1 or within:
                found.append(f"{path.relative_to(ROOT)}:{statement.lineno}")
    assert not found, listed(found)


_LAPTOPS_OWN = re.compile(r"""astimezone\(\)|now\(\)\.date\(\)|date\.today\(|%[ABab][^\w%]""")


def test_no_time_is_said_as_the_laptop_has_it() -> None:
    """The zone and the language are those of the pack: `domain.clock` says when."""
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in modules()
        if path != PACKAGE / "domain" / "clock.py"
        for match in _LAPTOPS_OWN.finditer(path.read_text("utf-8"))
    ]
    assert not found, listed(found)


def test_only_commands_print() -> None:
    prints = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(*MAY.keys() - {"commands", "cli", "__main__"})
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "breakpoint", "input")
    ]
    assert not prints, listed(prints)


def written() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project with its text."""
    folders = ("hep_tui", "tests", "docs", "data", "exports", ".ci")
    named = [p for folder in folders for p in (ROOT / folder).rglob("*")]
    for path in [*named, *(p for p in ROOT.iterdir() if p.suffix in (".md", ".toml") or p.name == "Makefile")]:
        if path.is_file() and path.suffix not in (".pyc", ".png", ".hep", ".gz") and "__pycache__" not in path.parts:
            yield path, path.read_text("utf-8")


def test_no_file_names_a_place_on_anybodys_machine() -> None:
    places = re.compile("|".join((r"(?<![\w}])/" + "(home|Users|root|opt|tmp|work)/", r"[A-Z]:\\\\?" + "Users")))
    found = [f"{path}: {match[0]}" for path, text in written() if (match := places.search(text))]
    assert not found, listed(found)


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    marks = re.compile(r"\b(TODO|FIX" + r"ME|XXX|HACK)\b")
    found = [path for path, text in written() if path.suffix == ".py" and path.name != "test_house.py"
             and marks.search(text)]  # fmt: skip
    assert not found, listed(found)


_COMPARED = re.compile(
    r"""\b(?:method|rule)\b\s*(?:==|!=|(?:not\s+)?in\b)\s*(?:\(\s*)?["']|["']\s*(?:==|!=)\s*[\w.]*\b(?:method|rule)\b"""
)


def test_no_method_and_no_rule_of_counting_is_compared_by_its_name() -> None:
    """What a method or a rule can do is asked of its object, so that a new one is written in one place."""
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _COMPARED.search(line.replace("symbols().rule", ""))
    ]
    assert found == []


_KEYS = re.compile(
    r"""\b(?:press(?:es)? (?:Enter|Esc|[a-z])\b"""
    r"""|[;,(] ?[a-z0-9] (?:on the poll|corrects|opens|hands|draws|keys|says|lists))"""
)


def test_no_key_is_named_below_the_screens() -> None:
    """A sentence of an action is read by a command too, where there are no keys, and keys can be set again."""
    rooms = ("actions", "logbook", "counting", "views", "exchange", "reports")
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in modules(*rooms)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _KEYS.search(line)
    ]
    assert found == []


_RESULT = re.compile(
    r"""(?:\[|\bget\()["']"""
    r"""(?:sentence|winners|ranking|correction|why_off|checks|beside|verdict|scores|record_code)["']"""
)
_OTHER = {PACKAGE / name for name in ("commands/shown.py", "logbook/codes.py", "exchange/export.py")}
"""Read what `hep show` prints, the codes within entries that are not trusted yet, and the head of the record."""


def test_no_declaration_is_read_by_the_name_of_a_field() -> None:
    """One reader makes a result of an entry of any age; everybody else asks the result."""
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _RESULT.search(line) and path not in _OTHER
    ]
    assert found == []


def test_commands_print_json_in_one_way() -> None:
    # The first is the way; what the second prints is one line for ever.
    modules = [path for path in (PACKAGE / "commands").rglob("*.py") if path.name not in ("as_json.py", "count.py")]
    found = [path.name for path in modules if re.search(r"(print\(|return )json\.dumps", path.read_text("utf-8"))]
    assert not found, f"print with as_json: {found}"
