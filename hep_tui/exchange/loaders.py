"""Scripts that open an export in SPSS, Stata, R, pandas and databases, with its labels and types, from the registry."""

from collections.abc import Mapping, Sequence

from hep_tui.domain.speech import worded
from hep_tui.exchange import examples
from hep_tui.exchange.ddl import DUCKDB, SQLITE, Lists, script
from hep_tui.exchange.registry import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, STRING, Column, Table

_SPSS = {INTEGER: "F12.0", NUMBER: "F16.6", DATE: "SDATE10", BOOLEAN: "A5", DATETIME: "A24"}
_SPSS_WORDS = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
"""What SPSS takes for a word of its own, so that no variable may be called so."""
_R_CLASSES = {INTEGER: "integer", NUMBER: "numeric"}
_R_TEXT = "character"
_PANDAS = {INTEGER: "Int64", NUMBER: "Float64", BOOLEAN: "boolean"}
_R_HEAD = """\
# In the folder of the export: source("open_in/r.R"); then hep$notes, hep$ballots and so on.
# Needs no package. Codes become factors with their labels, in the order of the code book.
hep <- list()
hep_read <- function(name, classes) utils::read.csv(
  file.path("data", paste0(name, ".csv")), encoding = "UTF-8", na.strings = "", colClasses = classes,
  check.names = FALSE, stringsAsFactors = FALSE
)
"""
_PANDAS_SCRIPT = '''\
"""Read the export with pandas alone, from open_in: from pandas_tables import read; tables = read("..")."""

from pathlib import Path

import pandas as pd

TYPES = {{
{types}
}}
DATES = {dates}
ASKED = {{"keep_default_na": False, "na_values": [""], "true_values": ["true"], "false_values": ["false"]}}


def read(folder):
    """Return every table of an export by its name."""
    found = {{}}
    for name, types in TYPES.items():
        found[name] = pd.read_csv(Path(folder) / "data" / f"{{name}}.csv", dtype=types, **ASKED)
        for column in DATES[name]:
            found[name][column] = pd.to_datetime(found[name][column], format="ISO8601", utc=column == "at_utc")
    return found
'''
_WIDTHS = {"text": 2000, "sentence": 2000}
"""SPSS wants to know how long a text may be; one that is longer is cut there, and nowhere else."""


def scripts(tables: Sequence[Table], lists: Lists) -> Mapping[str, str]:
    """Return the scripts by their place in the bundle; each is run in the folder of the export."""
    return {
        "open_in/load.sql": script(tables, lists, SQLITE),
        "open_in/duckdb.sql": script(tables, lists, DUCKDB),
        "open_in/spss.sps": "".join(_spss(t, lists) for t in tables),
        "open_in/stata.do": "".join(_stata(t, lists) for t in tables),
        "open_in/r.R": _r(tables, lists),
        "open_in/pandas_tables.py": _pandas(tables),
        **(examples.FILES if "marks" in {t.name for t in tables} else {}),
    }


def _spss(t: Table, lists: Lists) -> str:
    variables = "\n  ".join(f"{spss_name(c)} {_spss_format(c)}" for c in t.columns)
    labels = "\n  /".join(f"{spss_name(c)} {_quoted(worded(c.label))}" for c in t.columns)
    said = [
        f"GET DATA /TYPE=TXT /FILE='data/{t.name}.csv' /ENCODING='UTF8' /ARRANGEMENT=DELIMITED /DELIMITERS=','\n"
        f"  /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES=\n  {variables}.\n",
        f"DATASET NAME {t.name}.\nVARIABLE LABELS\n  {labels}.\n",
    ]
    for c in t.columns:
        if c.codes and lists[c.codes]:
            values = " ".join(f"{_quoted(code)} {_quoted(label)}" for code, label in lists[c.codes].items())
            said.append(f"VALUE LABELS {spss_name(c)} {values}.\n")
    # An empty text is a value to SPSS, which would give those hidden a column of their own.
    if coded := [spss_name(c) for c in t.columns if (c.codes or c.labels) and c.type == STRING and not c.required]:
        said.append(f"MISSING VALUES {' '.join(coded)} ('').\n")
    return "".join([*said, f"SAVE OUTFILE='{t.name}.sav'.\n\n"])


def spss_name(c: Column) -> str:
    """Return what a column is called in SPSS."""
    return f"{c.name}_" if c.name in _SPSS_WORDS else c.name


def _spss_format(c: Column) -> str:
    return _SPSS.get(c.type) or f"A{_WIDTHS.get(c.name, 255)}"


def _stata(t: Table, lists: Lists) -> str:
    texts = " ".join(str(n) for n, c in enumerate(t.columns, 1) if c.type not in (INTEGER, NUMBER))
    lines = [
        f'import delimited "data/{t.name}.csv", clear varnames(1) case(preserve) encoding("utf-8") bindquote(strict) '
        f"maxquotedrows(unlimited) stringcols({texts})",
        *(f"label variable {c.name} {_stata_quoted(worded(c.label)[:80])}" for c in t.columns),
    ]
    days = [c.name for c in t.columns if c.type == DATE]
    lines += [f'generate {day}_day = date({day}, "YMD")\nformat {day}_day %td' for day in days]
    # Stata labels numbers only, so that a code of letters keeps its label in a column of its own.
    for c in t.columns:
        if c.codes and lists[c.codes]:
            told = "; ".join(f"{code} = {label}" for code, label in lists[c.codes].items())
            lines.append(f"notes {c.name}: {told.replace('$', '')}")
    return "\n".join([*lines, f'save "{t.name}.dta", replace', "", ""])


def _r(tables: Sequence[Table], lists: Lists) -> str:
    parts = [_R_HEAD]
    for t in tables:
        classes = ", ".join(f'{c.name} = "{_R_CLASSES.get(c.type, _R_TEXT)}"' for c in t.columns)
        parts.append(f'hep${t.name} <- hep_read("{t.name}", c({classes}))\n')
        parts += [_r_column(t, c, lists) for c in t.columns]
    return "".join(parts)


def _r_column(t: Table, c: Column, lists: Lists) -> str:
    name = f"hep${t.name}${c.name}"
    if c.type == BOOLEAN:
        return f'{name} <- {name} == "true"\n'
    if c.type == DATE:
        return f"{name} <- as.Date({name})\n"
    if c.codes and lists[c.codes] and c.type == STRING:
        codes, labels = (", ".join(map(_r_quoted, each)) for each in (lists[c.codes], lists[c.codes].values()))
        return f"{name} <- factor({name}, levels = c({codes}), labels = make.unique(c({labels})))\n"
    return ""


def _pandas(tables: Sequence[Table]) -> str:
    lines = [f"    {t.name!r}: { ({c.name: _PANDAS.get(c.type, 'string') for c in t.columns})!r}," for t in tables]
    dates = {t.name: [c.name for c in t.columns if c.type in (DATE, DATETIME)] for t in tables}
    return _PANDAS_SCRIPT.format(types="\n".join(lines), dates=repr(dates))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _stata_quoted(text: str) -> str:
    return f'`"{text}"\''


def _r_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
