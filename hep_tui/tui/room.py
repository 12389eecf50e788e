"""The room display: a program of its own, that can read published results and nothing else."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from hep_tui.domain.polls import rule_paragraph
from hep_tui.logbook.room import OnShow, RoomReader
from hep_tui.tui import commands as c
from hep_tui.tui import crash, themes
from hep_tui.tui.text import content, hung, wrap
from hep_tui.tui.widgets.bars import Bar, Bars


class RoomApp(App[None]):
    """Show the poll that moved last: question and options, how many ballots are in, and the result once declared."""

    TITLE = "hep room"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        c.Curtain.binding(),
        c.ChangeTheme.binding(),
        Binding("ctrl+q,ctrl+c,f10", "leave", show=False, priority=True),
    ]
    CSS = """
    Screen { background: $background; color: $foreground; }
    #room { height: 1fr; padding: 1 4; }
    #room.-wide { padding: 3 10; }
    #in { dock: bottom; height: 3; text-align: right; padding: 0 4; }
    Bars { margin: 1 0; }
    """

    def __init__(self, reader: RoomReader, *, ticking: bool = True) -> None:
        super().__init__()
        self.reader = reader
        self.ticking = ticking
        self.curtain = False
        self.version = -1
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK.name

    def compose(self) -> ComposeResult:
        """Leave room for question, result and progress."""
        with Vertical(id="room"):
            yield Static("", id="question")
            yield Bars(id="result")
            yield Static("", id="options")
        yield Static("", id="in")

    def on_mount(self) -> None:
        """Show what there is, and look twice a second for what is new."""
        self.look()
        if self.ticking:
            self.set_interval(0.5, self.look)

    def on_resize(self) -> None:
        """Set everything to the new width."""
        self.version = -1
        self.look()

    def look(self) -> None:
        """Show the record as it is now, if anything was recorded since the last look."""
        version = self.reader.data_version()
        if version != self.version:
            self.version = version
            self._show(None if self.curtain else self.reader.on_show())

    def _show(self, shown: OnShow | None) -> None:
        wide = self.size.width >= 110
        self.query_one("#room").set_class(wide, "-wide")
        width = self.size.width - (24 if wide else 12)
        question, options = self.query_one("#question", Static), self.query_one("#options", Static)
        bars = self.query_one("#result", Bars)
        bars.bars = result_bars(shown)
        bars.display = bool(bars.bars)
        asked = _question(shown, width)
        listed = _options(shown, width) if shown and not bars.bars else []
        # Every option is seen, whatever else has to go: first the rule, which is read out anyway, then one column.
        height = self.size.height - (9 if wide else 5)
        if listed and shown and len(asked) + len(listed) > height:
            asked = _question(shown, width, rule=False)
        if len(asked) + len(listed) > height and shown:
            listed = _columns(_options(shown, width // 2 - 2), width // 2)
        question.update(Content("\n").join(asked))
        options.update(Content("\n").join(listed))
        self.query_one("#in", Static).update(_progress(shown))

    def action_curtain(self) -> None:
        """Cover or uncover the screen."""
        self.curtain = not self.curtain
        self.version = -1
        self.look()

    def action_leave(self) -> None:
        """Ask once, then leave."""
        from hep_tui.tui.screens.ask import Sure

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        if not isinstance(self.screen, Sure):
            self.push_screen(Sure("End the room display?"), answered)

    def action_change_theme(self) -> None:
        """Change between dark and light."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name

    def _handle_exception(self, error: Exception) -> None:
        crash.remember(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._exit_renderables.append(crash.sentence())
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        for renderable in self._exit_renderables[:1]:
            self.error_console.print(renderable, markup=False, highlight=False)
        self._exit_renderables.clear()


def _question(shown: OnShow | None, width: int, *, rule: bool = True) -> list[Content]:
    if shown is None:
        return []
    lines = [content(line.upper(), "bold") for line in wrap(shown.poll.question, width)]
    if shown.declared:
        said = wrap(str(shown.declared.get("sentence", "")), width)
        return [*lines, Content(""), *(content(line, "bold $here") for line in said)]
    if rule:
        lines += [Content(""), *(content(line, "$quiet") for line in wrap(rule_paragraph(shown.poll), width))]
    return lines


def _options(shown: OnShow, width: int) -> list[Content]:
    """Return the options in paper order."""
    lines = [Content("")]
    for option in shown.poll.options:
        lines += [content(line, "bold") for line in hung(f"{option.id:>2}  ", option.label, width)]
    return lines


def _columns(lines: list[Content], width: int) -> list[Content]:
    """Return lines in two columns, down the left one first."""
    _, *rest = lines
    half = (len(rest) + 1) // 2
    right = [*rest[half:], Content("")][:half]
    return [Content(""), *(Content.assemble(a, " " * (width - a.cell_length), b)
                           for a, b in zip(rest[:half], right, strict=True))]  # fmt: skip


def result_bars(shown: OnShow | None) -> list[Bar]:
    """Return the declared result as bars, best first; nothing before it is declared."""
    if shown is None or not shown.declared:
        return []
    scores = shown.declared.get("scores") or {}
    tiers = shown.declared.get("ranking") or []
    most = max((float(s or 0) for s in scores.values()), default=0.0)
    total = sum(len(tier) for tier in tiers) or 1
    found = []
    for place, tier in enumerate(tiers, 1):
        for id in tier:
            share = float(scores[id] or 0) / most if most and id in scores else (total - place + 1) / total
            figure = f"{scores[id]:g}" if shown.poll.method == "hands" and id in scores else str(place)
            found.append(Bar(shown.poll.label(id), figure, share))
    return found


def _progress(shown: OnShow | None) -> Content:
    if shown is None or shown.declared:
        return Content("")
    if shown.poll.method == "hands":
        return content("hands are being counted" if shown.state == "open" else "counted")
    of = f" of {shown.present}" if shown.present else ""
    state = "" if shown.state == "open" else "   the vote is closed"
    return content(f"ballots in  {shown.ballots_in}{of}{state}", "bold")
