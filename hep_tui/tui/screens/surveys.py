"""Surveys: what the review holds of them, what somebody should look at, and the way to take another one in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from hep_tui import locations
from hep_tui.errors import HepError
from hep_tui.tui.command import command
from hep_tui.tui.screens.base import HepScreen
from hep_tui.tui.text import content, heading, hung
from hep_tui.views.survey import Wave, checks, wave_said, waves

_NONE = "No survey has been taken in yet. i reads the file that a survey tool exports."


@dataclass(frozen=True)
class Surveys:
    """Hold the waves of the surveys, and in words what to look at."""

    waves: list[Wave]
    checks: list[str]


class SurveysScreen(HepScreen[Surveys]):
    """Show every wave of every survey with its questions, and what of it somebody should look at."""

    OFFERS = "take-in link-schools undo redo up down scroll-up scroll-down back"
    watches = frozenset({"survey", "response", "link", "withdraw", "redact", "erase", "settle", "review"})

    def compose_body(self) -> ComposeResult:
        """Leave room for the surveys."""
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="page")

    async def load(self) -> Surveys:
        """Read the surveys."""
        return await self.ask(lambda book: Surveys(waves(book), checks(book)))

    def draw(self, view: Surveys) -> None:
        """Show them."""
        self.top("surveys", saved=f"{sum(len(wave.responses) for wave in view.waves)} responses")
        width = self.size.width - 2
        lines = [content(f"\n  {_NONE}")] * (not view.waves)
        if view.checks:
            lines += [heading(" TO LOOK AT", width), *_hung(view.checks, width, "bold"), Content("")]
        for wave in view.waves:
            head, *said = wave_said(wave)
            lines += [heading(f" {head}", width), *_hung(map(str.strip, said), width), Content("")]
        self.query_one("#page", Static).update(Content("\n").join(lines))

    @command("i", hint=True, label="take one in")
    async def action_take_in(self) -> None:
        """Read the file that a survey tool exports: you see what every column holds before anything is stored."""
        from hep_tui.exchange.survey.door import open_survey

        about = "Path of a CSV, XLSX or .sav file; nothing is stored before you have seen it."
        path = await self.ask_for("Which file of a survey?", about=about)
        if not path:
            return
        about = (
            "Jisc's key, LimeSurvey's .lss or Qualtrics' .qsf. It knows answers that nobody gave; Enter goes without."
        )
        key = await self.ask_for("Which file has the questionnaire, if there is one?", about=about)
        if key is None:
            return
        try:
            questionnaire = path_of(key) if key.strip() else None
            file = await self.ask(open_survey, path_of(path), locations.schools_dir(), questionnaire)
            proposal = await self.ask(lambda _book: file.proposed())
        except HepError as error:
            self.say(str(error), alarm=True)
            return
        self.say(await self.visit("survey", file, proposal) or "Nothing was imported.")

    @command("l", hint=True, label="link {places}")
    def action_link_schools(self) -> None:
        """Settle which {places} the responses mean, one written name after the other."""
        self.go("link")


def path_of(typed: str) -> Path:
    """Return the path that was typed; one that was dragged into a terminal often comes in quotes."""
    return Path(typed.strip().strip("'\"")).expanduser()


def _hung(said: Iterable[str], width: int, style: str = "") -> list[Content]:
    return [content(line, style) for each in said for line in hung("  ", each, width)]
