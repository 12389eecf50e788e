"""The data dictionary of the docs, made from the registry."""

from pathlib import Path

from hep_tui.exchange.dictionary import dictionary
from hep_tui.exchange.tables import CODES, TABLES

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_in_the_docs_is_the_one_that_the_registry_gives() -> None:
    renew = "renew it: python -m hep_tui.exchange.dictionary docs/data-dictionary.md"
    assert PAGE.read_text("utf-8") == dictionary(), renew


def test_the_page_names_every_table_column_and_code_list() -> None:
    page = dictionary()
    for table in TABLES:
        part = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        stamp = page.split("\n## Columns of the record\n")[1].split("\n## ")[0]
        assert {c.name for c in table.columns if f"| `{c.name}`" not in part + stamp} == set()
    assert {name for name in CODES if f"\n| `{name}` |" not in page} == set()


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head() -> None:
    for block in dictionary().split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in rows}) <= 1
