"""Look at a laptop as a facilitator's colleague would."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from hep_tui import __version__, locations
from hep_tui.commands import disk_state
from hep_tui.domain.wording import counted
from hep_tui.errors import HepError
from hep_tui.logbook.connect import INSTALLED, MINIMUM
from hep_tui.logbook.header import look_at
from hep_tui.logbook.opening import open_book

if TYPE_CHECKING:
    from hep_tui.logbook import Book
    from hep_tui.logbook.trust import Trust

_CLOUDS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "box sync")
_NETWORKS = ("nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "9p", "afpfs", "webdav")
_PACKAGES = ("textual", "rich", "sqlite-utils", "pandas", "numpy")


@dataclass(frozen=True)
class Finding:
    """Hold one thing that was looked at; `advice` is empty where it is well, `more` are lines that say which."""

    about: str
    found: str
    advice: str = ""
    more: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the finding as one line."""
        if self.advice:
            return f"see to  {self.about}: {self.found}. {self.advice}"
        return f"well    {self.about}: {self.found}"


def findings(file: Path | None = None) -> list[Finding]:
    """Return what was found on this laptop, and about a review where one is given.

    Raises HepError where that is not a review, or a damaged one.
    """
    if file:
        look_at(file)
    found = [_python(), _sqlite(), *_packages(), _terminal(), _colours(), _encoding()]
    folder = (file.resolve().parent if file else Path.cwd()).resolve()
    found += [_disk(folder), _secrecy(folder), *_place(folder), _writes(locations.backups_dir())]
    return [*found, *_review(file)] if file else found


def _python() -> Finding:
    return Finding("Versions", f"hep {__version__}, Python {platform.python_version()}, {platform.system()}")


def _sqlite() -> Finding:
    wanted = ".".join(map(str, MINIMUM[:2]))
    old = INSTALLED < MINIMUM
    advice = f"hep needs SQLite {wanted}; install a newer Python." if old else ""
    return Finding("SQLite", ".".join(map(str, INSTALLED)), advice)


def _packages() -> Iterator[Finding]:
    versions, missing = [], []
    for name in _PACKAGES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    advice = f"Missing: {', '.join(missing)}; install hep again." if missing else ""
    yield Finding("Packages", ", ".join(versions), advice)


def _terminal() -> Finding:
    if not sys.stdout.isatty():
        return Finding("Terminal", "none, output goes to a file or a pipe")
    # Of the window itself: COLUMNS and LINES may be left over from another one.
    size = os.get_terminal_size(sys.stdout.fileno())
    small = size.columns < 80 or size.lines < 24
    advice = "Make the window at least 80 by 24." if small else ""
    return Finding("Terminal", f"{size.columns} by {size.lines}, {os.environ.get('TERM', 'unknown')}", advice)


def _colours() -> Finding:
    if "NO_COLOR" in os.environ:
        return Finding("Colour", "switched off by NO_COLOR; everything is said in words as well")
    many = os.environ.get("COLORTERM") in ("truecolor", "24bit") or "256" in os.environ.get("TERM", "")
    return Finding("Colour", "enough" if many else "few; everything is said in words as well")


def _encoding() -> Finding:
    encoding = (sys.stdout.encoding or "").lower()
    if "utf" in encoding:
        return Finding("Encoding", encoding)
    return Finding(
        "Encoding", encoding or "unknown", "Set PYTHONUTF8=1 for bars and accents; hep draws with ASCII until then."
    )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // 1_000_000
    return Finding("Disk", f"{free:,} MB free", "Make room before the meeting." if free < 500 else "")


def _secrecy(folder: Path) -> Finding:
    state = disk_state.encrypted(folder)
    if state is None:
        where = "look for FileVault, BitLocker or LUKS in the settings of this laptop"
        return Finding("Encryption", f"cannot be read here; {where}")
    if state:
        return Finding("Encryption", "on")
    advice = "Whoever finds this laptop can read everything; encrypt its disk before the meeting."
    return Finding("Encryption", "off", advice)


