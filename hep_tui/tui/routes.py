"""Where every screen is, by name, so that none has to know the module of another."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hep_tui.tui.command import Command


@dataclass(frozen=True)
class Route:
    """Say where the class of a screen is, what a person calls it (and looks it up by), and how they come there."""

    where: str
    called: str
    way: str
    also: str = ""

    def screen(self) -> Any:
        """Return its class, a `HepScreen`; its module is imported only now."""
        module, _, name = self.where.partition(":")
        return getattr(import_module(f"hep_tui.tui.screens.{module}"), name)


# In the order in which they are met.
ROUTES = {
    "home": Route("home:HomeScreen", "Home", "The first screen."),
    "capture": Route("capture:CaptureScreen", "Taking notes", "Enter on a meeting."),
    "note": Route("note:NoteScreen", "One note", "Ctrl+N while taking notes."),
    "search": Route("search:SearchScreen", "Search", "/ on the home screen, Ctrl+F while taking notes."),
    "pick": Route("search:PickScreen", "Which note?", "s on a decision or an action, for the notes that it answers."),
    "coverage": Route(
        "coverage:CoverageScreen", "Who was heard", "Ctrl+L while taking notes, or h on the home screen."
    ),
    "queue": Route("queue:QueueScreen", "The review of notes", "r on the home screen."),
    "names": Route("names:NamesScreen", "Names in notes", "w on the home screen."),
    "themes": Route("themes:ThemesScreen", "Themes", "t on the home screen."),
    "agenda": Route("agenda:AgendaScreen", "The agenda", "Ctrl+T while taking notes, or e on the home screen."),
    "register": Route(
        "register:RegisterScreen",
        "The register",
        "Ctrl+R while taking notes.",
        also="who is here, present, people, attendance, arrivals",
    ),
    "signup": Route("signup:SignupScreen", "A sign-up list", "Ctrl+L on the register, then the path of the file."),
    "readback": Route("readback:ReadBackScreen", "Reading back", "F3 while taking notes."),
    "summary": Route("summary:SummaryScreen", "The summary", "s while reading back, or on the home screen."),
    "setup": Route(
        "setup:SetUpScreen",
        "Setting up a poll",
        "v on the home screen, or e on a draft.",
        also="vote, ranking, priorities",
    ),
    "poll": Route("poll:PollScreen", "A poll", "F7 while taking notes, or Enter on a poll."),
    "keying": Route("keying:KeyingScreen", "Keying paper ballots", "k on an open poll with ranked ballots."),
    "lot": Route("lot:LotScreen", "A lot of secret papers", "k on an open secret poll, then how many papers it has."),
    "second": Route("second:SecondScreen", "Second keying", "2 on an open or closed poll with ballots."),
    "differing": Route(
        "differing:DifferingScreen",
        "Two readings that differ",
        "By itself, where the two readings of a paper differ.",
    ),
    "check": Route("check:CheckScreen", "A random check", "x on a poll with papers, or while keying a second time."),
    "judge": Route("judge:JudgeScreen", "Papers to decide", "j on a poll, or while keying."),
    "papers": Route(
        "papers:PapersScreen", "A list of papers", "i on an open poll with papers, then the path of the file."
    ),
    "hands": Route("hands:HandsScreen", "A show of hands", "h on an open poll by show of hands."),
    "account": Route("account:AccountScreen", "The account of papers", "a on a poll with papers."),
    "kiosk": Route("kiosk:KioskScreen", "The kiosk", "z on an open poll with ranked ballots."),
    "declare": Route("declare:DeclareScreen", "Declaring a result", "d on a closed poll."),
    "framework": Route(
        "framework:FrameworkScreen",
        "The framework",
        "F7 while taking notes, on its agenda item, or f on the home screen.",
    ),
    "models": Route(
        "models:ModelsScreen",
        "Models side by side",
        "F7 while taking notes, on their agenda item, or m on the home screen.",
    ),
    "decisions": Route("decisions:DecisionsScreen", "Decisions and actions", "d on the home screen."),
    "conflicts": Route("conflicts:ConflictsScreen", "Conflicts", "c on the home screen."),
    "imports": Route("imports:ImportsScreen", "Other laptops' files", "g on the home screen."),
    "merge": Route("merge:MergeScreen", "Merging a file", "m on other laptops' files, then the path of the file."),
    "laptops": Route("laptops:LaptopsScreen", "Laptops", "l on other laptops' files."),
    "surveys": Route("surveys:SurveysScreen", "Surveys", "i on the home screen."),
    "survey": Route("survey:SurveyScreen", "The file of a survey", "i on the surveys, then the path of the file."),
    "link": Route("link:LinkScreen", "Which {place} was meant", "l on the surveys."),
    "report": Route("report:ReportScreen", "The report", "p on the home screen."),
    "export": Route("export:ExportScreen", "Exporting", "x on the home screen."),
    "help": Route("help:HelpScreen", "Help", "F1 on any screen."),
}


def screen(name: str, *args: Any, **kwargs: Any) -> Any:
    """Return a new screen of this name, a `HepScreen`."""
    return ROUTES[name].screen()(*args, **kwargs)


def all_commands() -> "dict[str, Command]":
    """Return every command of the program by its id."""
    apps = (("hep_tui.tui.app", "HepApp"), ("hep_tui.tui.room", "RoomApp"))
    owners: list[Any] = [route.screen() for route in ROUTES.values()]
    owners += [getattr(import_module(module), name) for module, name in apps]
    return {each.id: each for owner in owners for each in owner.commands}
