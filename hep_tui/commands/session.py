"""A meeting taken down line by line: what each line does, and what is said of it."""

import contextlib
import io
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from hep_tui.actions import notes, undo
from hep_tui.commands.verbs import meetings as meeting_verbs
from hep_tui.commands.verbs.words import meeting_line, note_line
from hep_tui.domain.clock import day_of
from hep_tui.domain.line_command import SitAt, Toggle, Undo, line_command
from hep_tui.domain.meetings import MeetingState
from hep_tui.domain.names import kinds_in_words
from hep_tui.domain.notes import Note
from hep_tui.domain.shorthand import Reading, correction, only, parse, words
from hep_tui.domain.text import shown, strange_byte
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook import Book, Entry, NotStored
from hep_tui.views.capture import Capture, capture
from hep_tui.views.meetings import item_for
from hep_tui.views.undone import undone

SIGN = ":"
LEAVE = (":leave-off", ":quit", ":q")
_HELP = """:next, :item ITEM, :pause, :go-on, :end  go through the agenda; :took ITEM MINUTES  puts its clock right
:arrive LINE, :leave LINE, :register  who is here
:correct LINE  the last note reads otherwise; :list  the notes taken; u or :undo, :redo
t3  the notes that follow are of table 3, until t0; 1 to 9  put a theme on the last note, or take it off
:COMMAND …  any other hep command, without the file: :poll open 3, :ballots key 3 17 3142, :actions due k3f9 "3 Dec"
:COMMAND --help  says more; :quit ends"""
# What opens something else than the review that is open, or the same line again.
_ELSEWHERE = ("demo", "new", "open", "room", "pack", "count", "type", "doctor")


