"""Two doors to one house: everything that can be done is done from a screen, and by a command."""

import ast
import inspect
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest

import hep_tui
from hep_tui import cli
from hep_tui.actions import record
from hep_tui.commands.opened import laptop, lend
from hep_tui.commands.session import Session
from hep_tui.commands.verbs import ballots
from hep_tui.domain.people import Person
from hep_tui.logbook.imports import imports
from hep_tui.logbook.laptop_key import four_words
from hep_tui.logbook.opening import open_book
from tests.conftest import demo_file

from .conversation import HANDS, MEETING, PAPER, SECRET, talk

PACKAGE = Path(hep_tui.__file__).parent
MODULES = sorted(path.stem for path in (PACKAGE / "actions").glob("[a-z]*.py"))
# What all nouns have in common, and what carries out the actions that wait; of it, only settling is done as such.
UNDER = {"record", "deeds"}
SETTLE = "record.settle"
NO_SCREEN = {
    "erasing.person_everywhere": "a person asks for it in writing, and notes are read for it one by one",
    "register.leave": "the screen reads the line itself, so that its outbox can hold who left",
    "reviews.keep_until": "how long it may be kept is said once, by the organisation that holds it",
    "reviews.start": "a review begins before there is a screen of it",
    "cards.issue": "phones are off unless the organiser asks for them by a command, before the day",
    "cards.cast": "a voter casts on a phone",
    "cards.give_paper": "the desk that gives papers has a window of its own",
    "cards.strike": "so it does for cards that were lost",
}

NO_COMMAND = {
    "cards.cast": "a voter casts on a phone",
    "sealing.cover_again": "closing a poll asks for it, whichever door closes it",
    "polls.declare": "the command says of the whole series what was declared, by declare_with_series",
    "notes.add_all": "hep note - stores each line as it comes, and every id that it prints is on the disk",
}

INITIALS = {"first": "ab", "second": "kl"}
"""Whoever reads a lot of secret papers, and whoever reads it again."""

obey = partial(cli.obey, cli.parser())


@cache
def functions() -> dict[str, FunctionType]:
    """Return every public function of the actions, as `notes.move`."""
    return {
        f"{module}.{name}": made
        for module in MODULES
        for name, made in vars(import_module(f"hep_tui.actions.{module}")).items()
        if isinstance(made, FunctionType) and made.__module__ == f"hep_tui.actions.{module}" and name[0] != "_"
    }


def actions() -> set[str]:
    """Return what can be done: what takes a book, and does more than return something or raise."""
    return {
        name
        for name, made in functions().items()
        if next(iter(inspect.signature(made).parameters), "") == "book"
        and not (inspect.getdoc(made) or "").startswith(("Return", "Raise"))
        and (name.partition(".")[0] not in UNDER or name == SETTLE)
    }


