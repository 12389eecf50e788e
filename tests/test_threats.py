"""Every promise against a threat names a test that there is."""

import re

from tests.conftest import ROOT


def test_every_threat_names_its_test() -> None:
    table = (ROOT / "docs" / "threats.md").read_text("utf-8")
    named = re.findall(r"`(test_\w+(?:\.py)?)`", table)
    files = list((ROOT / "tests").rglob("test_*.py"))
    written = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))}
    missing = set(named) - written - {file.name for file in files}
    assert len(named) > 20
    assert not missing
