"""How a list of papers is to be read, as one line that a person can put right: `marks=rank; Form=ballot; Why=`."""

from hep_tui.counting.files.declared import KIND_OF, declared
from hep_tui.errors import HepError
from hep_tui.exchange.paper_list import PaperList, Said
from hep_tui.exchange.said_line import choices_of, read_pairs, whole_number, written

WORDS = ("sheet", "encoding", "heading", "first", "marks", "high first", "zero", "no choice")
"""What may be said beside the columns."""
_ZERO = ("", "grade", "blank")


def write_said(papers: PaperList) -> str:
    """Return how a list was read as the line that says so."""
    said, choices = papers.said.declared, papers.said.choices
    first = papers.said.first
    pairs = {
        "sheet": choices.sheet,
        "encoding": choices.encoding,
        "heading": str(choices.heading or ""),
        "first": str(first) * (first > 0 and not papers.numbered),
        "marks": said.marks,
        "high first": "yes" * said.high_first,
        "zero": said.zero,
        "no choice": ", ".join(said.no_choice),
    }
    return written({word: what for word, what in pairs.items() if what} | dict(papers.held))


def read_said(text: str) -> Said:
    """Return what a line says of a list of papers. Raises HepError where it is no such line."""
    pairs = read_pairs(text)
    first, marks, high, zero, silent = (pairs.pop(word, "") for word in WORDS[3:])
    if zero not in _ZERO or marks not in ("", *KIND_OF):
        raise HepError(f"marks is one of {', '.join(KIND_OF)}, and zero is grade or blank; type it again.")
    no_choice = ";".join(silent.split(","))
    return Said(
        declared("", marks, no_choice, high_first=high.casefold() in ("yes", "y", "x"), zero=zero),
        choices_of(pairs),
        whole_number(first, "The first paper has a number") if first else 0,
    )
