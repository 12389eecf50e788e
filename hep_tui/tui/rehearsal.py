"""hep itself on a practice review, with a coach who says which key comes next and lets no other through."""

from typing import Any

from textual import events
from textual.await_complete import AwaitComplete
from textual.widgets import Static

from hep_tui.domain.rehearsal import Lesson, Step
from hep_tui.tui.app import HepApp
from hep_tui.tui.keyboard import Typed
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content

_DONE = "That was all four. Enter ends the lessons."


class Rehearsal(HepApp):
    """Go through lessons step by step; each waits for its own key, and for what that key stores."""

    DEFAULT_CSS = """
    #coach { dock: top; height: 2; padding: 0 1; background: $panel; color: $here; text-style: bold; }
    """

    def __init__(self, lessons: tuple[Lesson, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coming = [(lesson, n, step) for lesson in lessons for n, step in enumerate(lesson.steps, 1)]
        self.lessons = lessons
        self.reminded = 0
        """How many keys were pressed that the step did not wait for."""
        self._wrong = False

    @property
    def step(self) -> Step | None:
        """Return the step that waits; None once all are done."""
        return self.coming[0][2] if self.coming else None

    @property
    def words(self) -> str:
        """Return what the coach says now."""
        if not self.coming:
            return _DONE
        lesson, n, step = self.coming[0]
        place = f"Lesson {self.lessons.index(lesson) + 1} of {len(self.lessons)}, {lesson.title.lower()}"
        again = "Another key. " if self._wrong else ""
        return f"{place} ({n} of {len(lesson.steps)})\n{again}{step.says}"

    async def _open(self) -> None:
        await super()._open()
        await self._coach()

    async def typed(self, event: Typed) -> None:
        """Let the key of the step through, and words where it takes some; every other key is wrong."""
        step = self.step
        if step is None:
            if isinstance(event, events.Key) and event.key == "enter":
                self.exit("")
            return
        self._wrong = not (isinstance(event, events.Key) and (event.key == step.key or self._free(step, event.key)))
        self.reminded += self._wrong
        if not self._wrong:
            await super().typed(event)
            # What stores something has moved on already, or waits until it is stored.
            if isinstance(event, events.Key) and event.key == step.key and not step.stores and self.step is step:
                del self.coming[0]
        await self._coach()

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """Open a screen, with the coach over it."""
        pushed = super().push_screen(*args, **kwargs)
        self.call_later(self._coach)
        return pushed

    def pop_screen(self) -> AwaitComplete:
        """Go back to the screen below, with the coach over it."""
        popped = super().pop_screen()
        self.call_later(self._coach)
        return popped

    @staticmethod
    def _free(step: Step, key: str) -> bool:
        """Say whether a key may be pressed while words are typed."""
        return bool(step.words) and (len(key) == 1 or key in _TYPING)

    def recorded(self, kinds: frozenset[str]) -> None:
        """Go on to the next step where this was what it waited for."""
        super().recorded(kinds)
        if self.step and self.step.stores and self.step.stores in kinds:
            del self.coming[0]
            self.call_later(self._coach)

    async def _coach(self) -> None:
        """Say what comes next, over the screen that is there now."""
        screen = self.screen
        if not isinstance(screen, HepScreen):
            return
        if not screen.is_mounted:
            self.call_later(self._coach)
            return
        if not screen.query("#coach"):
            await screen.mount(Static("", id="coach"))
        screen.query_one("#coach", Static).update(content(self.words))


_TYPING = (
    "space", "backspace", "delete", "left", "right", "home", "end", "plus", "minus", "number_sign", "at", "comma",
    "full_stop", "apostrophe", "question_mark", "exclamation_mark", "tilde", "quotation_mark", "slash", "colon",
)  # fmt: skip