class Session:
    """Answer the lines of one meeting; `obey` runs a hep command. `refused` says whether the last line was."""

    def __init__(self, book: Book, path: Path, obey: Callable[[Sequence[str]], int], meeting: str = "") -> None:
        self.book, self.path, self._obey = book, path, obey
        self.meeting = meeting_line(book, meeting).id
        self.table = 0
        self.refused = False
        self.trail = undo.Trail()
        self._heard = self.book.on_append
        self.book.on_append = self._hear
        self._which = ("--meeting", self.meeting)
        self._unstored: tuple[str, NotStored] | None = None
        self._own: dict[str, Callable[[str], str]] = {
            "undo": lambda _: self._step(undo.undo, "Undone"),
            "redo": lambda _: self._step(undo.redo, "Done again"),
            "correct": self._correct,
            "help": lambda _: _HELP,
            "list": lambda _: self._hep(["notes", "list", *self._which]),
            "arrive": lambda text: self._hep(["register", "arrive", text, *self._which]),
            "leave": lambda text: self._hep(["register", "leave", text, *self._which]),
        }
        self._of_meeting = frozenset(verb.called for verb in meeting_verbs.VERBS)

    def _hear(self, entries: Sequence[Entry]) -> None:
        self._heard(entries)
        self.trail.note(entries)

    def answer(self, line: str) -> str:
        """Do what a line says and return what came of it, in one line where it is not a list."""
        self.refused = False
        text = line.strip()
        try:
            if strange := strange_byte(text):
                raise HepError(f"Letter {strange} is not a letter of UTF-8, so nothing was done with this line.")
            if not text:
                return self._here()
            if text.startswith(SIGN) and text[1:2].isalpha():
                return self._command(text[1:])
            return self._typed(text)
        except HepError as error:
            self.refused = True
            return shown(f"refused: {error}")

    def _view(self) -> Capture:
        return capture(self.book, self.meeting, "", self.book.source.now())

    def _here(self) -> str:
        """Return where the meeting is."""
        view = self._view()
        line = view.line
        items = [item.id for item in line.meeting.items]
        said = [line.state.value]
        if item := line.meeting.item(line.progress.item):
            spent = int(line.progress.elapsed.get(item.id, 0) // 60)
            planned = f" of {item.minutes}" if item.minutes else ""
            said.append(f"{items.index(item.id) + 1} of {len(items)} {item.title}, {spent}{planned} minutes")
        said += ["paused"] * line.progress.paused
        said += [counted(line.notes, "note")]
        said += [f"{line.present} present"] * bool(line.present) + [f"table {self.table}"] * bool(self.table)
        return shown(f"{line.meeting.title}: {', '.join(said)}")

    def _typed(self, text: str) -> str:
        view = self._view()
        match line_command(text, [id for id, _ in view.themes]):
            case Undo():
                return self._step(undo.undo, "Undone")
            case SitAt(table):
                self.table = table
                tables = view.vocabulary.tables
                return f"notes of table {table}{only(table, tables)}, until t0" if table else "notes of the whole room"
            case Toggle() as toggle:
                return self._toggle(toggle, view)
        return self._store(text, view)

    def _store(self, text: str, view: Capture) -> str:
        sticky = Note("", self.meeting, item_for(view.line), self.table)
        reading = parse(text, view.vocabulary, sticky=sticky, today=day_of(self.book.source.now()))
        over = " to a meeting that is over" if view.line.state is MeetingState.HELD else ""
        before, self._unstored = self._unstored, None
        try:
            if before and before[0] == text:
                # Nobody knows whether it reached the disk: the very entries again, never the note twice.
                self.book.retry(before[1].entries)
            else:
                notes.add(self.book, reading.note, reading.new_themes)
        except NotStored as error:
            self._unstored = (text, error) if error.entries else None
            raise
        return shown(f"saved{over}: {self._read(reading, view)}")

    def _read(self, reading: Reading, view: Capture) -> str:
        """Return what was understood, and last that somebody is named."""
        said = [words(reading, view.vocabulary)]
        named = view.names.find(reading.note.text)
        said += [f"it names {kinds_in_words(named)}"] if named else []
        return " · ".join(part for part in said if part) or "a note, no marks"

    def _toggle(self, toggle: Toggle, view: Capture) -> str:
        if not view.notes:
            raise HepError("There is no note in this meeting yet, so no theme was put on one.")
        last = view.notes[-1]
        note = replace(last.what, themes=toggle.on(last.what.themes))
        notes.amend(self.book, last.id, note)
        return shown(f"the last note now has: {', '.join(map(view.vocabulary.label, note.themes)) or 'no theme'}")

    def _correct(self, text: str) -> str:
        view = self._view()
        if not view.notes:
            raise HepError("There is no note in this meeting yet, so nothing was corrected.")
        last = view.notes[-1]
        reading = correction(text, last.what, view.vocabulary, day_of(self.book.source.now()))
        notes.amend(self.book, last.id, reading.note, reading.new_themes)
        return shown(f"corrected: {note_line(self.book, last.id)}")

    def _step(self, step: Callable[[Book, undo.Trail], object], said: str) -> str:
        group = step(self.book, self.trail)
        assert isinstance(group, tuple)
        return shown(f"{said}: {undone(self.book, group)}")

    def _command(self, text: str) -> str:
        """Do a command: one of the line, one of the meeting that is taken down, or any other of hep."""
        name, _, rest = text.partition(" ")
        if name in self._own:
            return self._own[name](rest.strip())
        if name in self._of_meeting:
            return self._hep(["meetings", name, *_split(rest), *self._which])
        if name in _ELSEWHERE:
            raise HepError(f"{name} does not work on the review that is open; leave with :quit first.")
        return self._hep(_split(text))

    def _hep(self, argv: list[str]) -> str:
        """Run a hep command on the review that is open, and return what it says."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = self._obey([argv[0], str(self.path), *argv[1:]])
            except SystemExit as left:
                code = int(left.code or 0)
        said, told = out.getvalue().strip(), err.getvalue().strip().removeprefix("hep: ")
        self.refused = code > 1
        if self.refused:
            return f"refused: {_wrong(told, argv[0])}"
        return "\n".join(part for part in (said, told) if part) or "done"


def _wrong(told: str, name: str) -> str:
    """Return what is wrong; of a word that is no command, not every command there is."""
    nothing = told.startswith(f"COMMAND of hep cannot be {name!r}")
    return f"there is no command {name!r}; :help says which there are." if nothing else told


def _split(text: str) -> list[str]:
    """Return the words of a line; double quotes hold words together, and nothing else is a sign."""
    reader = shlex.shlex(text, posix=True, punctuation_chars="")
    reader.whitespace_split, reader.quotes, reader.escape, reader.commenters = True, '"', "", ""
    try:
        return list(reader)
    except ValueError:
        raise HepError('A quotation mark is not closed, so nothing was done; write "several words" so.') from None
