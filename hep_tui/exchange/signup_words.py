"""What the cells of a sign-up list say: who comes, at which table, and whether a name names anybody."""

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
_TABLE = re.compile(r"(?:table|t|no)?[ .]*(\d{1,3})(?:\.0)?", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\w ?[&/] ?\w|\w (and|und) \w|\+ ?\d|\b(plus|with) (a |\d )?(guest|partner|colleague)", re.IGNORECASE
)
_NOBODY = re.compile(
    r"\(.*\)|tb[acn]|to be (confirmed|announced|advised|named)|vacan(t|cy)|n/?a|none|nobody|no ?one|unknown|anonymous|"
    r"not (known|yet known|named)|name|x+|the head ?(teacher)?",
    re.IGNORECASE,
)
"""What lists write where they name nobody."""


def comes(status: str) -> bool | None:
    """Return whether somebody comes of whom a list says this; None where that is not clear."""
    said = status.replace("’", "'")
    if _AWAY.fullmatch(said):
        return False
    return True if not said or _COMING.fullmatch(said) else None


def table_number(cell: str) -> int | None:
    """Return the number of a table, None where a cell holds no number."""
    found = _TABLE.fullmatch(cell)
    return int(found[1]) if found else None


def names_nobody(name: str) -> bool:
    """Say whether a cell for a name holds a word that stands for nobody, such as TBC or Vacant."""
    return bool(_NOBODY.fullmatch(name))


def names_several(name: str) -> bool:
    """Say whether a cell for a name seems to hold two."""
    return bool(_SEVERAL.search(name))
