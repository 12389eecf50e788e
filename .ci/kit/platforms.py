"""The platforms of the offline kit, and whether a folder of wheels is all that one of them needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

EMBEDDED = "3.13"
"""The Python that is embedded in the kit for Windows."""
PYTHONS = ("3.11", "3.12", "3.13")
_GLIBC = [f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)]


@dataclass(frozen=True)
class Platform:
    """Hold a kind of laptop: the platform tags of its wheels, its Pythons, and what markers call it."""

    name: str
    tags: tuple[str, ...]
    pythons: tuple[str, ...]
    called: tuple[str, str, str, str]
    """The sys_platform, platform_system, os_name and platform_machine of environment markers."""

    @property
    def windows(self) -> bool:
        """Say whether it is Windows, where Python comes with the kit."""
        return self.name.startswith("windows")

    def supports(self, python: str) -> frozenset[Tag]:
        """Return the tags of every wheel that a Python of it can use."""
        version = tuple(map(int, python.split(".")))
        interpreter = f"cp{version[0]}{version[1]}"
        return frozenset(
            (*cpython_tags(version, platforms=self.tags), *compatible_tags(version, interpreter, self.tags))
        )

    def environment(self, python: str) -> dict[str, str]:
        """Return what environment markers are compared with."""
        names = ("sys_platform", "platform_system", "os_name", "platform_machine")
        held = dict(zip(names, self.called, strict=True))
        return {
            **held, "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
            "platform_python_implementation": "CPython", "platform_release": "", "platform_version": "", "extra": "",
        }  # fmt: skip


def _mac(machine: str) -> tuple[str, ...]:
    return tuple(mac_platforms((12, 0), machine))


PLATFORMS = (
    Platform("windows-x64", ("win_amd64",), (EMBEDDED,), ("win32", "Windows", "nt", "AMD64")),
    Platform("macos-arm64", _mac("arm64"), PYTHONS, ("darwin", "Darwin", "posix", "arm64")),
    Platform("macos-x64", _mac("x86_64"), PYTHONS, ("darwin", "Darwin", "posix", "x86_64")),
    Platform("linux-x64", (*_GLIBC, "manylinux2014_x86_64"), PYTHONS, ("linux", "Linux", "posix", "x86_64")),
)


def wanted(wheels: Path, platform: Platform, python: str) -> list[str]:
    """Return what a Python of a platform still needs beside the wheels of a folder that it can use.

    Markers are read for that platform: pip reads them for the machine that it runs on.
    """
    tags = platform.supports(python)
    usable = [path for path in sorted(wheels.glob("*.whl")) if parse_wheel_filename(path.name)[3] & tags]
    held = {parse_wheel_filename(path.name)[0]: parse_wheel_filename(path.name)[1] for path in usable}
    environment = platform.environment(python)
    needs = [need for path in usable for need in _requirements(path)]
    needs = [need for need in needs if need.marker is None or need.marker.evaluate(environment)]
    short = [need for need in needs if not _holds(held, need)]
    return sorted({f"{need.name}{need.specifier}" for need in short} | ({"hep-tui"} - {str(name) for name in held}))


def _holds(held: Mapping[NormalizedName, Version], need: Requirement) -> bool:
    version = held.get(canonicalize_name(need.name))
    return version is not None and need.specifier.contains(version, prereleases=True)


def _requirements(wheel: Path) -> Iterator[Requirement]:
    with ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode("utf-8")
    for line in HeaderParser().parsestr(text).get_all("Requires-Dist", []):
        yield Requirement(line)


def faults(wheels: Path, platform: Platform) -> list[str]:
    """Return in words what is wrong with the wheels of a kit: those that no Python of it can use, and what lacks."""
    fits = frozenset().union(*(platform.supports(python) for python in platform.pythons))
    found = [f"{p.name} does not fit" for p in sorted(wheels.glob("*")) if not parse_wheel_filename(p.name)[3] & fits]
    for python in platform.pythons:
        found += [f"Python {python} lacks {need}" for need in wanted(wheels, platform, python)]
    return found
