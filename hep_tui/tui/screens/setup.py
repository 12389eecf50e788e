"""Set up a poll: which kind, then fields that are all filled, with the rule paragraph growing under them."""

from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui.actions import polls as actions
from hep_tui.domain.form import Around, Field, fields, offered
from hep_tui.domain.polls import Poll, rule_paragraph
from hep_tui.domain.presets import PRESETS
from hep_tui.errors import HepError
from hep_tui.tui import commands as c
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, fit, hung, row, wrap
from hep_tui.tui.widgets.top import TopLine
from hep_tui.views.polls import poll_view
from hep_tui.views.setup import around

_ROWS = ("1", "2", "3", "45", "6", "7", "89", "0a", "b", "cd", "e", "f")
"""Which fields share a line."""
_LABEL = 11
_OWN = "0"
_GUIDE = (
    " Everything is filled in; the number or letter before a line changes it,",
    " the number of a choice then takes that one, and Esc leaves the line as it was.",
    " The paragraph below is the rule as it will be kept and read out.",
    "",
)


class SetUpScreen(HepScreen):
    """Take the keys itself, in their order: a digit typed ahead picks in the list that the one before it opened."""

    commands = (c.Save, c.Cancel, c.ScrollUp, c.ScrollDown)
    guide = _GUIDE

    def __init__(self, poll: str = "") -> None:
        super().__init__()
        self.poll_id = poll
        self.around: Around | None = None
        self.draft: Poll | None = None
        self.asked: Field | None = None
        self.typed: str | None = None
        self._early: list[events.Key] = []

    def compose_body(self) -> ComposeResult:
        """Leave room for the fields, the choices of one, and the rule."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="form")

    async def reload(self) -> None:
        """Read what a poll can be made of, once, and show what is chosen by now."""
        if self.around is None:
            found = await self.ask(around, self.hep.now())
            if self.poll_id:
                view = await self.ask(poll_view, self.poll_id)
                self.draft = view.poll
                found = replace(found, polls=tuple(p for p in found.polls if p[0] != self.poll_id))
            self.around = found
            early, self._early = self._early, []
            for event in early:
                if not self._take(event) and event.key == "enter":
                    await self.action_save()
        self._show()

    def on_resize(self) -> None:
        """Set everything to the new width."""
        self._show()

    def _show(self) -> None:
        if self.around is None:
            return
        top = self.query_one(TopLine)
        top.where, top.saved = "set up a poll", "draft"
        if self.draft is None:
            lines = _presets()
        elif self.asked is None:
            lines = self._form(self.draft, self.around)
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
        if self.typed is not None:
            *done, last = self.typed.split("\n")
            width = self.size.width - 3
            lines += [content(f"     {line}") for line in done]
            lines += [content(line, "bold $here") for line in hung("   > ", f"{last}_", width)]
            lines.append(content("   One option a line; Enter on an empty line ends." if field.lines else "", "$quiet"))
            return lines
        lines += [
            content(f"   {i}  {fit(choice.label, self.size.width - 8)}") for i, choice in enumerate(offered(field), 1)
        ]
        return [*lines, content(f"   {_OWN}  in your own words", "")] if field.typed else lines

    async def keyed(self, event: events.Key) -> bool:
        """Take digits, letters and words; every other key is a command's."""
        if self.around is None and event.key != "escape":
            self._early.append(event)
            return True
        return self._take(event)

    def _take(self, event: events.Key) -> bool:
        """Take a key that means something here, and say whether it did."""
        if self.typed is not None and self.asked is not None:
            return self._type(self.asked, event)
        if event.key == "escape" and self.asked is not None:
            self.asked = None
            self.say("")
        elif (key := event.character or "") and self.draft is None and key in "12345"[: len(PRESETS)]:
            assert self.around is not None
            self.draft = self.around.start(PRESETS[int(key) - 1][0])
        elif key and self.draft is not None and self.around is not None and key.isalnum():
            self._choose(key, self.draft, self.around)
        else:
            return False
        self._show()
        return True

    def _choose(self, key: str, poll: Poll, around: Around) -> None:
        if self.asked is None:
            field = next((f for f in fields(poll, around) if f.key == key), None)
            if field is None:
                self.say(f"{key} is none of the fields; their keys stand before them.", alarm=True)
            elif field.typed and not field.choices:
                self.asked, self.typed = field, field.value
            elif field.choices:
                self.asked = field
                self.say("")
            else:
                self.say(f"{field.label}: there is nothing to choose here, it is {field.value}.")
            return
        choices = offered(self.asked)
        if key == _OWN and self.asked.typed:
            self.typed = ""
        elif key.isascii() and key.isdigit() and 1 <= int(key) <= len(choices):
            self.draft, self.asked = choices[int(key) - 1].poll, None
            self.say("")
        else:
            self.say(f"{key} is none of the choices; Esc leaves it as it is.", alarm=True)

    def _type(self, field: Field, event: events.Key) -> bool:
        text = self.typed or ""
        if event.key == "escape":
            self.asked = self.typed = None
            self.say("")
        elif event.key == "enter":
            self._enter(field, text)
        elif event.key == "backspace":
            self.typed = text[:-1]
        elif event.key == "ctrl+u":
            self.typed = ""
        elif event.character and event.character.isprintable():
            self.typed = text + event.character
        else:
            return False
        self._show()
        return True

    def _enter(self, field: Field, text: str) -> None:
        if field.lines and not text.endswith("\n") and text:
            self.typed = text + "\n"
            return
        assert field.typed is not None
        if text.strip():
            self.draft = field.typed(text.strip())
        self.asked = self.typed = None
        self.say("")

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words where words are typed, every line of them where lines are."""
        if self.typed is None or self.asked is None:
            return
        event.stop()
        lines = [line for line in event.text.splitlines() if line.strip()]
        self.typed += ("\n" if self.asked.lines else " ").join(lines)
        self._show()

    async def action_save(self) -> None:
        """Store the draft, and show it."""
        from hep_tui.tui.screens.poll import PollScreen

        if self.draft is None:
            self.say(f"Choose first: 1 to {len(PRESETS)}.", alarm=True)
            return
        if self.asked is not None:
            self.say("Choose by its number first, or Esc leaves it as it is.", alarm=True)
            return
        try:
            if self.poll_id:
                await self.ask(actions.amend, self.poll_id, self.draft)
            else:
                self.poll_id = await self.ask(actions.create, self.draft)
                self.app.switch_screen(PollScreen(self.poll_id))
                return
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        await self.hep.caught_up()
        self.app.pop_screen()

    def action_cancel(self) -> None:
        """Leave without storing anything."""
        self.app.pop_screen()


def _presets() -> list[Content]:
    lines = [content("\n WHAT KIND OF POLL?", "bold $quiet"), Content("")]
    lines += [row((f"   {i}  ", "bold $here"), label) for i, (_, label) in enumerate(PRESETS, 1)]
    return [
        *lines,
        Content(""),
        content("   Everything is filled in already; change what you like, then Enter.", "$quiet"),
    ]
