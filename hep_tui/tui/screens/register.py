"""The register: type some letters, Enter, and the headcount changes."""

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import erasing
from hep_tui.actions import register as actions
from hep_tui.actions.record import require_reason
from hep_tui.domain.door import Door, Found
from hep_tui.domain.outbox import Deed
from hep_tui.domain.people import Person
from hep_tui.domain.person_line import (
    PersonLine,
    offered_schools,
    read_person,
    write_person,
)
from hep_tui.domain.register import Arrival, arriving, as_here, came_words, leaving, read, staying_away
from hep_tui.domain.resolve.people import only_person, people_named
from hep_tui.domain.speech import worded
from hep_tui.domain.text import plain_name
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.forgetting import offer_to_forget
from hep_tui.tui.screens import register_text as draw
from hep_tui.tui.screens.lined import LineScreen
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import symbols
from hep_tui.tui.text import content
from hep_tui.views.register import Register, register

_GUIDE = (
    " Type some letters of a name or {a_place} and press Enter:",
    " that person, or somebody of that {place}, has come.",
    "   @{role} @{group}   role or group",
    "   t3             at table 3; moves somebody who is here already",
    "   -    first     that person, or who came last of that {place}, has left;",
    "                  somebody who has not come yet will not come",
    "   +    first     a walk-in:  + Ann Lee, name of the {place} @{role} t2",
    "                  for somebody who is expected:  + Ann Lee for Patel",
    "   all but Patel, Hayes        everybody else who is invited is here",
    " F2 puts right what is known of the person that is marked.",
    "",
)


