"""What a screen asks: its question opens over the bottom line, and the keys that follow are the answer."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Unpack

from textual import events
from textual.screen import Screen

from hep_tui.errors import HepError
from hep_tui.tui.flags import on_screen
from hep_tui.tui.performing import Performance
from hep_tui.tui.widgets.hints import Hints
from hep_tui.tui.widgets.said import Said

if TYPE_CHECKING:
    from hep_tui.tui.widgets.asked import Asked, More


class AskingScreen(Screen[Any]):
    """Ask in the middle of an action. An action that asks is run by `performance`, so that its answer can arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.performance = Performance()
        self.refusals = 0
        """How many alarms were said so far."""
        self._answered: asyncio.Future[str | None] | None = None
        self._questions: Asked | None = None

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Put words on the line for them, flags as what the screen has instead; an alarm says why it was refused."""
        self.refusals += alarm
        self.write(on_screen(words), alarm=alarm)

    def echo(self, words: str) -> None:
        """Say on one line how what is typed is understood so far."""
        self.write(words, brief=True)

    def write(self, words: str, *, alarm: bool = False, brief: bool = False) -> None:
        """Put words on the line for them, without counting a refusal."""
        said = self.query_one("#said", Said)
        said.alarm, said.brief, said.words = alarm, brief, words

    @property
    def asking(self) -> bool:
        """Say whether a question waits for its answer."""
        return self._answered is not None

    async def ask_for(self, words: str, given: str = "", **more: "Unpack[More]") -> str | None:
        """Ask for a line of words in the middle of an action, as a `Question`; return it, None where Esc left."""
        return await self._ask_question(words, given=given, **more)

    async def ask_until(
        self, read: Callable[[str], object], words: str, given: str = "", **more: "Unpack[More]"
    ) -> str | None:
        """Ask again, with what was typed still there, while `read` refuses the answer by a HepError."""
        while (text := await self.ask_for(words, given, **more)) is not None:
            try:
                read(text)
                return text
            except HepError as error:
                self.say(str(error), alarm=True)
                given = text
        return None

    async def sure(self, words: str, about: str = "") -> bool:
        """Ask before what cannot be undone, in the middle of an action: Enter goes ahead, Esc stays."""
        return await self._ask_question(words, about=about, open=False) is not None

    async def _ask_question(self, words: str, **more: Any) -> str | None:
        from hep_tui.tui.widgets.asked import Asked, Question

        await self.leave_question()
        # Most screens are left again without a question.
        if self._questions is None:
            self._questions = Asked(self.echo)
            await self.mount(self._questions, before="#said")
        self._answered = asyncio.get_running_loop().create_future()
        asked, question = self._questions, Question(words, **more)
        asked.ask(question)
        # Why the last answer was refused is shown until something is typed.
        if not self.query_one("#said", Said).alarm:
            self.say("")
            asked.hear()
        self.query_one(Hints).asked = "open" if question.open else "yes or no"
        return await self.performance.wait_for(self._answered)

    async def take_answer(self, event: events.Key) -> bool:
        """Give a key to the answer."""
        if event.key == "enter":
            await self.enter_answer()
        elif event.key == "escape":
            await self.leave_question()
        elif self._questions is not None:
            await self._questions.take(event)
        return True

    async def enter_answer(self) -> None:
        """Take the answer as it is typed."""
        self.say("")
        if self._questions is not None:
            await self._answer_with(self._questions.text)

    async def leave_question(self) -> None:
        """Ask no more, and leave everything as it was."""
        if self.asking:
            self.say("Nothing was changed.")
            await self._answer_with(None)

    async def _answer_with(self, text: str | None) -> None:
        answered, self._answered = self._answered, None
        self.query_one(Hints).asked = ""
        if self._questions is not None and answered is not None:
            self._questions.close()
            answered.set_result(text)
            await self.performance.go_on()

    async def paste(self, text: str) -> None:
        """Put pasted words into the answer."""
        if self._questions is not None:
            self._questions.paste(text)

    def on_unmount(self) -> None:
        """Let go of an action that waits for an answer."""
        self.performance.stop()