def _place(folder: Path) -> Iterator[Finding]:
    """Yield what is known of the folder: in a cloud, on a network, or on this laptop."""
    cloud = next((c for c in _CLOUDS if c in str(folder).lower()), "")
    network = _network(folder)
    if cloud:
        yield Finding("Folder", f"{folder} is kept by {cloud}", "Work on this laptop, copy there when you finish.")
    elif network:
        yield Finding(
            "Folder", f"{folder} is on the network ({network})", "Work on this laptop, copy there when you finish."
        )
    else:
        yield Finding("Folder", f"{folder} is on this laptop")


def _network(folder: Path) -> str:
    """Return the kind of network file system a folder is on, as far as the system says."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    under = [m for m in mounts if len(m) > 2 and folder.is_relative_to(m[1])]
    kind = max(under, key=lambda m: len(m[1]))[2] if under else ""
    return kind if kind in _NETWORKS else ""


def _writes(folder: Path) -> Finding:
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    fine = os.access(existing, os.W_OK)
    return Finding("Backups", f"go to {folder}", "" if fine else "This folder cannot be written; use hep backup -o.")


def _review(file: Path) -> Iterator[Finding]:
    from hep_tui.domain.clock import moment_words
    from hep_tui.logbook import backup, damage, handovers, lineage

    with damage.naming_backup(file, locations.backups_dir()):
        book = open_book(file)
    try:
        yield Finding("Review", f"{book.count()} entries, record code {book.record_code()}", book.read_only)
        older = lineage.older(book, locations.backups_dir())
        if older:
            yield Finding(
                "Older",
                older.rstrip("."),
                "hep merge takes them in, from a backup or from wherever the newer file went.",
            )
        yield Finding("Laptops", _laptops(book.trust))
        newest = backup.newest_time(backup.folder_for(book, locations.backups_dir()))
        said = f"newest of {moment_words(newest)}" if newest else "none yet"
        yield Finding("Backup", said, "" if newest else "hep backup makes one.")
        given = handovers.last(book)
        said = moment_words(given.at) if given else "never from this laptop"
        grown = given and given.record_code != book.record_code()
        yield Finding("Handed over", said, "The record has grown since; hep export writes it out." if grown else "")
        last = max((e.at for e in book.entries()), default="")
        ahead = last > book.source.now().strftime("%Y-%m-%dT%H:%M:%S")
        advice = "The newest entry is later than this laptop's clock; set the clock." if ahead else ""
        yield Finding("Clock", f"newest entry {last or 'none'}", advice)
        open_conflicts = book.count("conflict")
        advice = "Choose which version is right before anything is declared." if open_conflicts else ""
        yield Finding("Conflicts", str(open_conflicts or "none"), advice)
        yield _names(book)
        yield from _retention(book)
    finally:
        book.close()


def _laptops(who: "Trust") -> str:
    if who.founder:
        return f"{len(who.introduced)} introduced; what any other would erase or declare is set aside"
    return "none founded this review; the first merge that would erase or correct does, and sets that aside"


def _retention(book: "Book") -> Iterator[Finding]:
    """Yield until when the review may be kept, where its pack says so."""
    from hep_tui.domain.clock import day_of, day_words
    from hep_tui.views.review import review

    try:
        until = review(book).pack.keep_until
    except HepError as error:
        yield Finding("Kept until", "not looked for", str(error))
        return
    if until:
        over = until < day_of(book.source.now()).isoformat()
        advice = "It may not be kept any longer; hep purge deletes it." if over else ""
        yield Finding("Kept until", day_words(until), advice)


def _names(book: "Book") -> Finding:
    """Return which notes hold a name; this stays on the laptop."""
    from hep_tui.domain.names import kinds_in_words
    from hep_tui.domain.text import shown
    from hep_tui.views.names import named_notes

    try:
        found = named_notes(book)
    except HepError as error:
        return Finding("Names", "not looked for", str(error))
    mentions = [mention for named in found for mention in named.mentions]
    lines = [
        f"{named.meeting}, {named.item or 'no item'}, {named.noted.id}: {', '.join(m.words for m in named.mentions)}"
        for named in found
    ]
    if not found:
        return Finding("Names", "none in the notes")
    said = f"{counted(len(found), 'note')} with {kinds_in_words(mentions)}"
    advice = "Key w on the home screen offers a neutral word for each; leave what names nobody."
    return Finding("Names", said, advice, tuple(shown(line).replace("\n", " ") for line in lines))