class RegisterScreen(ListScreen[Register, Found], LineScreen[Register]):
    """Let people in and out. Whoever was invited has a name here; anybody else is a school and a number."""

    OFFERS = (
        "arrive up down expected this-person sign-up-list print-register same-person remove-person "
        "erase-person undo redo scroll-up scroll-down back"
    )
    NAMES_PEOPLE = True
    PLACEHOLDER = "letters of a name or {place}, t3   - leaves   + walk-in   all but …"
    watches = frozenset({"attendance", "person", "withdraw", "settle", "meeting", "review", "redact"})
    guide = _GUIDE

    def __init__(self, meeting: str, title: str) -> None:
        super().__init__()
        self.meeting, self.title_of = meeting, title
        self.absent = False

    def compose_body(self) -> ComposeResult:
        """Show what the letters may mean and who came last, beside the headcount, over the line."""
        with Horizontal(id="body"):
            with Vertical():
                yield Static("", id="found")
            with VerticalScroll(id="coverage", can_focus=False):
                yield Static("", id="counts")
        yield from self.compose_line(content(f" {symbols().here} "))

    async def load(self) -> Register:
        """Read who is here now."""
        return await self.ask(register, self.meeting)

    def read(self, text: str) -> Arrival:
        """Return what a line says."""
        return read(text, self._door, self.view.vocabulary)

    def rows(self, view: Register) -> Sequence[Found]:
        """Return whom the letters in the line may mean."""
        return self.read(self.line.value).found

    def id_of(self, row: Found) -> str:
        """Return a code that stands for somebody, or for anybody of a school."""
        person = row.person.code if row.person else ""
        school = str(row.school.urn) if row.school else ""
        return f"{person} {school} {row.code}"

    def draw(self, view: Register) -> None:
        """Show whom the letters mean, or who came last; and how many are here."""
        self.top(f"register: {self.title_of}", view.said)
        width, room = self.query_one("#found").size.width or self.size.width - 26, self.size.height - 8
        arrival, ids = self.read(self.line.value) if self.line.value.strip() else None, self.ids
        place = ids.index(self.marked) if self.marked in ids else -1
        lines = draw.page(view, arrival, place, width, room, absent=self.absent)
        # Whom the letters may mean is listed first, under its heading.
        self.tops = range(1, len(ids) + 1)
        self.query_one("#found", Static).update(Content("\n").join(lines))
        wide = self.query_one("#coverage").scrollable_content_region.width
        self.query_one("#counts", Static).update(draw.counts(view, wide, tight=self.size.height < 30))

    def line_changed(self) -> None:
        """Find who is meant while the letters are typed."""
        self.marked = self.first(self.view)
        self.redraw()
        doubts = self.read(self.line.value).doubts
        if self.line.value:
            self.echo(doubts[0] if doubts else "")

    @command("enter", hint=True, shown="Enter")
    async def action_arrive(self) -> None:
        """Let in who is marked; a line that begins with - lets out, one with t3 moves somebody who is here."""
        text, found = self.line.value, self.here
        if not text.strip():
            return
        arrival = self.read(text)
        if arrival.found and not self.chosen():
            return
        self.line.value = ""
        try:
            await self._take(arrival, found)
        except HepError as error:
            self.say(str(error), alarm=True)
            # What was refused goes back into the line, where nothing else is typed yet.
            if (arrival.who.name or arrival.everybody is not None) and not self.line.value:
                self.line.put_back(text)
        self.redraw()

    async def _take(self, arrival: Arrival, found: Found | None) -> None:
        """Record what a line says: of everybody, of a walk-in with a name, or of one who comes or goes."""
        away = staying_away(found, self._door) if arrival.leaving else None
        if arrival.everybody is not None:
            if arrival.doubts:
                raise HepError(f"{arrival.doubts[0]}; nobody was let in, write the line again.")
            n = await self.record(actions.arrive_all, self.meeting, arrival.everybody)
            await self._recorded(f"{counted(n, 'person', 'people')} arrived; Ctrl+Z takes all of them back.")
        elif away:
            await self.record(actions.correct, away)
            await self._recorded(f"{away.name} will not come; their letters and Enter let them in all the same.")
        elif arrival.walk_in and arrival.who.name:
            came = await self.record(actions.arrive, self.meeting, arrival, found)
            await self._recorded(f"{came_words(came, found)} ({arrival.who.words})")
        else:
            await self._record(arrival, found)

    async def _recorded(self, said: str) -> None:
        await self.hep.caught_up()
        self.say(said)

    async def _record(self, arrival: Arrival, found: Found | None) -> None:
        if arrival.leaving:
            gone = leaving(found, self._door)
            who = found.label if found else gone.person
            said, after = f"left: {who}", gone
        else:
            came = arriving(self.meeting, arrival, found, self._door)
            said, after = came_words(came, found), came.attendance
        before = self._door.known.get(after.person)
        if after != before:
            deed = Deed("attendance", f"{self.meeting}.{after.person}", after, before, words=said)
            said = await self.hep.beneath.told(self.hep.beneath.sender.enter(deed), said)
        self.say(said)
        # The next line may be about the same person, and has to find them where they are now.
        await self.hep.caught_up()

    @property
    def _door(self) -> Door:
        """Return the door with those who are let in and out, but not stored yet."""
        box = self.hep.beneath.sender.box
        waiting = [row.deed.value for row in box if row.deed.kind == "attendance" and row.deed.value]
        here = {a.person: a for a in waiting if a.meeting == self.meeting}
        return replace(self.view.door, known={**self.view.door.known, **here})

    @command("tab", hint=True, shown="Tab")
    def action_expected(self) -> None:
        """Show who was invited and has not come, or again who came last."""
        self.absent = not self.absent
        self.redraw()

    async def action_back(self) -> None:
        """Clear the line, then leave the list of who is missing, then the register."""
        if self.line.value:
            self.line.value = ""
            self.redraw()
            self.say("Cleared; Esc again goes back.")
        elif self.absent:
            self.action_expected()
        else:
            await self.leave()

    @command("ctrl+l", hint=True, shown="Ctrl+L", label="sign-up list")
    async def action_sign_up_list(self) -> None:
        """Read a sign-up list, CSV or XLSX: you see what becomes of every row before anything is stored."""
        from hep_tui.tui.reading_lists import bring_in, first_plan

        await bring_in(self, "Which sign-up list?", lambda path: first_plan(self, path, self.meeting), "signup")

    @command("f2", hint=True, shown="F2", label="put right")
    async def action_this_person(self) -> None:
        """Put right what is known of the person that is marked: name, {place}, phase, roles, groups, table."""
        person = self._person()
        if person is None:
            return
        schools, names = self._door.schools, {school.urn: school.name for school in self._door.schools}
        line = await self.ask_until(
            lambda text: self._said_of(text).of(person, self.meeting),
            worded("How is {name} known? Name, {place} @role @group t3. Tab takes a {place}.", name=person.name),
            write_person(as_here(person, self._door.known.get(person.code)), self.meeting, names),
            offers=lambda text: offered_schools(text, schools),
            kept=True,
        )
        if line is not None:
            after = self._said_of(line).of(person, self.meeting)
            if await self.do(actions.correct, after, self.meeting):
                self._clear(f"Stored: {line.strip()}")

    def _said_of(self, line: str) -> PersonLine:
        return read_person(line, self._door.schools, self.view.vocabulary)

    def _person(self) -> Person | None:
        """Return the person that is marked; where none is, say how one is."""
        found = self.here.person if self.here else None
        if found is None:
            self.say("Type letters of somebody's name first, so that they are marked.", alarm=True)
        return found

    def _clear(self, said: str) -> None:
        self.line.value = ""
        self.redraw()
        self.say(said)

    @command("f4", shown="F4", label="same person")
    async def action_same_person(self) -> None:
        """Join the person that is marked with another entry for the same one."""
        kept = self._person()
        if kept is None:
            return
        others = [p for p in self._door.people if p.code != kept.code]
        said = await self.ask_until(
            lambda text: only_person(text, others),
            f"Who is the same person as {kept.name}? Tab takes a name.",
            offers=lambda text: [each.name for each in people_named(text, others)],
        )
        if said is not None:
            double = only_person(said, others)
            if await self.do(actions.join, kept.code, double.code):
                self._clear(f"{double.name} and {kept.name} are one person now: {kept.name}.")

    @command("f8", shown="F8", label="remove")
    async def action_remove_person(self) -> None:
        """Take the person that is marked off every list, with their arrival; undo brings both back."""
        person = self._person()
        if person and await self.do(actions.remove, person.code):
            self._clear(f"{person.name} is off the list; Ctrl+Z brings them back.")

    @command("f9", shown="F9", label="erase for good")
    async def action_erase_person(self) -> None:
        """Erase for good what the register says and ever said of the person that is marked; nothing brings it back."""
        person = self._person()
        if person is None:
            return
        about = "Notes are not looked through: hep person FILE NAME --erase does that."
        asked = f"Why must {person.name} be erased? The reason stays in the record."
        why = await self.ask_until(require_reason, asked, about=about)
        question = f"Erase for good what the register says and ever said of {person.name}? Undo does not reach this."
        if why is None or not await self.sure(question):
            return
        if await self.do(erasing.person, person.code, why):
            self._clear("")
            await offer_to_forget(self, person.name)

    @command("f7", hint=True, shown="F7", label="print")
    async def action_print_register(self) -> None:
        """Write the register as a page to print, with boxes to tick and lines for whoever else comes."""
        from hep_tui.reports.keep import keep
        from hep_tui.reports.register_page import register_page

        path = self.hep.exports / f"register-{plain_name(self.title_of, 'meeting')}.html"
        try:
            page = register_page(self.view)
            written = await self.ask(lambda _book: keep(path, page))
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        names = "It holds names, delete it once it is printed: " if self.view.expected else "Written: "
        self.say(f"{names}{written}")
