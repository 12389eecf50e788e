"""A sign-up list before it is stored: its columns, what is dropped, and what becomes of every row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.actions import register as actions
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.schools import schools_of
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted
from hep_tui.exchange.signup_choices import keep, write_choices
from hep_tui.exchange.signup_plan import Plan, Signup
from hep_tui.tui.command import command
from hep_tui.tui.reading_lists import ask_reading
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, fit, hung
from hep_tui.views.review import review

if TYPE_CHECKING:
    from hep_tui.domain.schools import School

_GUIDE = (
    " The number of {a_place} makes it that of the row; s types another.",
    " A row without one is stored as the list writes it, and F2 on the",
    " register puts it right at any time.",
    "",
)
_MOST_DOUBTS = 6
_ORDER = ("refused", "twice", "left-out", "changed", "new", "known")


class SignupScreen(HepScreen[None]):
    """Show what a list would bring, let uncertain schools be chosen, and store it on Enter."""

    OFFERS = "import-list next-uncertain type-school read-otherwise take-off scroll-up scroll-down cancel"
    watches = frozenset({"none of them: what is shown is what was read of the list"})
    guide = _GUIDE

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.schools: tuple[School, ...] = ()
        self.at, self.scrolled, self.room, self.storing = 0, 0, 1, False
        self.wrapped: tuple[Plan | None, int, list[Content]] = (None, 0, [])

    def compose_body(self) -> ComposeResult:
        """Leave room for the list."""
        with Vertical(id="body"):
            yield Static("", id="list")

    async def load(self) -> None:
        """Read the schools that may be typed; the list was read before."""
        self.schools = (await self.ask(review)).schools

    @property
    def asked(self) -> Signup | None:
        """Return the row whose school is asked for now."""
        uncertain = self.plan.uncertain
        return uncertain[self.at % len(uncertain)] if uncertain else None

    def draw(self, view: None) -> None:
        """Show the list."""
        self.top("sign-up list", saved="not stored yet")
        width = self.size.width - 1
        self.hint(f"import-list next-uncertain type-school read-otherwise {'take-off ' * bool(self.plan.gone)}cancel")
        lines = [*self._head(width), Content(""), *self._question(width)]
        report = self._report(width)
        self.room = max(1, self.size.height - 5 - len(lines) - 1)
        self.scrolled = max(0, min(self.scrolled, len(report) - self.room))
        more = f", {self.scrolled * 100 // max(1, len(report) - self.room)} % down" if len(report) > self.room else ""
        lines.append(content(f" EVERY ROW, those to see to first{more}", "bold $quiet"))
        lines += report[self.scrolled : self.scrolled + self.room]
        self.query_one("#list", Static).update(Content("\n").join(lines))

    def _report(self, width: int) -> list[Content]:
        """Return the lines of the whole report; wrapped once, since a list may be long."""
        if self.wrapped[0] is not self.plan or self.wrapped[1] != width:
            rows = sorted(self.plan.rows, key=lambda row: (not row.uncertain, _ORDER.index(row.state), row.line))
            lines = []
            for row in rows:
                style = "bold" if row.uncertain or row.state == "refused" else ""
                said = hung(f" {row.line:>5}  {row.state:<9}", f"{row.name or 'nobody'}: {row.words}", width)
                lines += [content(line, style) for line in said]
            for person in self.plan.gone:
                said = hung("        gone     ", f"{person.name}: not in the list; {self.plan.off_words}", width)
                lines += [content(line, "bold") for line in said]
            self.wrapped = (self.plan, width, lines)
        return self.wrapped[2]

    def _head(self, width: int) -> list[Content]:
        taken = " · ".join(f"{header} as {what}" for header, what in self.plan.columns.recognised)
        lines = [content(line) for line in hung(" Columns  ", taken, width)[:2]]
        lines.insert(0, content(fit(f" Read     {self.plan.read_as.removeprefix('read as ')}", width)))
        if self.plan.dropped:
            lines += [content(line) for line in hung(" ", self.plan.dropped, width)[:2]]
        doubts = [line for doubt in self.plan.doubts for line in hung(" LOOK  ", str(doubt), width)]
        lines += [content(line, "bold") for line in doubts[:_MOST_DOUBTS]]
        summary = f"{self.plan.reading.name}: {self.plan.summary}"
        return [*lines, *(content(line, "bold") for line in hung(" ", summary, width))]

    def _question(self, width: int) -> list[Content]:
        row = self.asked
        if row is None:
            return []
        number = f"{self.at % len(self.plan.uncertain) + 1} of {len(self.plan.uncertain)}"
        which = worded("which {place}?").upper()
        ask = f" {which}  {number}   line {row.line}, {row.name}: “{row.written}”"
        lines = [content(fit(ask, width), "bold $here")]
        lines += [content(f"   {i}  {s.name}, {s.phase}") for i, s in enumerate(row.match.candidates, 1)]
        if not row.match.candidates:
            lines.append(content(worded("   no {place} of the review is like it; s types one"), "$quiet"))
        return [*lines, Content("")]

    async def keyed(self, event: events.Key) -> bool:
        """Take the number of a school."""
        digit, row = event.character or "", self.asked
        if not (digit.isascii() and digit.isdigit()):
            return False
        if row and 1 <= int(digit) <= len(row.match.candidates):
            school = row.match.candidates[int(digit) - 1]
            self.plan = self.plan.choose(row.line, school)
            self.say(f"{row.name}: {school.name}")
        else:
            self.say(worded("There is no {place} {digit} here.", digit=digit), alarm=True)
        self.redraw()
        return True

    @command("tab", hint=True, shown="Tab", label="next uncertain")
    def action_next_uncertain(self) -> None:
        """Go on to the next row whose {place} is uncertain; one that you pass over is stored without {a_place}."""
        self.at = (self.at + 1) % max(1, len(self.plan.uncertain))
        self.redraw()

    @command("s", hint=True, label="type one")
    async def action_type_school(self) -> None:
        """Type the {place} of the row that is asked for, where none of those offered is right."""
        row = self.asked
        if row is None:
            self.say(worded("No {place} is uncertain."))
            return
        typed = await self.ask_until(
            lambda text: schools_of(self.schools).only(text),
            worded(
                "Which {place} is {name} from? The list says “{written}”. Tab takes a name.",
                name=row.name,
                written=row.written,
            ),
            offers=lambda text: [school.name for school in schools_of(self.schools).meant(text)],
        )
        if typed is not None:
            school = schools_of(self.schools).only(typed)
            self.plan = self.plan.choose(row.line, school)
            self.say(f"{row.name}: {school.name}")
            self.redraw()

    @command("c", hint=True, label="columns")
    async def action_read_otherwise(self) -> None:
        """Say in one line which sheet, heading and columns are read; it is remembered for lists with these headings."""
        plan = await ask_reading(self, self.plan.path, self.plan.meeting, write_choices(self.plan))
        if plan is not None:
            self.plan, self.at, self.scrolled = plan, 0, 0
            self.say(f"{plan.read_as}: {plan.summary}")
            self.redraw()

    @command("g", hint=True, label="gone")
    def action_take_off(self) -> None:
        """Take those who are gone from the list off the meeting's list, too; again leaves them on it."""
        if not self.plan.gone:
            self.say("Nobody is gone from the list.")
            return
        self.plan = replace(self.plan, takes_off=not self.plan.takes_off)
        self.say(f"{len(self.plan.gone)} gone from the list: {self.plan.off_words}")
        self.redraw()

    def action_scroll_up(self) -> None:
        """Look at the rows before."""
        self.scrolled -= self.room
        self.redraw()

    def action_scroll_down(self) -> None:
        """Look at the rows after."""
        self.scrolled += self.room
        self.redraw()

    @command("enter", hint=True, shown="Enter", label="import")
    async def action_import_list(self) -> None:
        """Store the people of the list; Ctrl+Z on the register takes all of them back."""
        if self.storing:
            return
        self.storing = True
        people, gone = self.plan.people, self.plan.leaving
        if await self.do(actions.invite, people, gone, self.plan.meeting):
            keep(locations.state_dir(), self.plan)
            await self.leave(_stored(people, gone))
        self.storing = False

    async def action_cancel(self) -> None:
        """Go back with nothing stored."""
        await self.leave()


def _stored(people: Sequence[Person], gone: Sequence[Person]) -> str:
    """Return in words what was stored of a list."""
    without = sum(1 for person in people if not person.urns)
    schools = worded(", {n} of them without {a_place}", n=without) if without else ""
    said = [f"Stored {counted(len(people), 'person', 'people')}{schools}"] * bool(people)
    said += [f"{len(gone)} gone from the list"] * bool(gone)
    if not said:
        return "Everybody on the list is known already; nothing was changed."
    return f"{', '.join(said)}; Ctrl+Z takes all of them back."
