"""A real terminal to run the real program in: tmux, on a socket of its own."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HEP = (sys.executable, "-m", "hep_tui")
# Textual believes these before it asks the terminal for its size.
UNSET = ("-u", "HEP_ASCII", "-u", "COLUMNS", "-u", "LINES")
missing = "" if shutil.which("tmux") else "tmux is not installed, so nothing can be tried in a real terminal"


class Terminal:
    """Type into a program and see what it shows."""

    def __init__(self, folder: Path, *words: str, size: tuple[int, int] = (80, 24), env: dict[str, str] | None = None):
        self.socket = folder / "tmux"
        settings = [f"{name}={value}" for name, value in (env or {}).items()]
        shell = " ".join(f"'{word}'" for word in ("env", *UNSET, *settings, *words))
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), f"{shell}; sleep 60")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(["tmux", "-S", str(self.socket), *words], capture_output=True, text=True, check=True)
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press named keys, as Enter, F6 or Escape."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    def burst(self, text: str) -> None:
        """Hand the program a whole text at once, newlines as Enter, as fast as a terminal can."""
        self._tmux("send-keys", "-H", *(f"{b:02x}" for b in text.replace("\n", "\r").encode()))

    @property
    def seen(self) -> str:
        """Return what is on the screen."""
        return self._tmux("capture-pane", "-p")

    def until(self, what: str | Callable[[str], bool], seconds: float = 30) -> str:
        """Wait until the screen shows something, however wrapped, and return it; fails with the screen in sight."""
        end = time.monotonic() + seconds
        shows = what if callable(what) else lambda seen: " ".join(what.split()) in " ".join(seen.split())
        while not shows(seen := self.seen):
            assert time.monotonic() < end, f"not seen: {what}\n{seen}"
            time.sleep(0.05)
        return seen

    @property
    def pid(self) -> int:
        """Return the process of the program."""
        shell = self._tmux("list-panes", "-F", "#{pane_pid}").strip()
        found = subprocess.run(["pgrep", "-P", shell, "-f", "hep_tui"], capture_output=True, text=True, check=True)
        return int(found.stdout.split()[0])

    def close(self) -> None:
        """End it."""
        subprocess.run(["tmux", "-S", str(self.socket), "kill-server"], capture_output=True, check=False)
