"""Write the beginning of a pack: sound already, with a comment at every place where a review says its own."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.formats import plain_id
from hep_tui.domain.resolve.folding import words
from hep_tui.errors import HepError


@dataclass(frozen=True)
class Start:
    """Hold what a new pack is made of. `phases`, `roles` and `themes` are labels; ids are made of them."""

    name: str
    title: str
    place: str
    schools: str = ""
    phases: tuple[str, ...] = ("Primary", "Secondary", "Special")
    roles: tuple[str, ...] = ("Headteacher", "Chair of governors", "Governor", "Officer", "Observer")
    themes: tuple[str, ...] = ("Leadership", "Recruitment", "Inclusion", "Funding")


_PACK = """\
# The pack of {title}.
# Everything after a # is for you and read by nobody else. Change a line, then run: hep pack check {name}.toml
# Every key there is: docs/pack-keys.md.

id = {id}
title = {quoted_title}
borough = {place}
{schools}

# What places, people and money are called, where this is no review of schools in England; the language of dates and
# pages, and the time zone of every clock: take the # away.
# words = {{ place = "practice", learner = "patient", officials = "board officers", authority = "board", money = "£" }}
# lang = "cy"
# timezone = "Europe/London"

# The sorts of places. `merge` is the wider group that a sort with few places is shown in outside the team.
phases = [
{phases}
]

# What people are. `also` is what lists call them as well.
roles = [
{roles}
]

# What people belong to, such as an association; @id in a note means it.
groups = []

# What notes are about: #id in a note. Others can be made while you write.
themes = [
{themes}
]

# What a meeting ranks.
priorities = [
{priorities}
]

# What a meeting may say is in place, from 1 to 4.
conditions = [
  {{ id = "trust", label = "Trust and honest relationships" }},
  {{ id = "purpose", label = "A shared purpose" }},
]

# The kinds of meetings, with what is done in each and how long.
[[agendas]]
id = "workshop"
label = "Workshop"
kind = "workshop"
items = [
  {{ id = "works", title = "What works well", minutes = 30, kind = "notes", prompt = "What should be built on?" }},
  {{ id = "first", title = "What first", minutes = 15, kind = "ranking", poll = "first" }},
  {{ id = "models", title = "Which model", minutes = 15, kind = "vote", poll = "which-model" }},
]

# What is proposed, and what is to be voted on. No change belongs on every paper.
[[models]]
id = "A"
version = 1
title = "A partnership"
summary = "Say in a sentence what it is."
funding = [{{ basis = "flat", pounds = 100 }}]

[[models]]
id = "Z"
version = 1
title = "No change"

# Polls are fixed before they open.
[[polls]]
id = "first"
title = "What first?"
question = "Which should be worked on first?"
method = "rank"
options = "priorities"
rule = "borda"

[[polls]]
id = "which-model"
title = "Which model?"
question = "Which model should be developed further?"
method = "rank"
options = "models"
rule = "adoption"
no_change = "Z"
"""


def new_pack(start: Start) -> str:
    """Return the text of a new pack. Raises HepError where its name or a list cannot be one."""
    if wrong := plain_id(start.name):
        raise HepError(f"{wrong}; nothing was written, choose a name such as my-borough.")
    if not (start.phases and start.roles):
        raise HepError("A pack needs at least one phase and one role; nothing was written.")
    taken: set[str] = set()
    phases, roles = _entries(start.phases, taken), _entries(start.roles, taken)
    themes = _entries(start.themes, set())
    schools = (
        f"schools = {_text(start.schools)}" if start.schools else '# schools = "NAME.csv", made with hep schools import'
    )
    return _PACK.format(
        name=start.name, title=start.title, id=_text(start.name), quoted_title=_text(start.title),
        place=_text(start.place), schools=schools, phases=phases, roles=roles, themes=themes,
        priorities=_entries(start.themes if len(start.themes) > 1 else ("First", "Second"), set()),
    )  # fmt: skip


def _entries(labels: Iterable[str], taken: set[str]) -> str:
    return "\n".join(f"  {{ id = {_text(_id(label, taken))}, label = {_text(label)} }}," for label in labels)


def _id(label: str, taken: set[str]) -> str:
    """Return an id that follows from a label and that nothing else has."""
    id = "-".join(_plain(words(label)))[:30].strip("-") or "other"
    while id in taken:
        id = f"{id}-2"
    taken.add(id)
    return id


def _plain(parts: Sequence[str]) -> list[str]:
    return [part for part in ("".join(c for c in word if c.isascii() and c.isalnum()) for word in parts) if part]


def _text(words: str) -> str:
    """Return words as TOML writes them."""
    return json.dumps(words, ensure_ascii=False)
