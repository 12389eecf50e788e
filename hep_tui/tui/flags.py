"""What flags of a command are called on a screen, where one line says how a list is read: `sheet=Heads; Form=ballot`.

Reading and counting give their reasons once for both doors, and name flags where a person can do something about it.
"""

import re

_LINE = {
    "sheet": "sheet", "encoding": "encoding", "heading": "heading", "first": "first", "marks": "marks",
    "high-first": "high first", "zero": "zero", "no-choice": "no choice",
}  # fmt: skip
"""The words of the line that say what these flags say."""
_VALUE = r"(?P<value> '[^']*'| \d+| approve| rank)?"
_KEYS = (
    (re.compile(r"--skip-refused"), "l"),
    (re.compile(r"--columns '([^']*)'"), r"\1 behind c"),
    (re.compile(r"with --columns"), "behind c, as WORD=WHAT"),
    (re.compile(r"(say |name the options )?with --options( which columns hold options)?"),
     "behind c, as HEADING=OPTION; what holds none is HEADING= alone"),
    (re.compile(r"with --scale"), "as levels of the poll"),
    (re.compile(r"(, or )?leave --key out"), r"\1take it in without one"),
    (re.compile(r"(?:with|as) --key"), "to hep survey FILE import LIST --key"),
)  # fmt: skip
_IN_LINE = re.compile(rf"--(?P<flag>{'|'.join(_LINE)})\b{_VALUE}")


def on_screen(text: str) -> str:
    """Return a sentence with what a screen has in the place of a command's flags."""
    if "--" not in text:
        return text
    for flag, key in _KEYS:
        text = flag.sub(key, text)
    return _IN_LINE.sub(_in_line, text)


def _in_line(found: re.Match[str]) -> str:
    value = (found["value"] or "").strip().strip("'")
    said = {"high-first": "yes"}.get(found["flag"], value or "…")
    return f"{_LINE[found['flag']]}={said} behind c"
