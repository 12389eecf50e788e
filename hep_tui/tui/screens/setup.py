"""Set up a poll: which kind, then fields that are all filled, with the rule paragraph growing under them."""

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.form import Around, Field, fields, offered, others_changed
from hep_tui.domain.poll_names import not_there
from hep_tui.domain.polls import Poll
from hep_tui.domain.presets import PRESETS
from hep_tui.domain.rule_words import rule_paragraph
from hep_tui.errors import HepError
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, fit, row, wrap
from hep_tui.views.polls import poll_view
from hep_tui.views.setup import around

_ROWS = ("1", "2", "3", "45", "6", "7", "89", "0a", "b", "cd", "e", "f", "ghi")
"""Which fields share a line."""
_LABEL = 11
_OWN = "0"
_GUIDE = (
    " Everything is filled in; the number or letter before a line changes it,",
    " the number of a choice then takes that one, and Esc leaves the line as it was.",
    " The paragraph below is the rule as it will be kept and read out.",
    "",
)


class SetUpScreen(HepScreen[Around]):
    """Take the keys itself, in their order: a digit typed ahead picks in the list that the one before it opened."""

    OFFERS = "save cancel scroll-up scroll-down"
    guide = _GUIDE

    def __init__(self, poll: str = "") -> None:
        super().__init__()
        self.poll_id = poll
        self.draft: Poll | None = None
        self._given: Poll | None = None
        self.asked: Field | None = None
        self.listing: list[str] | None = None

    def compose_body(self) -> ComposeResult:
        """Leave room for the fields, the choices of one, and the rule."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="form")

    async def load(self) -> Around:
        """Read what a poll can be made of, once, and the poll that is changed."""
        if self.loaded:
            return self.view
        found = await self.ask(around, self.hep.now())
        if not self.poll_id:
            return found
        view = await self.ask(poll_view, self.poll_id)
        self.draft = self._given = view.poll
        return replace(found, polls=tuple(p for p in found.polls if p[0] != self.poll_id))

    def draw(self, view: Around) -> None:
        """Show the kinds of poll, what is chosen by now, or the choices of one field; and the rule under them."""
        self.top("set up a poll", saved="draft")
        self.hint("cancel") if self.asked else self.hint_all()
        if self.draft is None:
            lines = _presets()
        elif self.asked is None:
            lines = self._form(self.draft, view)
        else:
            lines = self._field(self.asked)
        if self.draft is not None:
            rule = rule_paragraph(self.draft)
            lines += [Content(""), *(content(f" {line}", "$quiet") for line in wrap(rule, self.size.width - 3))]
        self.query_one("#form", Static).update(Content("\n").join(lines))

    def _form(self, poll: Poll, around: Around) -> list[Content]:
        found = {field.key: field for field in fields(poll, around)}
        width = self.size.width - 2
        lines = []
        for keys in _ROWS:
            room = width // len(keys) - _LABEL - 4
            parts: list[str | tuple[str, str]] = []
            for key in keys:
                parts += [
                    (f" {key} ", "bold $here"),
                    (fit(found[key].label, _LABEL), "bold"),
                    fit(found[key].value, room),
                ]
            lines.append(row(*parts))
        return lines

    def _field(self, field: Field) -> list[Content]:
        lines = [
            row((f" {field.key} ", "bold $here"), (field.label, "bold"), f"   {fit(field.value, self.size.width - 24)}")
        ]
        lines += [
            content(f"   {i}  {fit(choice.label, self.size.width - 8)}") for i, choice in enumerate(offered(field), 1)
        ]
        return [*lines, content(f"   {_OWN}  in your own words", "")] if field.typed else lines

    async def keyed(self, event: events.Key) -> bool:
        """Take the key of a field, then the number of a choice; every other key is a command's."""
        key = event.character or ""
        if event.key == "escape" and self.asked is not None:
            self.asked = None
            self.say("")
        elif not key.isalnum():
            return False
        elif self.draft is None:
            if key not in "12345"[: len(PRESETS)]:
                return False
            self.draft = self._given = self.view.start(PRESETS[int(key) - 1][0])
            self.say("")
        elif self.asked is None:
            await self.performance.run(self._open(key, self.draft, self.view))
        else:
            await self.performance.run(self._choose(key, self.asked))
        self.redraw()
        return True

    async def _open(self, key: str, poll: Poll, around: Around) -> None:
        field = next((f for f in fields(poll, around) if f.key == key), None)
        if field is None:
            self.say(f"{key} is none of the fields; their keys are before them.", alarm=True)
        elif field.typed and not field.choices:
            await self._type(field, field.value)
        elif field.choices:
            self.asked = field
            self.say("")
        else:
            self.say(f"{field.label}: there is nothing to choose here, it is {field.value}.")

    async def _choose(self, key: str, field: Field) -> None:
        choices = offered(field)
        if key == _OWN and field.typed:
            await self._type(field)
        elif key.isascii() and key.isdigit() and 1 <= int(key) <= len(choices):
            self._answer(choices[int(key) - 1].poll, field)
        else:
            self.say(f"{key} is none of the choices; Esc leaves it as it is.", alarm=True)

    async def _type(self, field: Field, given: str = "") -> None:
        assert field.typed is not None
        self.say("")
        text = await (self._lines() if field.lines else self.ask_for(f"{field.label}, in your own words:", given))
        try:
            if text:
                self._answer(field.typed(text), field)
        except HepError as error:
            self.say(str(error), alarm=True)
        self.asked = None
        self.redraw()

    def _answer(self, poll: Poll, field: Field) -> None:
        """Take an answer, and say what else it changes."""
        assert self.draft is not None
        others = others_changed(self.draft, poll, field, self.view)
        self.draft, self.asked = poll, None
        told = [f"This changes too: {others}."] if others else []
        missing = [f"{words[0].upper()}{words[1:]}." for words in not_there(poll)][:1]
        self.say(" ".join([*told, *missing]), alarm=bool(missing))

    async def _lines(self) -> str | None:
        """Ask for one option after another, or several at once; an empty line ends, and Esc leaves all of them."""
        self.listing = []
        line: str | None = "first"
        words = "Options, one a line or with ; between; - takes the last back; Enter alone ends."
        while line:
            line = await self.ask_for(words, about="\n".join(self.listing))
            if line == "-":
                self.listing = self.listing[:-1]
            elif line:
                self.listing += [part.strip() for part in line.split(";") if part.strip()]
        text = None if line is None else "\n".join(self.listing)
        self.listing = None
        return text

    async def paste(self, text: str) -> None:
        """Take every line that is pasted as an option where options are listed."""
        lines = [line for line in text.splitlines() if line.strip()]
        for line in lines[:-1] if self.listing is not None else ():
            await super().paste(line)
            await self.enter_answer()
        await super().paste(lines[-1] if self.listing is not None and lines else text)

    async def action_save(self) -> None:
        """Store the draft, and show it."""
        if self.draft is None:
            self.say(f"Choose first: 1 to {len(PRESETS)}.", alarm=True)
            return
        if self.asked is not None:
            self.say("Choose by its number first, or Esc leaves it as it is.", alarm=True)
            return
        try:
            if self.poll_id:
                await self.record(actions.amend, self.poll_id, self.draft)
            else:
                self.poll_id = await self.record(actions.create, self.draft)
                await self.leave()
                self.go("poll", self.poll_id)
                return
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        await self.hep.caught_up()
        await self.leave()

    async def action_cancel(self) -> None:
        """Leave without storing anything, where something was changed only when sure."""
        if self.draft == self._given or await self.sure("Leave this poll as it was? What is filled in is not stored."):
            await self.leave()


def _presets() -> list[Content]:
    lines = [content("\n WHAT KIND OF POLL?", "bold $quiet"), Content("")]
    lines += [row((f"   {i}  ", "bold $here"), label) for i, (_, label) in enumerate(PRESETS, 1)]
    return [
        *lines,
        Content(""),
        content("   Everything is filled in already; change what you like, then Enter.", "$quiet"),
    ]
