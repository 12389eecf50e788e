"""A note: one thing said, and the words a note may be marked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from hep_tui.domain.nouns import Said
from hep_tui.domain.text import slug
from hep_tui.domain.tiers import Tier

# Marks at the start of a line, and what they say of it.
SENTIMENTS = {"+": "positive", "-": "concern", "~": "mixed", "?": "question"}
NAME = "name"
ANSWERS = ("theme", "phase", "sentiment", NAME)
"""What somebody may be asked about a note, and answer that nothing fits."""
SIGNS = {sentiment: sign for sign, sentiment in SENTIMENTS.items()}


@dataclass(frozen=True)
class Note:
    """Hold one thing said. Phase and role of the speaker, never a person or a school.

    `models` are `id@version`; `table_no` 0 means the whole room; `due` is an ISO date. `channel` is survey for the
    comment of a survey, which has no meeting and the id of a question for its item. `answered` names what somebody was
    asked for and said does not fit: theme, phase or sentiment; or that no name in the words needs replacing.
    """

    text: Annotated[str, Said("What was said", free=True)]
    meeting: Annotated[str, Said("Meeting")] = ""
    item: Annotated[str, Said("Agenda item, or question of a survey")] = ""
    table_no: Annotated[int, Said("Table; 0 is the whole room", tier=Tier.RESTRICTED)] = 0
    sentiment: Annotated[str, Said("Sentiment", codes="sentiment")] = ""
    quote: Annotated[bool, Said("In the speaker's own words")] = False
    key: Annotated[bool, Said("Marked as a key point")] = False
    action: Annotated[bool, Said("An action that somebody takes on")] = False
    decision: Annotated[bool, Said("Something that was decided")] = False
    owner: Annotated[str, Said("Who takes the action on")] = ""
    due: Annotated[str, Said("Date by which the action is due", date=True)] = ""
    phase: Annotated[str, Said("Phase of the speaker", codes="phase")] = ""
    role: Annotated[str, Said("Role of the speaker", codes="role")] = ""
    groups: Annotated[tuple[str, ...], Said("Groups of the speaker", codes="group")] = ()
    themes: Annotated[tuple[str, ...], Said("Themes")] = ()
    models: Annotated[tuple[str, ...], Said("Models it speaks of")] = ()
    channel: Annotated[str, Said("Where it was said, if that was no meeting: survey")] = ""
    answered: Annotated[tuple[str, ...], Said("What was asked for and does not fit")] = ()

    @property
    def kind(self) -> str:
        """Return what kind of note this is: decision, action, quote, question, concern or point."""
        if self.decision:
            return "decision"
        if self.action:
            return "action"
        if self.quote:
            return "quote"
        return self.sentiment if self.sentiment in ("question", "concern") else "point"

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return which of theme, phase and sentiment the review queue would ask for."""
        if self.action or self.decision:
            return ()
        has = {"theme": self.themes, "phase": self.phase, "sentiment": self.sentiment}
        return tuple(name for name, value in has.items() if not value and name not in self.answered)

    def answering(self, what: str) -> "Note":
        """Return the note once somebody has said that nothing fits."""
        return replace(self, answered=tuple(dict.fromkeys((*self.answered, what))))

    def corrected(self, before: "Note") -> "Note":
        """Return the note as a correction of another, with its answers; of other words a name is asked about again."""
        same = self.text == before.text
        return replace(self, answered=tuple(what for what in before.answered if what != NAME or same))


@dataclass(frozen=True)
class Vocabulary:
    """Hold the words that marks may name: id to label; for models, id to (version, title).

    `parents` leads from a nested theme to the one above it; `merged` from the name of a theme that is no more, and its
    label as a word, to the theme it was merged into. `also` are further words for speakers, in plain letters, as
    (field, id): they name one only in full. `tables` is how many the meeting has, 0 where nobody said.
    """

    phases: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    tables: int = 0

    @property
    def speakers(self) -> dict[str, tuple[str, str]]:
        """Return every word an `@` may name, in lower case, as (field, id): ids first, then labels."""
        words: dict[str, tuple[str, str]] = {}
        fields = (("phase", self.phases), ("role", self.roles), ("groups", self.groups))
        for name, terms in fields:
            words.update({id.lower(): (name, id) for id in terms if id.lower() not in words})
        for name, terms in fields:
            for id, label in terms.items():
                words.setdefault(slug(label, id), (name, id))
        return words

    @property
    def codes(self) -> dict[str, str]:
        """Return every word a `#` may name, in lower case, with its theme's id."""
        words = {id.lower(): id for id in self.themes}
        for id, label in self.themes.items():
            words.setdefault(slug(label, id), id)
        for word, id in self.merged.items():
            words.setdefault(word.lower(), id)
        return words

    def label(self, id: str) -> str:
        """Return the label of a phase, role or group, or the id itself where there is none."""
        found = (terms[id] for terms in (self.phases, self.roles, self.groups) if id in terms)
        return next(found, id)

    def theme(self, id: str) -> str:
        """Return the label of a theme, which may have the id of a phase; or the id itself where there is none."""
        return self.themes.get(self.merged.get(id, id), id)

    def named(self, sign: str, id: str) -> str:
        """Return the label of what a mark with this sign names: a theme after `#`, a speaker after `@`."""
        return self.theme(id) if sign == "#" else self.label(id)
