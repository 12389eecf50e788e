"""What an option, a theme, a condition or a level stands for: the same name wherever it is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Option


@dataclass(frozen=True)
class Concept:
    """Hold something that can be asked about; those that are `about` the same one belong together.

    A priority and a condition are about the theme that notes on them have, and a version of a model is about the model.
    """

    id: str
    kind: Annotated[str, Said("What kind of thing it is", codes="concept_kind")]
    label: Annotated[str, Said("In words", free=True, needed=False)]
    about: Annotated[str, Said("What it is about: the theme of a priority or a condition, the model of a version")]


def of_pack(pack: Pack, now: Callable[[str], str]) -> Iterator[Concept]:
    """Yield the concepts of a pack but its themes; `now` says into which theme one was merged."""
    themes = {theme.id for theme in pack.themes}
    for kind, terms in (("priority", pack.priorities), ("condition", pack.conditions)):
        for term in terms:
            id, theme = f"{kind}:{term.id}", term.theme or term.id
            yield Concept(id, kind, term.label, of_theme(now(theme)) if theme in themes else id)
    for m in pack.models:
        yield Concept(f"model:{m.id}", "model", m.title, f"model:{m.id}")
        yield Concept(of_model(m.id, m.version), "version", m.title, f"model:{m.id}")
    for scale in pack.scales:
        for level in scale.levels:
            id = of_level(scale.id, level.value)
            yield Concept(id, "level", level.label, id)


def concepts_of(pack: Pack) -> Mapping[str, str]:
    """Return the concept of each priority of a pack, by its label in lower case."""
    return {p.label.casefold(): f"priority:{p.id}" for p in pack.priorities}


def of_option(option: Option, priorities: Mapping[str, str]) -> str:
    """Return the concept of an option: a version of a model, a priority of the pack, or none."""
    if option.version:
        return of_model(option.id, option.version)
    return priorities.get(option.label.casefold(), "")


def of_model(model: str, version: int) -> str:
    """Return the concept of one version of a model."""
    return f"model:{model}@{version}"


def of_theme(theme: str) -> str:
    """Return the concept of a theme."""
    return f"theme:{theme}"


def of_level(scale: str, value: int) -> str:
    """Return the concept of one level of a scale."""
    return f"scale:{scale}/{value}"
