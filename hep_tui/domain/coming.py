"""What lists say of whether somebody comes."""

import re

_AWAY = re.compile(
    r"no?\b.*|not (attending|coming|going)|cancel+ed|declined|void(ed)?|refunded|withdrawn|absent|expired|rejected|"
    r"false|0|[✗✘✕❌]|.*\b(apolog\w+|regrets|unable|can ?not|can't|won't|will not|not able|no longer|doesn't)\b.*",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"y(es)?\b.*|attending|coming|going|confirmed|paid|completed?|accepted|registered|checked in|valid|"
    r"(i )?will (attend|come)|active|approved|present|in person|true|1|[✓✔☑✅]",
    re.IGNORECASE,
)
"""What sign-up tools write of somebody who comes, and of somebody who does not; anything else is a doubt."""


def comes(status: str) -> bool | None:
    """Return whether somebody comes of whom a list says this; None where that is not clear."""
    said = status.replace("’", "'")
    if _AWAY.fullmatch(said):
        return False
    return True if not said or _COMING.fullmatch(said) else None
