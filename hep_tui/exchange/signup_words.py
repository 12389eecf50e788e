"""What the cells of a sign-up list say: at which table somebody sits, and whether a name names anybody."""

import re

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
