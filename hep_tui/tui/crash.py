"""What is kept of a crash: where it happened, never what anybody said."""

import contextlib
import os
import traceback
from pathlib import Path

from textual.worker import WorkerFailed

from hep_tui import __version__, locations

_kept: list[Path] = []


def remember(error: BaseException) -> Path | None:
    """Write file, line and kind of an error to the log and return its path; no messages, no values."""
    # Textual wraps what a worker stumbled over, and drops where that was.
    error = error.error if isinstance(error, WorkerFailed) else error
    frames = traceback.extract_tb(error.__traceback__)
    where = "\n".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
    path = locations.state_dir() / "crash.log"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as log:
            log.write(f"hep {__version__} {type(error).__name__}\n{where}\n")
        _kept[:] = [path]
        return path
    return None


def sentence() -> str:
    """Return what a person is told."""
    where = f" What happened is in {_kept[0]}, without anybody's words." if _kept else ""
    return f"hep stopped because of a fault of its own; start it again and look at what was entered last.{where}"
