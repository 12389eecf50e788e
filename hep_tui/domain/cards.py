"""Cards for voting by phone: a number that people say, and a code that is the right to vote once."""

import hashlib
import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hep_tui.domain.polls import Line
from hep_tui.domain.record import Count
from hep_tui.errors import HepError

PHONE, PAPER, STRUCK = "phone", "paper", "struck"
"""How a card was used: a ballot was cast with it, a paper was given for it, or it was lost and counts no more."""
MOST_CARDS = 2000
_LETTERS = 12


@dataclass(frozen=True)
class Card:
    """Record that a paper was given for a card, or that it was struck, by whom and why; never that it voted."""

    poll: str
    number: Count
    used: str = PAPER
    reason: str = ""
    by: str = ""


def code(key: bytes, poll: str, number: int) -> str:
    """Return the code of a card: 60 bits that nobody can tell who has not the key, as `XXXX-XXXX-XXXX`."""
    mixed = hmac.digest(key, f"{poll}\n{number}".encode(), hashlib.sha256)
    letters = b32encode(mixed)[:_LETTERS].decode()
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


def plain(typed: str) -> str:
    """Return a code as it is compared, however it was typed: letters and digits alone, 0 as O, 1 as I, 8 as B."""
    letters = "".join(c for c in typed[:64].upper() if c.isalnum())
    return letters.translate(str.maketrans("018", "OIB"))


def read_numbers(typed: str, printed: int) -> list[int]:
    """Return the numbers of cards that were typed, as `17` or `17, 38-74`.

    Raises HepError where one of them was not printed.
    """
    found: list[int] = []
    for part in typed.replace("–", "-").split(","):
        first, sign, last = (each.strip() for each in part.partition("-"))
        ends = [first, last] if sign else [first, first]
        if not all(end.isdecimal() and end.isascii() and 1 <= int(end[:6]) <= printed for end in ends):
            raise HepError(
                f"{part.strip()[:20]!r} is no card of this poll; their numbers go from 1 to {printed}, as in 17 or "
                "38-74. Nothing was changed."
            )
        found += range(int(ends[0]), int(ends[1]) + 1)
    return sorted(set(found))


def refusal(used: str) -> str:
    """Return what a voter is told of a card that can cast no ballot any more."""
    return {
        PHONE: "A ballot has been cast with this card already. It is in the box, and cannot be changed.",
        PAPER: "A paper was given for this card, so it casts no ballot on a phone. Put the paper into the box.",
        STRUCK: "This card was reported lost, so it casts no ballot. Please go to the tellers.",
    }[used]


def card_lines(printed: int, used: Mapping[int, str], boxed: int, papers: int | None) -> tuple[Line, ...]:
    """Return the identities of the cards: what became of all, and whether box and papers hold what was given for them.

    `boxed` is how many ballots lie in the box, `papers` how many papers were cast, None where all lie in the box.
    """
    many = Counter(used.values())
    phone, paper, struck = (many[how] for how in (PHONE, PAPER, STRUCK))
    rest = printed - phone - paper - struck
    if papers is None:
        boxed -= paper
        papers = paper
    return (
        Line(f"cards {printed} = on a phone {phone} + for a paper {paper} + struck {struck} + not used {rest}", 0),
        Line(f"cards used on a phone {phone} = ballots in the box {boxed}", phone - boxed),
        Line(f"papers given for a card {paper} = papers cast {papers}", paper - papers),
    )
