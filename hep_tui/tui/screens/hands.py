"""A show of hands: one number an option, and the identity under them."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.polls import Hands, Poll, hands_line
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung
from hep_tui.tui.widgets.line import Line
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.polls import poll_view


class NumberLine(Line):
    """Take a whole number."""

    DEFAULT_CSS = "NumberLine { width: 8; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id, clears=False)
        self.restrict = r"\d{0,5}"


class HandsScreen(HepScreen):
    """Fill in hands, abstentions and who did not vote; Enter goes down and, at the end, stores it."""

    commands = (c.Save, c.NextField, c.Back)
    watches = frozenset({"count", "poll"})

    def __init__(self, poll: str) -> None:
        super().__init__()
        self.poll_id = poll
        self.poll: Poll | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the numbers, which depend on the poll."""
        yield Vertical(id="body")

    async def on_mount(self) -> None:
        """Set up one number for each option and one each for present, abstained and not voting."""
        view = await self.ask(poll_view, self.poll_id)
        self.poll = view.poll
        top = self.query_one(TopLine)
        top.where, top.middle, top.saved = view.poll.title, "show of hands", view.state.value
        body = self.query_one("#body")
        asked = "\n".join(hung(" ", view.poll.question, self.size.width - 2))
        await body.mount(Static(content(f"\n{asked}\n", "bold")))
        held = view.hands or Hands(self.poll_id, present=view.present)
        fields = [("present", "Present", held.present)]
        fields += [(f"option-{i}", o.label, held.total(o.id)) for i, o in enumerate(view.poll.options)]
        fields += [("abstained", "Abstained", held.abstained), ("not_voting", "Not voting", held.not_voting)]
        for id, label, value in fields:
            line = NumberLine(id)
            row = Horizontal(
                Static(content("   "), classes="mark"), Static(content(fit(label, 34)), classes="label"), line
            )
            await body.mount(row)
            line.value = str(value) if view.hands or (id == "present" and value) else ""
        await body.mount(Static("", id="identity"))
        self.query_one("#option-0" if held.present else "#present", NumberLine).focus()
        self._identity()

    @property
    def hands(self) -> Hands:
        """Return the show of hands as filled in; empty numbers are nought."""
        numbers = {line.id: int(line.value or 0) for line in self.query(NumberLine)}
        options = self.poll.options if self.poll else ()
        counts = {o.id: {"": numbers[f"option-{i}"]} for i, o in enumerate(options)}
        return Hands(self.poll_id, numbers["present"], counts, numbers["abstained"], numbers["not_voting"])

    def on_input_changed(self, event: Line.Changed) -> None:
        """Bring the identity up to date."""
        event.stop()
        self._identity()

    def on_descendant_focus(self) -> None:
        """Mark the number that is being filled in, by a sign as well as by the cursor."""
        for line in self.query(NumberLine):
            mark = f" {symbols().here} " if line.has_focus else "   "
            line.parent.query_one(".mark", Static).update(content(mark, "bold $here"))  # type: ignore[union-attr]

    def _identity(self) -> None:
        if self.poll and self.query("#identity"):
            line = hands_line(self.poll, self.hands)
            self.query_one("#identity", Static).update(
                content(f"\n  {line.words}", "bold $alarm" if line.off else "bold")
            )

    async def on_line_entered(self, event: Line.Entered) -> None:
        """Go to the next number; store from the last."""
        event.stop()
        lines = list(self.query(NumberLine))
        place = lines.index(event.line)  # type: ignore[arg-type]
        if place + 1 < len(lines):
            lines[place + 1].focus()
        else:
            await self.action_save()

    async def action_save(self) -> None:
        """Store the show of hands, balanced or not: what is off is said, and can be corrected."""
        if self.poll is None:
            return
        line = hands_line(self.poll, self.hands)
        if await self.do(actions.show_hands, self.hands):
            self.say(f"Stored: {line.words}. Esc goes back; c there closes the poll.", alarm=bool(line.off))

    def action_next_field(self) -> None:
        """Go to the next number."""
        self.focus_next(NumberLine)

    def action_back(self) -> None:
        """Go back to the poll."""
        self.app.pop_screen()
