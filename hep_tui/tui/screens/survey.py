"""The file of a survey before it is stored: what every column holds, what is in doubt, and what becomes of its rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import surveys
from hep_tui.domain.terms import term_named
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.exchange.survey.door import SurveyFile
from hep_tui.exchange.survey.mapping import GROUP, PHASE, ROLE, write
from hep_tui.exchange.survey.proposal import Doubt, Proposal
from hep_tui.exchange.survey.read import Intake
from hep_tui.reports.keep import keep
from hep_tui.tui.command import command
from hep_tui.tui.screens import survey_text
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.screens.surveys import path_of
from hep_tui.views.review import review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hep_tui.domain.pack import Term
    from hep_tui.logbook import Book

_NO_TERM = "none"
_GUIDE = (
    " Nothing is stored while something is in doubt. What cannot be",
    " answered here can be written: w writes the mapping as a file to",
    " correct, and m reads it again.",
    "",
)


@dataclass(frozen=True)
class Weighed:
    """Hold what the file brings by the mapping as it is now, and what that changes."""

    found: Intake
    change: surveys.Change


class SurveyScreen(HepScreen[Weighed]):
    """Show what would become of a survey's file, let doubts be answered, and store it on Enter."""

    OFFERS = (
        "import-survey answer-doubt next-doubt write-mapping give-mapping next-wave up down scroll-up "
        " scroll-down cancel"
    )
    watches = frozenset({"none of them: what is shown is what was read of the file"})
    guide = _GUIDE

    def __init__(self, file: SurveyFile, proposal: Proposal) -> None:
        super().__init__()
        self.file, self.proposal = file, proposal
        self.wave, self.at, self.storing = 1, 0, False
        self.terms: dict[str, Sequence[Term]] = {}

    def compose_body(self) -> ComposeResult:
        """Leave room for what is asked, and under it for the columns and rows."""
        yield Static("", id="lines")
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def load(self) -> Weighed:
        """Read the rows by the mapping as it is now, and weigh what they change."""
        pack = (await self.ask(review)).pack
        self.terms = {PHASE: pack.phases, ROLE: pack.roles, GROUP: pack.groups}
        return await self.ask(self._weighed)

    def _weighed(self, book: "Book") -> Weighed:
        found = self.file.intake(self.proposal, self.wave)
        change, _ = surveys.weigh(book, found.survey, found.responses, found.comments)
        return Weighed(found, change)

    @property
    def doubt(self) -> Doubt | None:
        """Return what is asked now."""
        doubts = self.proposal.doubts
        return doubts[self.at % len(doubts)] if doubts else None

    def draw(self, view: Weighed) -> None:
        """Show the file."""
        self.top(f"survey: {self.file.path.name}", f"wave {self.wave}", saved="not stored yet")
        width, doubts = self.size.width - 2, self.proposal.doubts
        self.hint("answer-doubt next-doubt write-mapping cancel" if doubts else "import-survey next-wave cancel")
        head = survey_text.head(self.file, self.proposal, width)
        if doubts:
            head += survey_text.doubt(doubts[self.at % len(doubts)], self.at % len(doubts), len(doubts), width)
        self.query_one("#lines", Static).update(Content("\n").join(head))
        page = survey_text.page(self.file, self.proposal, view.found, view.change, width)
        self.query_one("#page", Static).update(Content("\n").join(page))

    async def _propose(self, proposal: Proposal, said: str) -> None:
        """Read the rows by another mapping; where that is refused, stay with the one there was."""
        before, self.proposal = self.proposal, proposal
        try:
            await self.reload()
            self.say(said)
        except HepError as error:
            self.proposal = before
            self.say(str(error), alarm=True)

    @command("enter", hint=True, shown="Enter", label="import")
    async def action_import_survey(self) -> None:
        """Store the survey at one stroke; nothing is stored while something is in doubt."""
        left = len(self.proposal.doubts)
        if left:
            self.say(f"{counted(left, 'answer is', 'answers are')} still needed, so nothing was stored.", alarm=True)
            return
        if self.storing:
            return
        self.storing = True
        found = self.view.found
        if await self.do(surveys.take, found.survey, found.responses, found.comments):
            await self.leave(f"Stored: {self.view.change.words}")
        self.storing = False

    @command("a", hint=True, label="answer")
    async def action_answer_doubt(self) -> None:
        """Answer what is asked: which phase, role or group is meant, or that the column is read as proposed."""
        doubt = self.doubt
        if doubt is None:
            self.say("Nothing is in doubt.")
        elif doubt.holds:
            await self._name_term(doubt)
        elif await self.sure("Read it as it is proposed?", doubt.words):
            await self._propose(self.proposal.settled(doubt), "It is read as it is proposed.")

    async def _name_term(self, doubt: Doubt) -> None:
        terms = self.terms[doubt.holds]
        words = f"Which {doubt.holds} is “{doubt.said}”? Tab takes one; none leaves it out."
        typed = await self.ask_until(_only(terms), words, offers=lambda text: _offered(text, terms))
        if typed is not None:
            id = _only(terms)(typed)
            label = next((term.label for term in terms if term.id == id), "left out")
            await self._propose(self.proposal.settled(doubt, id), f"“{doubt.said}”: {label}")

    @command("tab", hint=True, shown="Tab", label="next doubt")
    def action_next_doubt(self) -> None:
        """Look at the next thing that is in doubt."""
        self.at = (self.at + 1) % max(1, len(self.proposal.doubts))
        self.redraw()

    @command("w", hint=True, label="write mapping")
    async def action_write_mapping(self) -> None:
        """Write what every column holds as a file beside the survey's, to be corrected and given back with m."""
        place = self.file.path.with_suffix(".map.toml").absolute()
        try:
            written = await self.ask(lambda _book: keep(place, write(self.proposal.mapping)))
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            self.say(f"Written to {written}; m reads it once it is corrected.")

    @command("m", label="give mapping")
    async def action_give_mapping(self) -> None:
        """Read the mapping from a file, as w wrote it and somebody corrected it."""
        typed = await self.ask_for("Which file has the mapping?", str(self.file.path.with_suffix(".map.toml")))
        if not typed:
            return
        try:
            given = await self.ask(lambda _book: self.file.proposed(path_of(typed)))
        except HepError as error:
            self.say(str(error), alarm=True)
        else:
            await self._propose(given, f"Read by {path_of(typed).name}.")

    @command("n", label="next wave")
    async def action_next_wave(self) -> None:
        """Say that this is a later wave of the same survey; after the ninth it is the first again."""
        self.wave = self.wave % 9 + 1
        await self._propose(self.proposal, f"This is wave {self.wave}.")

    async def action_cancel(self) -> None:
        """Go back with nothing stored."""
        await self.leave()


def _offered(text: str, terms: "Sequence[Term]") -> list[str]:
    return [term.label for term in terms if term.label.casefold().startswith(text.casefold())]


def _only(terms: "Sequence[Term]") -> "Callable[[str], str]":
    """Return what reads an answer as the id of a term, empty for none. Raises HepError for any other answer."""

    def read(typed: str) -> str:
        found = term_named(typed, terms)
        if not found and typed.strip().casefold() != _NO_TERM:
            raise HepError(f"There is only {', '.join(term.label for term in terms)}, and {_NO_TERM}.")
        return found

    return read