def named_in(path: Path) -> Iterator[str]:
    """Yield the actions that a module names: by their module, by themselves, or as functions of its own."""
    tree = ast.parse(path.read_text("utf-8"))
    modules: dict[str, str] = {}
    alone = {name.partition(".")[2]: name for name in functions() if name.partition(".")[0] == path.stem}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "hep_tui.actions":
            modules |= {each.asname or each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hep_tui.actions."):
            module = (node.module or "").rpartition(".")[2]
            alone |= {each.asname or each.name: f"{module}.{each.name}" for each in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in alone:
            yield alone[node.id]


def reached_by_screens() -> set[str]:
    """Return the actions that a screen names, and those that an action reached so names in turn."""
    reached = {name for path in (PACKAGE / "tui").rglob("*.py") for name in named_in(path)}
    within = {module: set(named_in(PACKAGE / "actions" / f"{module}.py")) for module in MODULES}
    for module in {name.partition(".")[0] for name in reached}:
        reached |= within.get(module, set())
    return reached


@dataclass(frozen=True)
class Conversation:
    """Hold what was answered to every line, what the prompts said, and which actions ran."""

    answers: dict[str, str]
    asked: list[str]
    ran: set[str]


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """Start a review, and type a whole meeting and every vote into the demo, once."""
    folder, asked = tmp_path_factory.mktemp("doors"), list[str]()
    names: dict[CodeType, str] = {made.__code__: name for name, made in functions().items()}
    ran: set[str] = set()

    def hear(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in names:
            ran.add(names[frame.f_code])

    def typed(words: str) -> str:
        asked.append(words)
        return INITIALS.get(words.rpartition("reads the lot, ")[2].partition(" ")[0], "2")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
            patch.setenv(name, str(folder / "home"))
        patch.setattr(ballots, "unseen", typed)
        demo = demo_file(folder)
        sys.setprofile(hear)
        try:
            cli.main(["new", str(folder / "new.hep"), "--pack", "northmoor-2022"])
            _differ(folder, demo)
            _say_who(folder / "new.hep")
            _erase(folder, demo)
            with closing(open_book(demo, laptop=laptop())) as book, lend(book):
                answer = Session(book, demo, obey).answer
                said = talk(answer, folder, MEETING, HANDS, PAPER, SECRET, ":conflicts settle 1 1")
        finally:
            sys.setprofile(None)
    return Conversation(dict(said), asked, ran)


def test_every_action_is_reached_from_a_screen() -> None:
    assert actions() - reached_by_screens() == NO_SCREEN.keys()


def test_every_action_is_reached_by_a_command(conversation: Conversation) -> None:
    assert actions() - conversation.ran == NO_COMMAND.keys()


def test_nothing_that_is_typed_in_it_is_refused(conversation: Conversation) -> None:
    assert {line: said for line, said in conversation.answers.items() if said.startswith("refused")} == {}


def test_a_whole_meeting_is_run_line_by_line(conversation: Conversation) -> None:
    told = conversation.answers
    assert told["- Cover is thin #send @primary"] == "saved: concern · primary · SEND"
    corrected = ":correct ~ Cover isn't thin everywhere #send @primary"
    assert "~ @primary #send Cover isn't thin everywhere" in told[corrected]
    assert told["u"] == "Undone: taking back of note “Cover isn't thin everywhere”"
    assert "by 03/12/2026" in told[':actions due last "3rd December 2pm"']
    assert "running" in told[":next"]
    assert "paused" in told[":pause"]
    assert "Scope" in told[":item 3"]
    assert told[":framework rate 12341234. --table 1"] == "table 1 stored, 1 not rated"
    assert ", held, " in told[":end"]


def test_a_whole_vote_by_hands_is_run_line_by_line(conversation: Conversation) -> None:
    told = conversation.answers
    assert told[':poll edit Join Question "Do we join?"'] == "Question: Do we join?"
    assert told[":poll hands Join For=12 Against=5 --present 18 --abstained 1"].endswith("= present 18   balanced")
    assert told[":poll declare Join"].startswith("CARRIED. For 12, Against 5, abstained 1, of 18 present.")


def test_a_whole_vote_on_paper_is_run_line_by_line(conversation: Conversation) -> None:
    told = conversation.answers
    assert told[":ballots key Drinks 1 1 --phase primary --group HASH"] == "ballot 001 stored: Tea"
    assert told[":ballots close-batch Drinks"] == "Batch closed: keyed 5 of 5."
    assert told[":ballots check Drinks"].endswith("Nothing is off.")
    assert told[":poll check Drinks"].startswith("Drinks: checked")
    assert told[":poll declare Drinks"].startswith("Tea leads; ")


def test_a_secret_ballot_is_typed_twice_and_shows_nowhere(conversation: Conversation) -> None:
    paper, again, *lots = conversation.asked
    assert "\n2  Coffee\n" in paper
    assert again.startswith("The same again")
    assert conversation.answers[":ballots vote Quietly"] == "Thank you. Your ballot is in the box."
    assert [words.rpartition("\n")[2].partition(";")[0] for words in lots] == [
        "Initials of whoever reads the lot, first reading",
        "Paper 1 of 1: ",
        "Initials of whoever reads the lot, second reading",
        "Paper 1 of 1: ",
    ]
    assert conversation.answers[":ballots lot Quietly 1"].startswith("1 paper read twice alike and put into the box")


def _differ(folder: Path, demo: Path) -> None:
    """Correct one note in two copies of the file, and merge them."""
    other = folder / "other.hep"
    other.write_bytes(demo.read_bytes())
    for path, words in ((demo, "here"), (other, "there")):
        with closing(open_book(path, laptop=laptop())) as book, lend(book):
            answer = Session(book, path, obey).answer
            note = answer(":notes list --meeting 1").split()[0]
            answer(f":notes correct {note} {words}")
    assert cli.main(["merge", str(demo), str(other)]) == 0


def _say_who(file: Path) -> None:
    """Introduce this laptop once more to a review that it founded, admit what it did, and found the review again."""
    with closing(open_book(file)) as book:
        words = four_words(book.trust.founder)
    for line in (f"introduce {words}", f"admit {words}", "found"):
        assert cli.main(["laptops", str(file), *line.split()]) == 0


def _erase(folder: Path, demo: Path) -> None:
    """Take back in a copy what was merged, and erase somebody, and the name of a laptop."""
    other = folder / "erased.hep"
    other.write_bytes(demo.read_bytes())
    with closing(open_book(other)) as book:
        [brought] = imports(book)
        record.put(book, "person.AB1", Person("AB1", "A B"))
        record.put(book, "person.CD1", Person("CD1", "C D"))
    assert cli.main(["merge", str(other), "--take-back", brought.id]) == 0
    for what in (("person", "AB1"), ("laptop", "sample")):
        assert cli.main(["erase", str(other), *what, "--reason", "asked for"]) == 0
    assert cli.main(["person", str(other), "C D", "--exports", str(folder), "--erase", "asked for"]) == 0
    assert cli.main(["purge", str(other), "--keep-until", "31/12/2031"]) == 0
