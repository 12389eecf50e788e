"""The registry of tables, and the rows that are made for it."""

import re

import pytest

from hep_tui.domain.tiers import Tier
from hep_tui.exchange import registry
from hep_tui.exchange.context import context
from hep_tui.exchange.registry import Table
from hep_tui.exchange.rows import ROWS
from hep_tui.exchange.tables import CODES, TABLES, table, tables_for
from tests.exchange.conftest import Filled

TYPES = {
    registry.STRING,
    registry.INTEGER,
    registry.NUMBER,
    registry.BOOLEAN,
    registry.DATE,
    registry.DATETIME,
}
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)


def _labels(table: Table) -> set[str]:
    return {c.name for c in table.columns if c.labels}


@each_table
def test_a_table_has_a_label_a_note_and_a_key_of_its_own_required_columns(table: Table) -> None:
    assert table.label
    assert table.note
    assert table.key
    assert all(table.column(name).required for name in table.key)


@each_table
def test_columns_have_different_plain_names_a_type_and_words(table: Table) -> None:
    names = table.header
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name) for name in names)
    assert {c.type for c in table.columns} <= TYPES
    assert all(c.label for c in table.columns)


@each_table
def test_bounds_stand_on_numbers_only(table: Table) -> None:
    bounded = [c for c in table.columns if c.minimum is not None or c.maximum is not None]
    assert {c.type for c in bounded} <= {registry.INTEGER, registry.NUMBER}


@each_table
def test_codes_are_of_a_known_list_and_labels_spell_out_a_coded_column(table: Table) -> None:
    assert {c.codes for c in table.columns if c.codes} <= CODES.keys()
    assert all(table.column(c.labels).codes for c in table.columns if c.labels)


@each_table
def test_references_lead_to_columns_of_an_earlier_table_or_its_own(table: Table) -> None:
    earlier = {t.name: t for t in TABLES[: TABLES.index(table) + 1]}
    for reference in table.references:
        target = earlier[reference.table]
        assert len(reference.columns) == len(reference.to)
        assert {*reference.columns} <= {*table.header}
        here = [table.column(name).type for name in reference.columns]
        assert here == [target.column(name).type for name in reference.to]


def test_table_names_differ_and_each_has_rows() -> None:
    assert len({t.name for t in TABLES}) == len(TABLES)
    assert ROWS.keys() == {t.name for t in TABLES}


def test_a_table_is_found_by_its_name_and_no_other_is() -> None:
    assert table("notes").path == "data/notes.csv"
    with pytest.raises(KeyError):
        table("persons")
    with pytest.raises(KeyError, match=r"notes\.person"):
        table("notes").column("person")


def test_no_column_holds_a_person_or_the_school_of_a_speaker() -> None:
    named = {"person", "name", "urn", "school", "email"}
    assert {t.name for t in tables_for(Tier.ANALYST) if named & {*t.header}} == {"schools", "costs"}


@each_table
def test_every_row_gives_columns_of_its_table_and_all_the_required_ones(table: Table, filled: Filled) -> None:
    rows = list(ROWS[table.name](context(filled.book, Tier.RESTRICTED)))
    required = {c.name for c in table.columns if c.required}
    assert rows
    for row in rows:
        assert row.keys() <= {*table.header} - _labels(table)
        assert {name for name in required if row.get(name) in (None, "")} == set()


@each_table
def test_every_column_is_given_by_some_row(table: Table, filled: Filled) -> None:
    given = {name for row in ROWS[table.name](context(filled.book, Tier.RESTRICTED)) for name in row}
    assert given == {*table.header} - _labels(table)


def test_codes_have_labels_in_words() -> None:
    for codes in CODES.values():
        assert codes.label
        assert codes.values is None or all(codes.values.values())


def test_a_ballot_is_verified_where_a_second_person_read_it_alike(filled: Filled) -> None:
    ctx = context(filled.book, Tier.RESTRICTED)
    rows = [r for r in ROWS["ballots"](ctx) if r["poll"] == filled.ranking]
    assert [r["number"] for r in rows if r["verified"]] == [8, 9]
    [batch] = ROWS["batches"](ctx)
    assert (batch["teller"], batch["papers"], batch["first"], batch["state"]) == ("JB", 10, 1, "open")
