"""The account of papers: what was printed, given out, left over and brought back."""

from collections.abc import Sequence

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import Account, Line, account_lines
from hep_tui.tui.screens.numbers import NumbersScreen
from hep_tui.views.polls import PollView

_FIELDS = ("printed", "issued", "unused", "spoilt", "not_returned")


class AccountScreen(NumbersScreen):
    """Fill in five numbers of papers; the identities under them name what is off."""

    def fields(self, view: PollView) -> Sequence[tuple[str, int | None]]:
        """Return the five numbers as they were kept last; at first, how many were keyed as spoilt."""
        held, keyed = view.account, {"spoilt": view.statuses.get("spoilt")}
        return [
            (f"Papers {name.replace('_', ' ')}", getattr(held, name) if held else keyed.get(name)) for name in _FIELDS
        ]

    def account(self) -> Account:
        """Return the account as filled in."""
        return Account(self.poll_id, *(number.value for number in self.numbers))

    def lines(self, view: PollView) -> Sequence[Line]:
        """Return the three identities."""
        return account_lines(self.account(), view.keyed)

    async def store(self) -> bool:
        """Store it, balanced or not: what is off is said, and can be corrected."""
        return await self.do(actions.keep_account, self.account())
