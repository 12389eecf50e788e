"""Who has signed the programs of the embeddable Python; looked at with osslsigncode, where that is installed."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

_PROGRAMS = (".exe", ".dll", ".pyd")
_DIGEST = re.compile(r"(Current|Calculated) message digest\s*: (\w+)")
_SIGNER = re.compile(r"Signer's certificate:.*?Subject: .*?/O=([^/\n]+)", re.DOTALL)


def said(folder: Path) -> list[str]:
    """Return in words in whose name the programs of a folder are signed, and how many are not.

    The digest of each file is compared with the one in its signature. Whether that is genuine only a machine can say
    that trusts the roots of Windows, as every Windows does.
    """
    if not shutil.which("osslsigncode"):
        return ["Signatures of Python's programs were not looked at: osslsigncode is not installed."]
    found = Counter(_signer(path) for path in sorted(folder.iterdir()) if path.suffix in _PROGRAMS)
    return [f"Python's programs: {n} {who}" for who, n in found.items()]


def _signer(path: Path) -> str:
    """Return in whose name a program as it is now is signed."""
    done = subprocess.run(["osslsigncode", "verify", "-in", str(path)], capture_output=True, text=True, check=False)
    digests = dict(_DIGEST.findall(done.stdout))
    signer = _SIGNER.search(done.stdout)
    same = digests.get("Current") == digests.get("Calculated") is not None
    return f"signed in the name of {signer[1]}" if signer and same else "NOT SIGNED"
