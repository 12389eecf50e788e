"""No call of one system without its twin on the others: what is not everywhere stands where its absence is expected."""

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

# What Windows has not, or what only Windows has.
MODULES = {
    "fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "msvcrt", "winreg", "winsound",
    "linux_driver", "windows_driver", "win32",
}  # fmt: skip
NAMES = {
    "os": {
        "fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "setsid", "killpg", "openpty", "mkfifo", "chown",
        "fchmod", "fchown", "statvfs", "uname", "sync", "fdatasync", "pread", "pwrite", "nice", "wait", "startfile",
        "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "WNOHANG", "sched_getaffinity",
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGKILL", "SIGPIPE", "SIGWINCH", "SIGTSTP", "SIGCONT",
               "alarm", "setitimer", "pause", "CTRL_C_EVENT"},
    "time": {"tzset"},
    "socket": {"AF_UNIX"},
    "select": {"poll", "epoll", "kqueue"},
}  # fmt: skip
# A folder cannot be opened, and so not synced, on Windows: it refuses with an OSError.
FOLDER = "os.open for reading"


def found(node: ast.AST, *, expected: bool = False) -> Iterator[tuple[int, str]]:
    """Yield what is not everywhere and stands where nothing provides for that."""
    for child in ast.iter_child_nodes(node):
        inside = expected or _provides(child)
        if not inside:
            yield from ((child.lineno, name) for name in _used(child))  # type: ignore[attr-defined]
        yield from found(child, expected=inside)


def _provides(node: ast.AST) -> bool:
    """Say whether what is in a statement may fail or is for one system: suppress(…), try … except, if sys.platform."""
    if isinstance(node, ast.With):
        return any("suppress(" in ast.unparse(item.context_expr) for item in node.items)
    if isinstance(node, ast.If | ast.IfExp):
        return any(name in ast.unparse(node.test) for name in ("sys.platform", "os.name", "hasattr("))
    return isinstance(node, ast.Try) and bool(node.handlers)


def _used(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.rpartition(".")[2] in MODULES)
    elif isinstance(node, ast.ImportFrom):
        names = {(node.module or "").rpartition(".")[2], *(alias.name for alias in node.names)}
        yield from sorted(names & MODULES)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr in NAMES.get(node.value.id, ()):
            yield f"{node.value.id}.{node.attr}"
    elif isinstance(node, ast.Call):
        said = ast.unparse(node)
        if said.startswith("importlib.import_module(") and said.split("'")[1:2] and said.split("'")[1] in MODULES:
            yield said
        elif said.startswith("os.open(") and said.endswith("os.O_RDONLY)"):
            yield FOLDER


def test_nothing_of_one_system_stands_without_its_twin() -> None:
    alone = {
        f"{path.relative_to(ROOT)}:{line}": name
        for path in sorted((ROOT / "hep_tui").rglob("*.py"))
        for line, name in found(ast.parse(path.read_text("utf-8")))
    }
    assert alone == {}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import fcntl", ["fcntl"]),
        ("from textual.drivers.linux_driver import LinuxDriver", ["linux_driver"]),
        ("os.fork()", ["os.fork"]),
        ("time.tzset()", ["time.tzset"]),
        ("handle = os.open(folder, os.O_RDONLY)", [FOLDER]),
        ("importlib.import_module('readline')", ["importlib.import_module('readline')"]),
        ("with suppress(ImportError):\n    import readline", []),
        ("with suppress(OSError):\n    handle = os.open(folder, os.O_RDONLY)", []),
        ("if sys.platform == 'win32':\n    import msvcrt\nelse:\n    import termios", []),
        ("try:\n    import resource\nexcept ImportError:\n    resource = None", []),
        ("try:\n    import resource\nfinally:\n    pass", ["resource"]),
        ("os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)", []),
    ],
)
def test_what_is_not_everywhere_is_noticed(code: str, names: list[str]) -> None:
    assert [name for _, name in found(ast.parse(code))] == names
