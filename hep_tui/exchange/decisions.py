"""What becomes of each name in an export, as a list that people edit: a TOML file written by hep and read back."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

from hep_tui.domain.text import shown
from hep_tui.errors import HepError
from hep_tui.exchange.names_gate import KEEP, REPLACE, Decide, Find

_HEAD = """\
# Names that are in what would leave. For each, answer is "replace" (the token is there instead) or "keep" (it
# leaves as it is: then you say that it may). This file holds names, so delete it when the export is done. A name that
# hep did not see is put right in the note itself: r on the home screen, or hep notes.
"""
_FIELDS = ("table", "id", "column", "kind", "words", "token")


def listed(finds: Iterable[Find]) -> str:
    """Return the list of names to decide about, each to be replaced unless somebody says otherwise."""
    return "\n".join([_HEAD, *(f"[[name]]\n{_lines(find)}" for find in dict.fromkeys(finds))])


def _lines(find: Find) -> str:
    # A text in JSON is one in TOML, too.
    around = f"# … {shown(find.around)} …"
    told = [f"{name} = {json.dumps(getattr(find, name), ensure_ascii=False)}" for name in _FIELDS]
    return "\n".join([around, *told, f'answer = "{REPLACE}"', ""])


def read(path: Path) -> Decide:
    """Return what a list decides. Raises HepError, with the line or the number of the name, where it cannot be read."""
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HepError(f"{path.name} cannot be read ({error}); nothing was exported.") from None
    answers: dict[tuple[object, ...], str] = {}
    listed = held.get("name", [])
    if not isinstance(listed, list):
        raise HepError(f"{path.name} holds no list of names; nothing was exported, let hep write it again.")
    for number, name in enumerate(listed, 1):
        answer = name.get("answer") if isinstance(name, dict) else None
        if answer not in (REPLACE, KEEP):
            raise HepError(f'Name {number} of {path.name} has no answer "replace" or "keep"; nothing was exported.')
        answers[_key(name.get("table"), name.get("id"), name.get("column"), name.get("words"))] = answer
    return lambda find: answers.get(_key(find.table, find.id, find.column, find.words), "")


def _key(*parts: object) -> tuple[object, ...]:
    return parts
