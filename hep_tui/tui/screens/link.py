"""Which school was meant: the names that responses wrote, one after the other, one key each."""

from textual import events
from textual.content import Content

from hep_tui import locations
from hep_tui.actions import surveys
from hep_tui.domain.resolve.schools import schools_of
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded
from hep_tui.domain.wording import counted
from hep_tui.exchange.linking import Linking, WrittenSchool, linking
from hep_tui.tui.command import command
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.text import content, heading, hung
from hep_tui.views.review import review

_GUIDE = (
    " The number of {a_place} says that it was meant; s types another,",
    " and . says that it is none of them. Undo asks again.",
    "",
)


class LinkScreen(ListScreen[Linking, WrittenSchool]):
    """Settle one written name after the other, and show how many schools were reached."""

    OFFERS = "no-school name-school later undo redo scroll-up scroll-down back"
    WORKED_OFF = True
    watches = frozenset({"survey", "response", "link", "withdraw", "redact", "erase", "settle", "attendance", "person"})
    guide = _GUIDE

    def __init__(self) -> None:
        super().__init__()
        self.schools: tuple[School, ...] = ()

    async def load(self) -> Linking:
        """Read how the responses are linked."""
        self.schools = (await self.ask(review)).schools
        return await self.ask(linking, locations.schools_dir())

    def rows(self, view: Linking) -> tuple[WrittenSchool, ...]:
        """Return the names that somebody has to settle."""
        return view.doubts

    def id_of(self, row: WrittenSchool) -> str:
        """Return the name as it was written."""
        return row.written

    def head(self, view: Linking) -> None:
        """Say how many are left."""
        self.top(worded("{places} of the survey"), saved=f"{len(view.doubts)} to settle")
        self.hint("no-school name-school later undo" if view.doubts else "undo")

    def above(self, view: Linking) -> list[Content]:
        """Return how far the responses are linked."""
        width = self.size.width - 2
        return [*(content(line) for said in view.words for line in hung(" ", said, width)), Content("")]

    def block(self, row: WrittenSchool, *, here: bool) -> list[Content]:
        """Return the one name that is looked at, with the schools that it could mean."""
        if not here:
            return []
        width = self.size.width - 2
        place = f"{self.ids.index(row.written) + 1} of {len(self.ids)}"
        lines = [heading(worded(" which {place}?").upper(), width, place)]
        said = f"“{row.written}”, as {counted(row.responses, 'response')} wrote it"
        lines += [content(line, "bold $here") for line in hung(" ", said, width)]
        lines += [content(f"   {i}  {s.name}, {s.phase}") for i, s in enumerate(row.candidates, 1)]
        if not row.candidates:
            lines.append(content(worded("   no {place} of the review is like it; s types one"), "$quiet"))
        return lines

    def below(self, view: Linking) -> list[Content]:
        """Return that nothing is left, where that is so."""
        return [] if view.doubts else [content("  Nothing is left to settle.")]

    async def keyed(self, event: events.Key) -> bool:
        """Take the number of a school."""
        digit, row = event.character or "", self.here
        if row is None or not (digit.isascii() and digit.isdigit()):
            return False
        if 1 <= int(digit) <= len(row.candidates):
            await self.performance.run(self._settle(row, row.candidates[int(digit) - 1]))
        else:
            self.say(worded("There is no {place} {digit} here.", digit=digit), alarm=True)
        return True

    async def _settle(self, row: WrittenSchool, school: School | None) -> None:
        urn, name = (school.urn, school.name) if school else ("", worded("no {place} of this review"))
        if await self.do(surveys.link, {row.written: urn}):
            self.say(f"“{row.written}”: {name}")

    @command("full_stop", hint=True, shown=".", label="none of them")
    async def action_no_school(self) -> None:
        """Say that the name is no {place} of this review."""
        if row := self.chosen():
            await self._settle(row, None)

    @command("s", hint=True, label="type one")
    async def action_name_school(self) -> None:
        """Type the {place} that was meant, where none of those offered is right."""
        row = self.chosen()
        if row is None:
            return
        typed = await self.ask_until(
            lambda text: schools_of(self.schools).only(text),
            worded("Which {place} is “{written}”? Tab takes a name.", written=row.written),
            offers=lambda text: [school.name for school in schools_of(self.schools).meant(text)],
        )
        if typed is not None:
            await self._settle(row, schools_of(self.schools).only(typed))
