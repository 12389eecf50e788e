"""What a name behind a mark means: the exact word, another word for it, or everything that it is the beginning of."""

from collections.abc import Mapping
from typing import Any

from hep_tui.domain.common_words import EVERYDAY
from hep_tui.domain.notes import Vocabulary
from hep_tui.domain.terms import squeezed
from hep_tui.domain.text import slug


def candidates(name: str, words: Mapping[str, Any]) -> list[Any]:
    """Return what a name may mean: the exact word, else everything it is the beginning of."""
    name = name.lower()
    if name in words:
        return [words[name]]
    found: list[Any] = []
    for word, meant in words.items():
        if len(name) > 1 and word.startswith(name) and meant not in found:
            found.append(meant)
    return found


def ordinary(name: str, words: Mapping[str, Any]) -> bool:
    """Say whether a name is the beginning of a word, but an ordinary word by itself, which may be all that is meant."""
    name = name.lower()
    return name in EVERYDAY and name not in words and any(word.startswith(name) for word in words)


def speakers_named(name: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return whom an `@` may name, as (field, id): by the exact word, by another word for it, or by its beginning."""
    speakers = vocabulary.speakers
    also = vocabulary.also.get(squeezed(name))
    if also and name.lower() not in speakers:
        return [also]
    return candidates(name, speakers) or candidates(slug(name), speakers)


def owner_named(name: str, vocabulary: Vocabulary) -> str:
    """Return who takes an action on: the phase, role or group of that name, or the name where that is not sure."""
    found = speakers_named(name, vocabulary)
    return found[0][1] if len(found) == 1 and not ordinary(name, vocabulary.speakers) else name
