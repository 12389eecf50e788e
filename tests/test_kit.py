"""The offline kit: its wheels fit, its start files start, and its card is one page."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

KIT = ROOT / ".ci" / "kit"
BUILT = Path(os.environ.get("HEP_KIT", ROOT / "dist" / "kit"))
NAMES = ("windows-x64", "macos-arm64", "macos-x64", "linux-x64")


def load(name: str) -> ModuleType:
    """Return a module of the tool that builds the kit."""
    sys.path.insert(0, str(KIT))
    try:
        spec = importlib.util.spec_from_file_location(f"kit_{name}", KIT / f"{name}.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(KIT))


build, platforms = load("build"), load("platforms")


def platform(name: str) -> Any:
    return next(each for each in platforms.PLATFORMS if each.name == name)


def wheel(folder: Path, name: str, *needs: str) -> None:
    """Make a wheel that says what it needs and holds nothing else."""
    project, version, *_ = name.split("-")
    said = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with ZipFile(folder / f"{name}.whl", "w") as archive:
        archive.writestr(f"{project}-{version}.dist-info/METADATA", f"Name: {project}\nVersion: {version}\n{said}")


def test_a_kit_with_all_that_is_needed_is_whole(tmp_path: Path) -> None:
    wheel(tmp_path, "hep_tui-0.2-py3-none-any", "numpy>=2")
    wheel(tmp_path, "numpy-2.1-cp313-cp313-win_amd64")
    assert platforms.faults(tmp_path, platform("windows-x64")) == []


@pytest.mark.parametrize(
    ("name", "tag", "fits"),
    [
        ("windows-x64", "cp313-cp313-win_amd64", True),
        ("windows-x64", "cp312-cp312-win_amd64", False),
        ("windows-x64", "cp313-cp313-win32", False),
        ("macos-arm64", "cp312-cp312-macosx_11_0_arm64", True),
        ("macos-arm64", "cp312-cp312-macosx_14_0_arm64", False),
        ("macos-x64", "cp312-cp312-macosx_10_13_x86_64", True),
        ("macos-x64", "cp312-cp312-macosx_11_0_arm64", False),
        ("linux-x64", "cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64", True),
        ("linux-x64", "cp311-cp311-manylinux_2_34_x86_64", False),
        ("linux-x64", "cp311-cp311-musllinux_1_2_x86_64", False),
        ("linux-x64", "cp310-cp310-manylinux2014_x86_64", False),
    ],
)
def test_a_wheel_of_another_system_does_not_fit(tmp_path: Path, name: str, tag: str, fits: bool) -> None:
    wheel(tmp_path, "hep_tui-0.2-py3-none-any")
    wheel(tmp_path, f"numpy-2.1-{tag}")
    assert (f"numpy-2.1-{tag}.whl does not fit" in platforms.faults(tmp_path, platform(name))) != fits


def test_every_python_of_a_platform_needs_its_own_wheels(tmp_path: Path) -> None:
    wheel(tmp_path, "hep_tui-0.2-py3-none-any", "numpy>=2")
    wheel(tmp_path, "numpy-2.1-cp312-cp312-manylinux2014_x86_64")
    wheel(tmp_path, "numpy-1.9-cp313-cp313-manylinux2014_x86_64")
    assert platforms.faults(tmp_path, platform("linux-x64")) == [
        "Python 3.11 lacks numpy>=2",
        "Python 3.13 lacks numpy>=2",
    ]


def test_what_only_windows_needs_is_asked_for_there_whatever_machine_builds(tmp_path: Path) -> None:
    wheel(tmp_path, "hep_tui-0.2-py3-none-any", 'tzdata; sys_platform == "win32"', 'uvloop; os_name == "posix"')
    assert platforms.faults(tmp_path, platform("windows-x64")) == ["Python 3.13 lacks tzdata"]
    assert platforms.wanted(tmp_path, platform("macos-arm64"), "3.12") == ["uvloop"]


def test_a_kit_without_hep_is_not_whole(tmp_path: Path) -> None:
    assert platforms.faults(tmp_path, platform("windows-x64")) == ["Python 3.13 lacks hep-tui"]


@pytest.mark.parametrize("name", NAMES)
def test_the_card_is_one_page_and_names_the_files_beside_it(tmp_path: Path, name: str) -> None:
    build.start_files(tmp_path, platform(name))
    card = (tmp_path / "READ ME.txt").read_text("utf-8")
    lines = card.splitlines()
    assert len(lines) <= 45
    assert max(map(len, lines)) <= 80
    started = {path.name for path in tmp_path.iterdir()} - {"READ ME.txt"}
    assert len(started) == 3
    assert all(file in card for file in started)


@pytest.mark.parametrize("name", NAMES)
def test_start_files_have_the_ends_of_line_of_their_system(tmp_path: Path, name: str) -> None:
    build.start_files(tmp_path, platform(name))
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert data.isascii(), path
        assert data.count(b"\r\n") == (data.count(b"\n") if name == "windows-x64" else 0), path


def run(*words: object, timeout: int = 120, **how: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=timeout, check=False, **how)


needs_sh = pytest.mark.skipif(not shutil.which("sh"), reason="no POSIX shell here")


def tools(folder: Path, *names: str) -> str:
    """Return a search path with nothing on it but a few programs."""
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return str(folder)


@needs_sh
def test_a_laptop_without_python_is_told_so_and_nothing_is_changed(tmp_path: Path) -> None:
    build.start_files(tmp_path, platform("linux-x64"))
    home = tmp_path / "home"
    home.mkdir()
    path = tools(tmp_path / "bin", "dirname", "sh")
    done = run("sh", tmp_path / "setup.sh", env={"HOME": str(home), "PATH": path})
    assert done.returncode == 1
    assert "it needs Python 3.11, 3.12 or 3.13, and this laptop has none of them" in done.stdout
    assert [*home.iterdir()] == []


@needs_sh
def test_hep_says_where_it_is_not_set_up_yet(tmp_path: Path) -> None:
    build.start_files(tmp_path, platform("macos-arm64"))
    done = run("sh", tmp_path / "hep.command", env={**os.environ, "HOME": str(tmp_path)})
    assert done.returncode == 1
    assert done.stdout == "hep is not set up on this laptop yet: run setup on the stick first.\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_kit_that_was_built_is_whole(name: str) -> None:
    found = [*BUILT.glob(f"hep-*-{name}")]
    if not found:
        pytest.skip(f"no kit for {name} is built here; make kit builds it, with a network")
    for folder in found:
        assert platforms.faults(folder / "wheels", platform(name)) == []
        assert {path.name for path in (folder / "packs").iterdir()} >= {"hillingdon-2021.toml", "northmoor-2022.toml"}
        assert (folder / "schools").is_dir()
        if name == "windows-x64":
            site = folder / "python" / "Lib" / "site-packages"
            assert {"hep_tui", "numpy", "pandas", "textual", "tzdata"} <= {path.name for path in site.iterdir()}
            [path] = (folder / "python").glob("python*._pth")
            assert path.read_text("ascii").split() == ["python313.zip", ".", "Lib\\site-packages"]


@pytest.mark.long
@needs_sh
def test_a_kit_is_set_up_and_starts_without_a_network(tmp_path: Path) -> None:
    made = run(sys.executable, KIT / "build.py", "--platform", "linux-x64", "--out", tmp_path, timeout=600)
    if made.returncode:
        pytest.skip(f"no kit can be built here, most likely for want of a network: {made.stderr[-200:]}")
    [folder] = tmp_path.glob("hep-*-linux-x64")
    home = tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    alone = ["unshare", "-n"] if os.geteuid() == 0 and shutil.which("unshare") else []
    clean = {"HOME": str(home), "PATH": f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin"}
    done = run(*alone, "sh", folder / "setup.sh", env=clean, timeout=600)
    assert done.returncode == 0, done
    said = run(*alone, "sh", home / "Desktop" / "hep.sh", "demo", "--no-screen", env=clean, cwd=home)
    assert Path(said.stdout.strip()).is_file(), said
