"""A declared result as files for the evening: one page that fetches nothing, its charts, and pictures and PDF of it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hep_tui.errors import HepError
from hep_tui.hall import slides, wall
from hep_tui.logbook.room import OnShow
from hep_tui.reports.charts import shares
from hep_tui.reports.keep import keep
from hep_tui.views.room_page import Page
from hep_tui.views.room_steps import steps

_BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge", "chrome",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)  # fmt: skip
_SECONDS = 60
_NOT_ROOT = "as root without --no-sandbox"
"""What Chromium says where the administrator of the laptop starts it."""
NO_BROWSER = (
    "No browser was found that makes PDF and PNG, so there are the page and its charts only; open the page and print "
    "it, or name a browser in HEP_BROWSER."
)


def browser() -> str:
    """Return a browser of this laptop that can print without a window; empty where there is none."""
    named = [os.environ["HEP_BROWSER"]] if os.environ.get("HEP_BROWSER") else list(_BROWSERS)
    return next((found for name in named if (found := shutil.which(name))), "")


def save(shown: OnShow, folder: Path, name: str, printer: str = "") -> Iterator[Path]:
    """Write a declared result into a folder and yield each file; with a `printer`, PDF and a PNG a slide as well.

    Nothing is overwritten. Raises HepError where a file cannot be written.
    """
    pages = steps(shown)
    made = [slides.result(shown, pages, step) for step in range(len(pages))]
    whole = keep(folder / f"{name}.html", wall.saved(shown.poll.title, made))
    yield whole
    for at, page in enumerate(pages, 1):
        if page.bars:
            yield keep(folder / f"{name}-{at}.svg", _chart(page))
    if printer:
        yield _printed(printer, whole, folder / f"{name}.pdf")
        for at, slide in enumerate(made, 1):
            yield _pictured(printer, wall.saved(shown.poll.title, [slide]), folder / f"{name}-{at}.png")


def _chart(page: Page) -> str:
    rows = [(bar.label, f"{bar.figure}  {bar.note}".strip(), bar.share) for bar in page.bars]
    return shares(page.title, rows)


def _printed(printer: str, page: Path, target: Path) -> Path:
    said = _run(printer, ["--no-pdf-header-footer", f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()])
    return _there(target, said)


def _pictured(printer: str, html: str, target: Path) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "slide.html"
        page.write_text(html, "utf-8")
        size = ["--window-size=1920,1080", "--hide-scrollbars", "--force-device-scale-factor=1"]
        said = _run(printer, [*size, f"--screenshot={target.resolve()}", page.as_uri()])
    return _there(target, said)


def _run(printer: str, words: Sequence[str]) -> str:
    """Return what the browser said. Raises HepError where it did not run to its end."""
    # A browser that is open already would take the work over, and be done with it when it likes.
    with tempfile.TemporaryDirectory() as profile:
        command = [printer, "--headless", "--disable-gpu", f"--user-data-dir={profile}", *words]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HepError(f"The browser {printer} did not print ({error}); the page itself is written.") from None
    return done.stderr.decode("utf-8", "replace")


def _there(target: Path, said: str) -> Path:
    if not target.is_file() and _NOT_ROOT in said:
        raise HepError(
            f"A browser makes no {target.name} for the administrator (root), only for a user of this laptop; the page "
            "and its charts are written, print the page yourself or run hep as that user."
        )
    if not target.is_file():
        raise HepError(f"The browser made no {target.name}; the page itself is written, open it and print it.")
    target.chmod(0o600)
    return target
