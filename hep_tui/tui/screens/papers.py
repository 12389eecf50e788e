"""A list of papers before it is stored: how its marks are read, and what becomes of every row."""

from dataclasses import replace

from textual.content import Content

from hep_tui import locations
from hep_tui.actions import lists
from hep_tui.domain.wording import counted, same_once
from hep_tui.exchange.paper_choices import write_said
from hep_tui.exchange.paper_list import remember
from hep_tui.tui.command import command
from hep_tui.tui.paper_plan import PaperPlan, WeighedList
from hep_tui.tui.reading_lists import ask_papers
from hep_tui.tui.screens.incoming import IncomingScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content, fit, hung

_ORDER = ("refused", "differs", "same", "new")


class PapersScreen(IncomingScreen[PaperPlan]):
    """Show what a list of papers would bring to a poll, let its reading be chosen, and store it on Enter."""

    OF = "list of papers"
    OFFERS = "import-list read-otherwise leave-out scroll-up scroll-down cancel"
    guide = (
        " Where the marks of a list allow several readings, all are shown beside each",
        " other with what each would give; its number takes one. Nothing is stored",
        " before that is said. A paper that is keyed the same already is passed over.",
        "",
    )

    async def load(self) -> None:
        """Read nothing more; the list was read before."""

    def useful(self) -> str:
        """Return the commands for the bottom line."""
        return f"import-list read-otherwise {'leave-out ' * bool(self.plan.wrong)}cancel"

    @property
    def read_as(self) -> str:
        """Return how the list was read, in words."""
        return self.plan.papers.marks

    @property
    def doubts(self) -> list[str]:
        """Return what of the list is in doubt."""
        name = self.plan.papers.path.name
        doubts = same_once(self.plan.papers.doubts)
        return [doubt.removeprefix(f"{name}, ").removeprefix(f"{name}: ") for doubt in doubts]

    @property
    def summary(self) -> str:
        """Return the sum of its rows, in words."""
        return self.plan.summary

    def beside(self, width: int) -> list[str]:
        """Return the columns of the list."""
        return hung(" Columns  ", self.plan.papers.table.removeprefix("a table under "), width)[:2]

    def question(self, width: int) -> list[Content]:
        """Return the readings beside each other, each with what it would give."""
        if len(self.plan.readings) < 2:
            return []
        lines = [content(" WHICH READING?  The marks allow these:", "" if self.plan.decided else "bold $here")]
        for at, reading in enumerate(self.plan.readings):
            taken = self.plan.decided and at == self.plan.at
            lines += [content(line, "bold" if taken else "") for line in self._reading(at, reading, width, taken=taken)]
        return [*lines, Content("")]

    def _reading(self, at: int, reading: WeighedList, width: int, *, taken: bool) -> list[str]:
        sign = symbols().here if taken else " "
        said = hung(f" {sign} {at + 1}  ", f"{reading.words}: {reading.gives}", width)
        first = next((row for row in reading.rows if row.ballot.marks), None)
        if first is None:
            return said
        return [*said, fit(f"      line {first.line}: {self.plan.words(first)}", width)]

    def report(self, width: int) -> list[Content]:
        """Return the lines for all rows, those that cannot be stored first."""
        rows = sorted(self.plan.here.rows, key=lambda row: (_ORDER.index(row.what), row.line))
        lines = []
        for row in rows:
            style = "bold" if row.what in _ORDER[:2] else ""
            number = f"ballot {row.ballot.number}" if row.ballot.number else "no number"
            said = hung(f" {row.line:>5}  {row.what:<8} ", f"{number}: {self.plan.words(row)}", width)
            lines += [content(line, style) for line in said]
        return lines

    def chosen(self, digit: int) -> str:
        """Take the number of a reading."""
        if len(self.plan.readings) < 2 or not 1 <= digit <= len(self.plan.readings):
            self.say(f"There is no reading {digit} here.", alarm=True)
            return ""
        self.plan = self.plan.choose(digit - 1)
        return f"Read so: {self.plan.here.words}."

    async def read_again(self) -> None:
        """Ask how the list is read, and show what it would bring then."""
        papers = self.plan.papers
        plan = await ask_papers(self, papers.path, self.plan.id, write_said(papers))
        if plan is not None:
            self.take_in(plan, plan.summary)

    @command("l", hint=True, label="leave out")
    def action_leave_out(self) -> None:
        """Leave the rows out that cannot be stored, and import the others; again takes that back."""
        if not self.plan.wrong:
            self.say("Every row can be stored.")
            return
        self.plan = replace(self.plan, skips=not self.plan.skips)
        rows = counted(self.plan.wrong, "row")
        self.say(f"{rows} left out." if self.plan.skips else f"{rows} not left out: nothing is stored while they stay.")
        self.redraw()

    async def store(self) -> str | None:
        """Store the papers as one closed batch."""
        plan = self.plan
        if not plan.decided:
            self.say("The marks can be read in several ways; press the number of the one that is meant.", alarm=True)
            return None
        if plan.wrong and not plan.skips:
            many = counted(plan.wrong, "row")
            self.say(f"{many} cannot be stored, so nothing was: correct the list, or l leaves them out.", alarm=True)
            return None
        rows = plan.here.rows
        new = sum(row.what == "new" for row in rows)
        if not await self.do(lambda book: lists.take(book, plan.id, rows, book.who or "list", skip=plan.skips)):
            return None
        remember(locations.state_dir(), plan.papers)
        if not new:
            return "Every paper of the list is keyed the same already; nothing was changed."
        return f"Stored {counted(new, 'paper')}; Ctrl+Z takes all of them back."
