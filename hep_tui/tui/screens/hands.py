"""A show of hands: one number an option, or one an option and phase, and the identity under them."""

from collections.abc import Mapping, Sequence

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import Hands, Line, hands_line
from hep_tui.tui.command import command
from hep_tui.tui.screens.numbers import Number, NumbersScreen
from hep_tui.views.polls import PollView
from hep_tui.views.review import review


class HandsScreen(NumbersScreen):
    """Fill in hands, abstentions and who did not vote; Enter goes down and, at the end, stores it.

    `phases` are those asked one after another, id to label; the phase "" is the whole room.
    """

    OFFERS = "save next-field by-phase previous-field scroll-up scroll-down back"

    def __init__(self, poll: str) -> None:
        super().__init__(poll)
        self.room: Mapping[str, str] = {"": ""}
        self.there: dict[str, str] = {}
        self.phases: Mapping[str, str] = self.room
        self._whole: list[str] = []
        self._parts: list[str] = []

    async def load(self) -> PollView:
        """Read the poll and who was there, once; by phase where the hands were taken so."""
        if self.loaded:
            return self.view
        view = await super().load()
        labels = {phase.id: phase.name for phase in (await self.ask(review)).pack.phases}
        held = {phase for counts in (view.hands.counts if view.hands else {}).values() for phase in counts}
        there = {*view.opened, *held}
        self.there = {id: label for id, label in labels.items() if id in there or not there - {""}}
        # A phase that the pack does not name, or none, still holds hands: left out, they would be lost.
        self.there |= {id: id or "No phase" for id in sorted(there - {*labels, *({""} - {*view.opened})})}
        self.phases = self.there if held - {""} else self.room
        return view

    def fields(self, view: PollView) -> Sequence[tuple[str, int | None]]:
        """Return present, one number for each option and phase, abstained and not voting."""
        held = view.hands
        present = held.present if held else view.present or None
        votes = [
            (f"{label}: {option.label}" if label else option.label, self._known(held, option.id, phase))
            for phase, label in self.phases.items()
            for option in view.poll.options
        ]
        rest = (held.abstained, held.not_voting) if held else (None, None)
        return [("Present", present), *votes, ("Abstained", rest[0]), ("Not voting", rest[1])]

    def _known(self, held: Hands | None, option: str, phase: str) -> int | None:
        if held is None:
            return None
        return held.total(option) if self.phases is self.room else held.counts.get(option, {}).get(phase, 0)

    def lines(self, view: PollView) -> Sequence[Line]:
        """Return for + against + abstained + not voting = present."""
        return [hands_line(view.poll, self.hands(view))]

    def hands(self, view: PollView) -> Hands:
        """Return the show of hands as filled in."""
        present, *votes, abstained, not_voting = (number.value for number in self.numbers)
        each = iter(votes)
        counts: dict[str, dict[str, int]] = {option.id: {} for option in view.poll.options}
        for phase in self.phases:
            for option in view.poll.options:
                counts[option.id][phase] = next(each)
        return Hands(self.poll_id, present, counts, abstained, not_voting)

    async def store(self) -> bool:
        """Store it, balanced or not: what is off is said, and can be corrected."""
        return await self.do(actions.show_hands, self.hands(self.view))

    @command("p", hint=True, label="by phase")
    def action_by_phase(self) -> None:
        """Count the hands of every phase on its own, or of the whole room again."""
        before, *votes, abstained, not_voting = self.numbers
        filled, whole = [number.digits for number in votes], self.phases is self.room
        if whole:
            self._whole, self.phases = filled, self.there
        else:
            totals = [self.hands(self.view).total(option.id) for option in self.view.poll.options]
            # What was counted of the whole room stays where nothing is filled in by phase.
            self._whole = [str(n or "") for n in totals] if any(filled) else self._whole
            self._parts, self.phases = filled, self.room
        labels = [label for label, _ in self.fields(self.view)[1:-2]]
        again = (self._parts if whole else self._whole) or [""] * len(labels)
        votes = [Number(label, digits) for label, digits in zip(labels, again, strict=True)]
        self.numbers, self.at = [before, *votes, abstained, not_voting], 1
        self.redraw()
        self.say("Hands by phase: p counts the whole room again." if whole else "Hands of the whole room.")
