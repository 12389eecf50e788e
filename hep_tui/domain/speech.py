"""What the review that is open calls its places, people and money: where the program's words meet its own.

A sentence of the program names them in braces, `half of the {places}`, and `worded` puts in what the pack calls them.
The words are those of the review that was read last: a process works on one.
"""

import re
from typing import TYPE_CHECKING, cast

from hep_tui.domain.calendars import ENGLISH, Calendar, calendar_of
from hep_tui.domain.wording import plural
from hep_tui.domain.words import Words
from hep_tui.domain.zones import LONDON

if TYPE_CHECKING:
    from collections.abc import Sequence

    # A screen is painted before any pack is read.
    from hep_tui.domain.pack import HasId, Pack

_LONGEST = 9
"""An example with a longer id would push its explanation off the line."""
_NEUTRAL = {"theme": "theme", "phase": "phase", "role": "role", "group": "group", "model": "D"}


def _spoken(words: Words) -> dict[str, object]:
    """Return each word in the forms that sentences need."""
    places, learners = words.places or plural(words.place), words.learners or plural(words.learner)
    large = {"Place": words.place, "Places": places, "Learners": learners, "Area": words.area}
    capitals: dict[str, object] = {name: word[:1].upper() + word[1:] for name, word in large.items()}
    return capitals | {
        "place": words.place,
        "a_place": f"{article(words.place)} {words.place}",
        "places": places,
        "learner": words.learner,
        "a_learner": f"{article(words.learner)} {words.learner}",
        "learners": learners,
        "officials": words.officials,
        "authority": words.authority,
        "maintained": words.maintained,
        "people": words.people,
        "money": words.money,
        "area": words.area,
        "unit": words.unit or words.place,
    }


def article(noun: str) -> str:
    """Return the article before a noun: a or an."""
    return "an" if noun[:1].casefold() in tuple("aeiou") else "a"


_READ = ("officials", "maintained", "places", "place", "area")
_USUAL = _spoken(Words()) | _NEUTRAL | {"lang": "en-GB", "dir": "ltr", "timezone": LONDON, "calendar": ENGLISH}
_now: dict[str, object] = dict(_USUAL)


def speak(pack: "Pack | None") -> None:
    """Speak the words of a pack from now on, those of a review of schools where there is none."""
    _now.update(_USUAL)
    if pack:
        _now.update(
            _spoken(pack.words)
            | _examples(pack)
            | {
                "lang": pack.lang,
                "dir": pack.dir,
                "timezone": pack.timezone,
                "calendar": calendar_of(pack.lang, pack.words.months, pack.words.weekdays),
            }
        )


def worded(sentence: str, **said: object) -> str:
    """Return a sentence of the program with the words of the review, and what is `said`, put in for its braces."""
    return sentence.format_map(_now | said)


def in_a_sentence(name: str) -> str:
    """Return a name or a label as it is among other words: small letters, but `SEND` and `AP/PRU` as they are."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def as_usual(text: str) -> str:
    """Return what people wrote with the words of the review put as in a review of schools, in which it is read."""
    for name in _READ:
        if _now[name] != _USUAL[name]:
            text = re.sub(rf"\b{re.escape(str(_now[name]))}\b", str(_USUAL[name]), text, flags=re.IGNORECASE)
    return text


def unit_word(unit: str) -> str:
    """Return whose ballot it is, by the unit of a poll: a person, a table, or what has a ballot each here."""
    return str(_now["unit"]) if unit == "school" else unit


def calendar() -> Calendar:
    """Return how the review writes its dates."""
    return cast("Calendar", _now["calendar"])


def places(n: int) -> str:
    """Return a number of places: `1 school`, `3 practices`."""
    return worded("{n} {place}" if n == 1 else "{n} {places}", n=n)


def _examples(pack: "Pack") -> dict[str, str]:
    """Return the ids that help and placeholders show: the first of each list that is short enough."""
    lists: dict[str, Sequence[HasId]] = {
        "theme": pack.themes, "phase": pack.phases, "role": pack.roles, "group": pack.groups, "model": pack.models,
    }  # fmt: skip
    return {name: _first(things) or _NEUTRAL[name] for name, things in lists.items()}


def _first(things: "Sequence[HasId]") -> str:
    ids = [thing.id for thing in things]
    return next((id for id in ids if len(id) <= _LONGEST), ids[0] if ids else "")
