"""Whether the disk beneath a folder is encrypted, as far as the system says without asking for a password."""

from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_BLOCKS = Path("/sys/class/block")
_OF_ITS_OWN = ("ecryptfs", "fuse.encfs", "fuse.gocryptfs", "fuse.cryfs")
"""File systems that encrypt by themselves."""


def encrypted(folder: Path) -> bool | None:
    """Say whether what is stored in a folder is encrypted on the disk; None where that cannot be read here."""
    mount = _mount(folder)
    if mount is None:
        return None
    device, kind = mount
    if kind in _OF_ITS_OWN:
        return True
    block = _BLOCKS / Path(device).resolve().name
    return _any_encrypted(block) if device.startswith("/dev/") and block.exists() else None


def _mount(folder: Path) -> tuple[str, str] | None:
    """Return the device and the kind of the file system that holds a folder."""
    try:
        lines = [line.split() for line in _MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return None
    over = [line for line in lines if len(line) > 2 and folder.is_relative_to(line[1])]
    best = max(over, key=lambda line: len(line[1]), default=None)
    return (best[0], best[2]) if best else None


def _any_encrypted(block: Path) -> bool:
    """Say whether a device, or one that it lies on, is an encrypted mapping."""
    try:
        if (block / "dm" / "uuid").read_text("ascii", "replace").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    return any(_any_encrypted(_BLOCKS / below.name) for below in (block / "slaves").glob("*"))
