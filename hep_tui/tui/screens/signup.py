"""A sign-up list before it is stored: its columns, what is dropped, and what becomes of every row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

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
from hep_tui.tui.screens.incoming import IncomingScreen
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
_ORDER = ("refused", "twice", "left-out", "changed", "new", "known")


class SignupScreen(IncomingScreen[Plan]):
    """Show what a list would bring, let uncertain schools be chosen, and store it on Enter."""

    OFFERS = "import-list next-uncertain type-school read-otherwise take-off list-decides scroll-up scroll-down cancel"
    OF = "sign-up list"
    guide = _GUIDE

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.schools: tuple[School, ...] = ()
        self.at = 0

    async def load(self) -> None:
        """Read the schools that may be typed; the list was read before."""
        self.schools = (await self.ask(review)).schools

    @property
    def asked(self) -> Signup | None:
        """Return the row whose school is asked for now."""
        uncertain = self.plan.uncertain
        return uncertain[self.at % len(uncertain)] if uncertain else None

    def useful(self) -> str:
        """Return the commands for the bottom line."""
        uncertain = "next-uncertain type-school " * bool(self.plan.uncertain)
        asked = "list-decides " * bool(self.plan.decided) + "take-off " * bool(self.plan.gone)
        return f"import-list {uncertain}{asked}read-otherwise cancel"

    @property
    def read_as(self) -> str:
        """Return how the list was read, in words."""
        return self.plan.read_as.removeprefix("read as ")

    @property
    def doubts(self) -> list[str]:
        """Return what of the list is in doubt."""
        return list(map(str, self.plan.doubts))

    @property
    def summary(self) -> str:
        """Return the sum of its rows, in words."""
        return f"{self.plan.reading.name}: {self.plan.summary}"

    def beside(self, width: int) -> list[str]:
        """Return what the columns hold, and which are dropped."""
        taken = " · ".join(f"{header} as {what}" for header, what in self.plan.columns.recognised)
        dropped = hung(" ", self.plan.dropped, width)[:2] if self.plan.dropped else []
        return [*hung(" Columns  ", taken, width)[:2], *dropped]

    def report(self, width: int) -> list[Content]:
        """Return the lines for all rows, those to see to first, and for who is gone from the list."""
        rows = sorted(self.plan.rows, key=lambda row: (not row.to_see_to, _ORDER.index(row.state), row.line))
        lines = []
        for row in rows:
            style = "bold" if row.to_see_to or row.state == "refused" else ""
            said = hung(f" {row.line:>5}  {row.state:<9}", f"{row.name or 'nobody'}: {row.words}", width)
            lines += [content(line, style) for line in said]
        for person in self.plan.gone:
            said = hung("        gone     ", f"{person.name}: not in the list; {self.plan.off_words}", width)
            lines += [content(line, "bold") for line in said]
        return lines

    def question(self, width: int) -> list[Content]:
        """Return the row whose school is uncertain, with those that it could be."""
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

    def chosen(self, digit: int) -> str:
        """Take the number of a school."""
        row = self.asked
        if row is None or not 1 <= digit <= len(row.match.candidates):
            self.say(worded("There is no {place} {digit} here.", digit=digit), alarm=True)
            return ""
        school = row.match.candidates[digit - 1]
        self.plan = self.plan.choose(row.line, school)
        return f"{row.name}: {school.name}"

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

    async def read_again(self) -> None:
        """Ask how the list is read, and show what it would bring then."""
        plan = await ask_reading(self, self.plan.path, self.plan.meeting, write_choices(self.plan))
        if plan is not None:
            self.at = 0
            self.take_in(plan, f"{plan.read_as}: {plan.summary}")

    @command("g", hint=True, label="gone")
    def action_take_off(self) -> None:
        """Take those who are gone from the list off the meeting's list, too; again leaves them on it."""
        if not self.plan.gone:
            self.say("Nobody is gone from the list.")
            return
        self.plan = replace(self.plan, takes_off=not self.plan.takes_off)
        self.say(f"{len(self.plan.gone)} gone from the list: {self.plan.off_words}")
        self.redraw()

    @command("d", hint=True, label="list decides")
    def action_list_decides(self) -> None:
        """Expect whom the list says is coming, although it was said at the door that they will not; again undoes it."""
        if not self.plan.decided:
            self.say("The list says of nobody otherwise than was said at the door.")
            return
        self.plan = replace(self.plan, list_decides=not self.plan.list_decides)
        self.say(f"{len(self.plan.decided)} {self.plan.decided_words}")
        self.redraw()

    async def store(self) -> str | None:
        """Store the people of the list, and take off who is gone where that was said."""
        people, gone = self.plan.people, self.plan.leaving
        if not await self.do(actions.invite, people, gone, self.plan.meeting):
            return None
        keep(locations.state_dir(), self.plan)
        return _stored(people, gone)


def _stored(people: Sequence[Person], gone: Sequence[Person]) -> str:
    """Return in words what was stored of a list."""
    without = sum(1 for person in people if not person.urns)
    schools = worded(", {n} of them without {a_place}", n=without) if without else ""
    said = [f"Stored {counted(len(people), 'person', 'people')}{schools}"] * bool(people)
    said += [f"{len(gone)} gone from the list"] * bool(gone)
    if not said:
        return "Everybody on the list is known already; nothing was changed."
    return f"{', '.join(said)}; Ctrl+Z takes all of them back."
