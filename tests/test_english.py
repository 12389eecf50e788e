"""The English of the house: what a head teacher would not say is not written anywhere."""

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

THINGS = "amount|ballot|blank|date|day|entry|key|mark|module|number|object|option|rank|theme"
# What is written instead, by the pattern of what is not. Names of files, fields and codes in backticks are left alone.
INSTEAD = {
    rf"(?<!there )\b(is|was) no ({THINGS})\b(?! of)": "is not a …",
    r"\bparted by\b": "separated by",
    r"\banew\b": "again",
    r"\bas (it|they) stands?\b": "as it is",
    r"\btwo versions stand\b": "there are two current versions",
    r"\bhow (\w+ ){1,4}stands?\b(?! (for|out))": "how far it has come, or what it is",
    r"\bthat (still )?stands?\b(?! (for|out))": "that is current",
    r"\bstands? (above|at the top|before|behind|beside|between|here|twice|under)\b(?! the way)": "is …",
    r"\bwhich (one )?stands\b": "which is right",
    r"\butili[sz]e": "use",
    r"\bsuccessfully\b": "nothing: what was done was done",
}


def written() -> Iterator[tuple[str, int, str]]:
    """Yield the lines of all that people read: program, docs and guides, each with its file and number."""
    names = ("hep_tui/*.py", "docs/*.md", "README.md", "CONTRIBUTING.md", "SECURITY.md")
    out = subprocess.run(["git", "ls-files", *names], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in out.split():
        for n, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1):
            yield name, n, re.sub(r"`[^`]*`", "`…`", line)


@pytest.mark.parametrize("pattern", INSTEAD)
def test_nothing_is_written_that_a_head_teacher_would_not_say(pattern: str) -> None:
    wrong = re.compile(pattern, re.IGNORECASE)
    found = [f"{name}:{n}: {line.strip()}" for name, n, line in written() if wrong.search(line)]
    assert not found, f"write “{INSTEAD[pattern]}”:\n" + "\n".join(found)
