"""Run QualCoder's own importer on a project or a codebook, without its windows.

`python -m tests.exchange.qualcoder CHECKOUT FILE DATABASE` leaves what it read in a new SQLite file.
"""

import ast
import builtins
import importlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock


def main(checkout: Path, file: Path, database: Path) -> None:
    """Import the file as somebody would who had chosen it in QualCoder."""
    # QualCoder installs its translations there.
    builtins.__dict__["_"] = str
    windows = MagicMock(QDialog=object)
    windows.QFileDialog.getOpenFileName.return_value = (str(file), True)
    colours = SimpleNamespace(colors=["#F5F5F5"] * 120, color_matcher=str)
    package = SimpleNamespace(__path__=[str(checkout / "src/qualcoder")])
    put = {
        "PyQt6": MagicMock(QtWidgets=windows), "qualcoder": package, "qualcoder.color_selector": colours,
        "qualcoder.helpers": MagicMock(), "qualcoder.GUI": MagicMock(),
        "qualcoder.GUI.ui_dialog_refi_export_endings": MagicMock(),
    }  # fmt: skip
    for name, held in put.items():
        module = ModuleType(name)
        module.__dict__.update(vars(held) if isinstance(held, SimpleNamespace) else {})
        sys.modules[name] = held if isinstance(held, MagicMock) else module
    (database.parent / "documents").mkdir()
    with closing(sqlite3.connect(database)) as conn:
        for statement in _tables(checkout / "src/qualcoder/__main__.py"):
            conn.execute(statement)
        settings = {"codername": "default", "directory": "", "ai_enable": "False"}
        app: Any = SimpleNamespace(
            conn=conn, settings=settings, project_path=str(database.parent), ai_models=[], project_events=None,
            write_config_ini=lambda *_: None,
        )  # fmt: skip
        importlib.import_module("qualcoder.refi").RefiImport(app, MagicMock(), file.suffix.removeprefix("."))


def _tables(source: Path) -> list[str]:
    """Return the statements by which QualCoder makes a new project."""
    texts = (n.value for n in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(n, ast.Constant))
    made = {t.split("(")[0]: t for t in texts if isinstance(t, str) and t.startswith("CREATE TABLE ") and t[-1] == ")"}
    return [*made.values()]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
