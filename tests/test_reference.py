"""The pages of keys and commands say what the program does."""

import argparse
import dataclasses
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast, get_args

import pytest

from hep_tui import reference
from hep_tui.domain.pack import Pack
from hep_tui.domain.schema import entries
from hep_tui.tui import screens
from hep_tui.tui.routes import ROUTES, all_commands
from hep_tui.tui.screens.base import HepScreen
from tests.conftest import ROOT

RENEW = "Make it again with: python -m hep_tui.reference docs"


def _formats_help_as_3_11() -> bool:
    """Say whether this Python's argparse writes an option with a value twice, as those before 3.13 do."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", "--output")
    return "-o OUTPUT, --output OUTPUT" in parser.format_help()


def _kinds_of(screen: type[HepScreen[Any]]) -> Iterator[type[HepScreen[Any]]]:
    """Yield the screens that people meet, leaving out what several of them are built on."""
    for each in screen.__subclasses__():
        yield from _kinds_of(each) if each.__subclasses__() else (each,)


def test_the_page_of_keys_is_current() -> None:
    assert (ROOT / "docs/keys.md").read_text("utf-8") == reference.keys_page(), RENEW


def test_the_page_of_commands_is_current() -> None:
    if not _formats_help_as_3_11():
        pytest.skip("this Python lays help out in another way than the page, which was made with 3.11")
    assert (ROOT / "docs/commands.md").read_text("utf-8") == reference.commands_page(), RENEW


def test_the_page_of_pack_keys_is_current() -> None:
    assert (ROOT / "docs/pack-keys.md").read_text("utf-8") == reference.packs_page(), RENEW


def test_every_table_of_a_pack_stands_on_the_page_of_pack_keys() -> None:
    def below(cls: type) -> Iterator[type]:
        for entry in entries(cls).values():
            for each in get_args(entry.type):
                if dataclasses.is_dataclass(each):
                    yield from (cast("type", each), *below(cast("type", each)))

    assert {Pack, *below(Pack)} <= set(reference._TABLES.values())


def test_every_screen_stands_on_the_page_of_keys() -> None:
    for module in pkgutil.iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    assert {*_kinds_of(HepScreen)} <= {route.screen() for route in ROUTES.values()}


def test_every_command_stands_on_the_page_of_keys() -> None:
    page = reference.keys_page()
    assert [id for id in all_commands() if f"`{id}`" not in page] == []


def test_the_pages_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    page = reference.commands_page()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("HEP_ASCII", "1")
    assert reference.commands_page() == page
    assert "\x1b" not in page
    assert "| ↑ |" in reference.keys_page()


def test_a_bar_in_a_word_does_not_end_its_cell() -> None:
    assert reference._cell("a|b") == "a\\|b"
