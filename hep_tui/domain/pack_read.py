"""Read a pack from its TOML file."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hep_tui.domain.pack import Pack
from hep_tui.domain.pack_check import Fault, PackError, check
from hep_tui.domain.schools import School, read_schools


def read_pack(path: Path) -> Pack:
    """Return the pack of a file.

    Raises PackError with its first fault, and how many more there are.
    """
    text = read_text(path)
    faults = check(text)
    if faults:
        more = f" (and {len(faults) - 1} more; hep pack check lists them all)" if len(faults) > 1 else ""
        raise PackError(f"{path.name}:{faults[0].words}{more}")
    return Pack.from_dict(plain(tomllib.loads(text)))


def read_text(path: Path) -> str:
    """Return the text of a pack file.

    Raises PackError where it is not a small UTF-8 text file.
    """
    try:
        if path.stat().st_size > 1_000_000:
            raise PackError(f"{path.name} is larger than 1 MB, which no pack is; check that this is the right file.")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise PackError(f"The pack {path} cannot be read as UTF-8 text; check the name.") from None


def find_pack(name: str, folder: Path) -> Path:
    """Return the file of a pack given as a path, or as the name of one that ships in `folder`.

    Raises PackError naming those that ship.
    """
    for path in (Path(name), folder / name, folder / f"{name}.toml"):
        if path.is_file():
            return path
    shipped = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
    raise PackError(f"There is no pack {name}; give the path of a TOML file, or one of: {shipped}.")


def read_school_table(pack: Pack, pack_path: Path, folder: Path) -> tuple[School, ...]:
    """Return the schools of a pack: from the table beside it, or from those that ship in `folder`."""
    if not pack.schools:
        return ()
    beside = pack_path.parent / pack.schools
    return read_schools(beside if beside.is_file() else folder / pack.schools, [phase.id for phase in pack.phases])


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a parsed pack with money in pence, exactly."""
    models = [{**m, "funding": [_pence(f) for f in m.get("funding", [])]} for m in data.get("models", [])]
    return {**data, "models": models}


def _pence(line: Mapping[str, Any]) -> dict[str, Any]:
    money = {
        name: pence for key, name in (("pounds", "pence"), ("cap", "cap_pence")) if (pence := to_pence(line.get(key)))
    }
    return {**{k: v for k, v in line.items() if k not in ("pounds", "cap")}, **money}


def to_pence(pounds: object) -> int | None:
    """Return pounds, written as a number or as text, in pence; None where they are not an amount of money."""
    if pounds is None or isinstance(pounds, bool):
        return None
    try:
        pence = Decimal(str(pounds)) * 100
        return int(pence) if pence == pence.to_integral_value() and 0 <= pence < 10**13 else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


__all__ = [
    "Fault",
    "PackError",
    "check",
    "find_pack",
    "plain",
    "read_pack",
    "read_school_table",
    "read_text",
    "to_pence",
]
