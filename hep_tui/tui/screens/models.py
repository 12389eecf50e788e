"""Models: their sheets side by side, what they cost a school, what was said about them, what changed."""

from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from hep_tui.actions import models as actions
from hep_tui.domain.line_names import candidates
from hep_tui.domain.model_lines import changed, lines, typed
from hep_tui.domain.pack import Model
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens import models_text as draw
from hep_tui.tui.screens.base import WIDE, HepScreen
from hep_tui.tui.widgets.said import Said
from hep_tui.views.models import Models, ModelSheet, models
from hep_tui.views.review import review

_MOST_PUPILS = 100_000
_AROUND = 7
"""So many rows heads and the lines at both edges take."""


class ModelsScreen(HepScreen[Models]):
    """Compare two models, or three where there is room. Left and right change the one in the marked column."""

    OFFERS = (
        "next-model read-notes ask-cost versions revise-model undo next-column previous-model redo up down "
        "scroll-up scroll-down back"
    )
    watches = frozenset(
        {"model", "note", "declare", "state", "poll", "withdraw", "settle", "redact", "erase", "review"}
    )
    DEFAULT_CSS = """
    ModelsScreen #heads { height: auto; }
    ModelsScreen #lower { height: auto; max-height: 55%; scrollbar-size-vertical: 1; }
    ModelsScreen.-notes #lower { max-height: 70%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.marked = 0
        self.lower = "cost"
        self.history = False

    def compose_body(self) -> ComposeResult:
        """Show the sheets over their costs or the notes."""
        yield Static("", id="heads")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet")
        with VerticalScroll(id="lower", can_focus=False):
            yield Static("", id="below")

    async def load(self) -> Models:
        """Read the models as they are now."""
        return await self.ask(models)

    async def opened(self) -> None:
        """Say how the sheets that are shown compare."""
        self.say(draw.compared(self.sheets))

    @property
    def sheets(self) -> list[ModelSheet]:
        """Return what is in the columns, from left to right."""
        by_id = {s.model.id: s for s in self.view.sheets}
        return [by_id[id] for id in self.ids if id in by_id]

    @property
    def school(self) -> tuple[str, int]:
        """Return phase and pupils of the school whose costs are shown: as asked for last, or a typical one."""
        return self.hep.school or self.view.typical

    def draw(self, view: Models) -> None:
        """Show as many columns as there is room for."""
        before, said = draw.compared(self.sheets), self.query_one("#said", Said)
        self._fill_columns(view)
        # Where there is room for another number of columns, what was said of them is not true of these.
        if self.sheets and said.words == before:
            self.say(draw.compared(self.sheets))
        self.top("models")
        body, below = self.query_one("#sheet", Static), self.query_one("#below", Static)
        if not self.sheets:
            body.update("\n  The pack of this review has no models.")
            return
        width, marked = self.size.width, self.sheets[self.marked]
        notes = self.lower == "notes" and not self.history
        self.set_class(notes, "-notes")
        self.query_one("#lower").display = not self.history
        self.query_one("#heads", Static).update(draw.heads(self.sheets, self.marked, width))
        phase, pupils = self.school
        label = view.phases.get(phase, phase)
        lower = draw.notes(marked, width - 1)
        if not notes:
            lower = draw.below(self.sheets, phase, label, pupils, width - 1, maintained=view.maintained)
        below.update(lower)
        room = self.size.height - len(lower.plain.splitlines()) - _AROUND
        body.update(draw.versions(marked, width - 2) if self.history else draw.sheet(self.sheets, width - 1, room))

    def _fill_columns(self, view: Models) -> None:
        """Keep as many columns as there is room for, each with another model."""
        every = [s.model.id for s in view.sheets]
        room = min(len(every), 3 if self.size.width >= WIDE else 2)
        kept = [id for id in self.ids if id in every]
        self.ids = [*kept, *(id for id in every if id not in kept)][:room]
        self.marked = min(self.marked, max(0, len(self.ids) - 1))

    @command("right", hint=True, shown="Right", label="next model")
    def action_next_model(self) -> None:
        """Show the next model in the column that is marked."""
        self._turn(1)

    @command("left", shown="Left", label="previous model")
    def action_previous_model(self) -> None:
        """Show the model before in the column that is marked."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.ids:
            here = self.ids[self.marked]
            # What is in another column is passed over.
            free = [s.model.id for s in self.view.sheets if s.model.id == here or s.model.id not in self.ids]
            self.ids[self.marked] = free[(free.index(here) + by) % len(free)]
            self.query_one("#body").scroll_home(animate=False)
            self.redraw()
            self.say(draw.compared(self.sheets))

    @command("tab", shown="Tab", label="next column")
    def action_next_column(self) -> None:
        """Mark the next column; arrows, versions and changes go by the column that is marked."""
        if self.ids:
            self.marked = (self.marked + 1) % len(self.ids)
            self.redraw()

    @command("enter", hint=True, shown="Enter", label="notes")
    def action_read_notes(self) -> None:
        """Show what was said about the model that is marked, or the cost of all of them again."""
        self.history = False
        self.lower = "cost" if self.lower == "notes" else "notes"
        self.query_one("#lower").scroll_home(animate=False)
        self.redraw()

    @command("v", hint=True)
    def action_versions(self) -> None:
        """Show what changed from version to version of the model that is marked, or its sheet again."""
        self.history = not self.history
        self.query_one("#body").scroll_home(animate=False)
        self.redraw()

    @command("n", hint=True, label="cost to {a_place}")
    async def action_ask_cost(self) -> None:
        """Say how many {learners} {a_place} has and its phase, to see what each model would cost it."""
        phase, pupils = self.school
        phases = ", ".join(self.view.phases)
        about = f"As in 420 {phase}; the phases are {phases}."
        question = worded("How many {learners} has the {place}, and which phase?")
        read = partial(_school, phases=self.view.phases, usual=phase)
        answer = await self.ask_until(read, question, f"{pupils} {phase}", about=about)
        if answer is None:
            return
        self.hep.school = read(answer)
        self.lower, self.history = "cost", False
        self.say("")
        self.redraw()

    @command("e", hint=True, label="change")
    async def action_revise_model(self) -> None:
        """Make a new version of the model that is marked, and say what changed."""
        if not self.sheets:
            return
        model = self.sheets[self.marked].model
        # The lines that may change need the room.
        self.query_one("#lower").display = False
        made = await self._changed(model)
        self.redraw()
        if made is None or made == model:
            self.say("Nothing was changed.")
            return
        sentence = await self.ask_until(_said, "What changed, in a sentence?")
        if sentence is None:
            self.say("Nothing was changed.")
            return
        pack = (await self.ask(review)).pack
        if await self.do(actions.revise, pack, made, sentence):
            self.say(f"Model {model.id} is now version {model.version + 1}; polls that are drafts took it.")

    async def _changed(self, model: Model) -> Model | None:
        """Return a model with the lines changed as they are typed, one after the other; None where Esc left."""
        made = model
        while True:
            preview = draw.numbered(made, self.size.width - 4)
            ask = (
                "Another line? Its number; Enter alone goes on." if made != model else "Which line changes? Its number:"
            )
            which = await self.ask_for(ask, about=preview)
            if not which:
                return None if which is None else made
            found = lines(made)
            if not (which.isascii() and which.isdigit() and 1 <= int(which) <= len(found)):
                self.say(f"{which} is none of the lines.", alarm=True)
                continue
            line = found[int(which) - 1]
            how = "As 19, or 19 cap 12500, or open." if line.field == "funding" else ""
            text = await self.ask_for(f"{line.label} of {model.id}:", typed(made, line), about=how)
            try:
                made = made if text is None else changed(made, line, text)
            except HepError as error:
                self.say(str(error), alarm=True)

    @property
    def _scrolled(self) -> str:
        return "#lower" if self.lower == "notes" and not self.history else "#body"

    async def action_up(self) -> None:
        """Look a line further up."""
        self.query_one(self._scrolled).scroll_relative(y=-1, animate=False)

    async def action_down(self) -> None:
        """Look a line further down."""
        self.query_one(self._scrolled).scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        """Look a page further up."""
        self.query_one(self._scrolled).scroll_page_up(animate=False)

    def action_scroll_down(self) -> None:
        """Look a page further down."""
        self.query_one(self._scrolled).scroll_page_down(animate=False)

    async def action_back(self) -> None:
        """Go back to the sheets, then to the screen before."""
        if self.history:
            self.action_versions()
        else:
            await self.leave()


def _said(sentence: str) -> None:
    if not sentence:
        raise HepError("A new version needs a sentence that says what changed; Esc leaves the model as it was.")


def _school(text: str, phases: dict[str, str], usual: str) -> tuple[str, int]:
    """Return phase and pupils as they were typed, in either order; a phase left out is the one before.

    Raises HepError where there is no number, or a phase that the pack does not know.
    """
    words = text.replace(",", "").split()
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    named = " ".join(word for word in words if word not in numbers)
    if len(numbers) != 1 or not 0 < int(numbers[0]) <= _MOST_PUPILS:
        said = text.strip() or "Nothing"
        raise HepError(worded("{said} is not a number of {learners}; write it as 420 {usual}.", said=said, usual=usual))
    known = {id.lower(): id for id in phases} | {label.lower(): id for id, label in phases.items()}
    found = candidates(named, known) if named else [usual]
    if len(found) != 1:
        raise HepError(f"{named} is not a phase of this review; use {', '.join(phases)}.")
    return found[0], int(numbers[0])
