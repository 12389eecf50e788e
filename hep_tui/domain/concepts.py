"""What an option, a theme, a condition or a level stands for: the same name wherever it is asked."""

from collections.abc import Mapping

from hep_tui.domain.pack import Pack
from hep_tui.domain.polls import Option


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


def of_level(scale: str, value: int) -> str:
    """Return the concept of one level of a scale."""
    return f"scale:{scale}/{value}"
