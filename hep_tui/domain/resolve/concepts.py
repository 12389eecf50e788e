"""What the words of a survey mean in the pack: priorities, models, conditions of the framework."""

import re

from hep_tui.domain.pack import Pack
from hep_tui.domain.terms import squeezed

_LETTER = re.compile(r"(?:model |option )?([A-Za-z0-9]{1,3})\s*(?:[:.)–-]\s*.*)?", re.IGNORECASE)
PLURALS = {"priority": "priorities", "model": "models", "condition": "conditions"}


class Concepts:
    """Find what the label of an answer or a statement is called in the pack."""

    def __init__(self, pack: Pack) -> None:
        self.models = {model.id.casefold(): model.id for model in pack.models}
        self.known: dict[str, str] = {}
        for kind, terms in (("priority", pack.priorities), ("condition", pack.conditions)):
            for term in terms:
                self.known.setdefault(f"{kind}:{squeezed(term.label)}", f"{kind}:{term.id}")
        for model in pack.models:
            self.known.setdefault(f"model:{squeezed(model.title)}", f"model:{model.id}")

    def of(self, label: str) -> str:
        """Return the concept of a label, as `priority:send`; empty where the pack has none."""
        word = squeezed(label)
        for kind in PLURALS:
            if found := self.known.get(f"{kind}:{word}"):
                return found
        for model in self.models.values():
            lead = re.match(rf"(model |option )?{re.escape(model)}\b[ :.)–-]*", label, re.IGNORECASE)
            rest = self.known.get(f"model:{squeezed(label[lead.end() :])}") if lead else ""
            if rest == f"model:{model}":
                return rest
        letter = _LETTER.fullmatch(label.strip())
        named = (
            self.models.get(letter[1].casefold())
            if letter and label.casefold().startswith(("model ", "option "))
            else None
        )
        return f"model:{named}" if named else ""

    def common(self, labels: list[str]) -> str:
        """Return what at least half of some labels are, as `priorities`; empty where they are nothing in common."""
        kinds = [found.partition(":")[0] for label in labels if (found := self.of(label))]
        for kind, plural in PLURALS.items():
            if labels and kinds.count(kind) * 2 >= len(labels):
                return plural
        return ""
