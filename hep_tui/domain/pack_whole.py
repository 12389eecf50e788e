"""Check a pack together with its school table: every fault of both in one go, and what the table leaves unsaid."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hep_tui.domain import formats, pack_rules
from hep_tui.domain.electorate import electorate
from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_check import check, fault_at
from hep_tui.domain.pack_locate import KeyPath
from hep_tui.domain.pack_read import read_pack, read_text, refusal, table_path
from hep_tui.domain.schema import Fault
from hep_tui.domain.schools import School, Table, read_table
from hep_tui.domain.speech import speak, worded
from hep_tui.errors import HepError

_UNSAID = {
    "sector": "no column sector, so every one is taken to vote and pay, as state is",
    "maintained": "no column maintained, so none is taken to be",
    "pupils": "no column pupils, so an amount for each is open",
}


@dataclass(frozen=True)
class Checked:
    """Hold every fault of a pack and its school table, the schools, and what is taken for granted of them."""

    faults: list[Fault]
    schools: tuple[School, ...] = ()
    taken: list[str] = field(default_factory=list)


def check_whole(path: Path, folder: Path) -> Checked:
    """Return what is wrong with a pack and with its school table, which lies beside it or ships in `folder`.

    Raises PackError where the pack is no small UTF-8 text file.
    """
    text = read_text(path)
    faults = check(text)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        return Checked(faults)
    name = data.get("schools")
    if not isinstance(name, str) or not name or formats.table_name(name):
        return Checked(faults)
    try:
        table = read_table(table_path(name, path, folder), pack_rules.ids(data, "phases"))
    except HepError as error:
        return Checked([*faults, fault_at(text, ("schools",), str(error))])
    apart = [fault_at(text, where, message) for where, message in _apart(data, table)]
    taken = [f"{name} has {words}" for column, words in _unsaid(data).items() if column not in table.columns]
    found = [*faults, *apart, *table.faults]
    return Checked(found, table.schools, taken if found else [*taken, *_uncounted(read_pack(path))])


def _uncounted(pack: Pack) -> Iterator[str]:
    """Give the polls of a sound pack whose quorum is of an electorate that no table can count."""
    speak(pack)
    groups = [group.name for group in pack.groups]
    for plan in pack.polls:
        if plan.unit == "school" and plan.quorum and electorate(plan.electorate, pack.phases, groups) is None:
            known = f"such as: {worded('one for each {place}')}"
            yield f"nobody can count who votes in {plan.id}, so its quorum is not checked; say it in words {known}"


def _unsaid(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what a table of this pack may leave unsaid; where it is none of schools, nobody asks who is maintained."""
    return {column: words for column, words in _UNSAID.items() if column == "sector" or not data.get("words")}


def _apart(data: Mapping[str, Any], table: Table) -> Iterator[tuple[KeyPath, str]]:
    """Give what the pack says of maintained schools where its table does not say which they are."""
    if "maintained" in table.columns or not table.columns:
        return
    message = "concerns maintained schools, and the school table has no column maintained"
    for i, model in pack_rules.tables(data, "models"):
        for j, line in pack_rules.tables(model, "funding"):
            if line.get("basis") == "de-delegation":
                yield ("models", i, "funding", j, "basis"), message
    for i, plan in pack_rules.tables(data, "polls"):
        who = electorate(str(plan.get("electorate", "")))
        if who and who.maintained:
            yield ("polls", i, "electorate"), message


def read_whole(path: Path, folder: Path) -> tuple[Pack, tuple[School, ...], list[str]]:
    """Return a pack, its schools, and what is taken for granted of them.

    Raises PackError with the first fault of either, and how many more there are.
    """
    found = check_whole(path, folder)
    if found.faults:
        raise refusal(path.name, found.faults)
    return read_pack(path), found.schools, found.taken
