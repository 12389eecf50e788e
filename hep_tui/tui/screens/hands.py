"""A show of hands: one number an option, and the identity under them."""

from collections.abc import Sequence

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import Hands, Line, hands_line
from hep_tui.tui.screens.numbers import NumbersScreen
from hep_tui.views.polls import PollView


class HandsScreen(NumbersScreen):
    """Fill in hands, abstentions and who did not vote; Enter goes down and, at the end, stores it."""

    def fields(self, view: PollView) -> Sequence[tuple[str, int | None]]:
        """Return present, one number for each option, abstained and not voting."""
        held = view.hands
        options = [(o.label, held.total(o.id) if held else None) for o in view.poll.options]
        present = held.present if held else view.present or None
        rest = (held.abstained, held.not_voting) if held else (None, None)
        return [("Present", present), *options, ("Abstained", rest[0]), ("Not voting", rest[1])]

    def lines(self, view: PollView) -> Sequence[Line]:
        """Return for + against + abstained + not voting = present."""
        return [hands_line(view.poll, self.hands(view))]

    def hands(self, view: PollView) -> Hands:
        """Return the show of hands as filled in."""
        present, *votes, abstained, not_voting = (number.value for number in self.numbers)
        counts = {o.id: {"": n} for o, n in zip(view.poll.options, votes, strict=True)}
        return Hands(self.poll_id, present, counts, abstained, not_voting)

    async def store(self) -> bool:
        """Store it, balanced or not: what is off is said, and can be corrected."""
        return self.view is not None and await self.do(actions.show_hands, self.hands(self.view))
