"""The keying of one paper ballot: one key a mark, with the numeric keypad alone, for every method."""

from dataclasses import dataclass, replace

from hep_tui.domain.ballots import echo
from hep_tui.domain.polls import Poll
from hep_tui.errors import HepError

_FULL = "The ballot is full: Enter accepts it, - takes the last mark back."
_BY_NUMBER = 10
"""So many options can be named by one digit; longer papers are gone down."""


class Refused(HepError):
    """Say in words why a key makes no sense on this ballot."""


class NotAllowed(Refused):
    """Say in words why a mark is not allowed in this poll, though the paper may well bear it."""


@dataclass(frozen=True)
class Keying:
    """Hold a ballot half keyed; every key gives a new one, so going back is keeping the old.

    Down the page, `place` is the option that the next key marks; where digits name options, it is how many are named.
    """

    poll: Poll
    marks: tuple[tuple[str, int], ...] = ()
    skipped: tuple[str, ...] = ()
    place: int = 0
    tie: bool = False

    @property
    def by_number(self) -> bool:
        """Say whether a digit names an option; otherwise it marks the option at `place`."""
        if self.poll.marking.one:
            return len(self.poll.options) <= _BY_NUMBER
        return self.poll.layout == "order" and self.poll.marking.by_order

    @property
    def here(self) -> int | None:
        """Return the place of the option that the next key marks; None where digits name options, or at the end."""
        return None if self.by_number or self.place >= len(self.poll.options) else self.place

    @property
    def full(self) -> bool:
        """Say whether nothing is left to key."""
        if self.by_number:
            return len(self.marks) >= (1 if self.poll.marking.one else self.poll.most)
        return self.place >= len(self.poll.options)

    @property
    def left(self) -> int:
        """Return how many points are still to be shared out."""
        return self.poll.points - sum(n for _, n in self.marks)

    def press(self, key: str) -> "Keying":
        """Return the ballot after one key: digit, `.` blank, `+` tie, `-` back one, `*` clear.

        A comma is taken as `.`, since some keypads have one in its place. Raises Refused where the mark is impossible.
        """
        key = "." if key == "," else key
        if key == "*":
            return Keying(self.poll)
        if key == "-":
            return self._back()
        if key == "+":
            return self._tied()
        if self.full and not (self.by_number and self.poll.marking.several):
            raise Refused(_FULL)
        if key == ".":
            return self._skip()
        if not (key.isascii() and key.isdigit() and len(key) == 1):
            raise Refused(f"{key} is not a mark here: use the digits, . for blank, + for a tie, - to go back.")
        if self.by_number:
            return self._named(int(key) or 10)
        return self._down(int(key))

    def _down(self, digit: int) -> "Keying":
        """Mark the option at `place`, and go on to the next; points wait for what ends the number."""
        here = self.poll.options[self.place].id
        if self.poll.marking.shares:
            return self._more_points(here, digit)
        mark = digit
        if self.poll.marking.ranks:
            mark = self._rank(digit or 10)
        elif self.poll.marking.levels:
            self._require_level(digit)
        else:
            self._require_cross(digit)
        return replace(self, marks=(*self.marks, (here, mark)), place=self.place + 1, tie=False)

    def _rank(self, rank: int) -> int:
        if rank > self.poll.most:
            raise NotAllowed(f"Only ranks 1 to {self.poll.most} can be given here.")
        holder = next((o for o, r in self.marks if r == rank), None)
        if holder and not (self.poll.ties or self.tie):
            raise NotAllowed(f"{self.poll.label(holder)} already has rank {rank}; look at the paper, or - to go back.")
        return rank

    def _require_level(self, digit: int) -> None:
        values = [level.value for level in self.poll.levels]
        if digit not in values:
            raise NotAllowed(
                f"{digit} is not on the scale: it goes from {values[0]} to {values[-1]}; . leaves it blank."
            )

    def _require_cross(self, digit: int) -> None:
        if digit != 1:
            raise Refused("Down this paper 1 is a mark and . is none; look at the paper.")
        if self.poll.marking.one and self.marks:
            raise NotAllowed(self._one_only())

    def _more_points(self, here: str, digit: int) -> "Keying":
        """Take one more digit of the points for an option; `.` ends the number."""
        held = dict(self.marks)
        points = held.pop(here, 0) * 10 + digit
        if points > self.poll.points - sum(held.values()):
            rest = self.poll.points - sum(held.values())
            raise NotAllowed(
                f"{points} points are more than the {rest} that are left; look at the paper, or - goes back."
            )
        return replace(self, marks=(*held.items(), (here, points)))

    def _named(self, number: int) -> "Keying":
        """Mark the option of this number: next in rank, the one chosen, or approved and no longer so."""
        if number > len(self.poll.options):
            raise Refused(f"There are {len(self.poll.options)} options on this paper.")
        option = self.poll.options[number - 1].id
        if self.poll.marking.several:
            marks = tuple(m for m in self.marks if m[0] != option)
            marks = marks if len(marks) < len(self.marks) else (*marks, (option, 1))
            return replace(self, marks=marks, place=len(marks))
        if self.poll.marking.one:
            return replace(self, marks=((option, 1),), place=1)
        if option in dict(self.marks):
            raise NotAllowed(f"{self.poll.label(option)} is already ranked; look at the paper, or - to go back.")
        last = self.marks[-1][1] if self.marks else 0
        rank = last if self.tie and last else last + 1
        return replace(self, marks=(*self.marks, (option, rank)), place=self.place + 1, tie=False)

    def _skip(self) -> "Keying":
        if self.by_number and self.poll.marking.ranks:
            raise Refused("In rank order there is nothing to leave blank: Enter accepts what is ranked so far.")
        if self.by_number:
            raise Refused("Digits name the options here, so none is left blank: b records a paper without marks.")
        here = self.poll.options[self.place].id
        skipped = self.skipped if here in dict(self.marks) else (*self.skipped, here)
        return replace(self, skipped=skipped, place=self.place + 1)

    def _tied(self) -> "Keying":
        if self.poll.marking.shares and not self.full:
            return self._skip()
        if not self.poll.marking.ranks:
            raise Refused("There are no ranks on this paper, so nothing can be tied; + has no meaning here.")
        if not self.poll.ties:
            raise NotAllowed("Equal places are not allowed in this poll; look at the paper.")
        if not self.marks or self.full:
            raise Refused("A tie needs a mark before it and an option after it.")
        if self.by_number:
            return replace(self, tie=True)
        return self._down(self.marks[-1][1])

    def _back(self) -> "Keying":
        if self.tie:
            return replace(self, tie=False)
        typed = self.poll.marking.shares and self.here is not None and self._typed()
        if typed:
            return replace(self, marks=self.marks[:-1])
        if not self.place:
            return self
        if self.by_number:
            return replace(self, marks=self.marks[:-1], place=self.place - 1)
        last = self.poll.options[self.place - 1].id
        marks = tuple(m for m in self.marks if m[0] != last)
        return replace(self, marks=marks, skipped=tuple(s for s in self.skipped if s != last), place=self.place - 1)

    def _typed(self) -> bool:
        """Say whether a number has been begun for the option at `place`."""
        return bool(self.marks) and self.marks[-1][0] == self.poll.options[self.place].id

    def _one_only(self) -> str:
        return f"{self.poll.label(self.marks[0][0])} is already marked, and a ballot marks one; look at the paper."

    def cell(self, option: str) -> str:
        """Return what is beside an option: its mark, `.` for blank, or nothing yet."""
        mark = dict(self.marks).get(option)
        if mark is None:
            return "." if option in self.skipped else ""
        return "x" if self.poll.marking.crosses else str(mark)

    def ballot_marks(self) -> dict[str, int]:
        """Return the marks as a ballot holds them; what is blank is left out, and is not nought."""
        return dict(self.marks)

    @property
    def words(self) -> str:
        """Return the ballot in words, or what to key where nothing is keyed yet."""
        if not self.marks and not self.skipped:
            return prompt(self.poll)
        said = echo(self.poll, self.ballot_marks())
        if self.poll.marking.shares:
            said += f" · {self.left or 'none'} of {self.poll.points} points left"
        return said


def key_of(place: int) -> str:
    """Return the digit that names the option at a place on the paper, 0 the tenth; `-` where no key reaches it."""
    return str((place + 1) % 10) if place < 10 else "-"


def prompt(poll: Poll) -> str:
    """Return what the first key of a ballot says, in one line."""
    by_number = Keying(poll).by_number
    if poll.marking.ranks:
        return f"key the options in order of rank, {poll.most} at most" if by_number else (
            f"key ranks 1 to {poll.most}, down the page"
        )  # fmt: skip
    if poll.marking.crosses:
        which = "the option that is marked" if poll.marking.one else "every option that is marked"
        return f"key the number of {which}" if by_number else "down the page: 1 for a mark, . for none"
    if poll.marking.shares:
        return f"key the points down the page, {poll.points} in all; . ends a number"
    return f"key {poll.levels[0].value} to {poll.levels[-1].value} for each option, down the page"


def guide(poll: Poll) -> tuple[str, ...]:
    """Return the lines that say which key does what on a ballot of this poll."""
    by_number = Keying(poll).by_number
    back = "-  back one   *  clear"
    if poll.marking.ranks:
        tie = "+  same rank as before   " if poll.ties else ""
        first = "Digits name the options in order of rank; 0 is the tenth." if by_number else (
            "Digits give ranks, one key a mark, down the page in paper order; 0 is 10."
        )  # fmt: skip
        blank = "" if by_number else ".  leaves one blank   "
        return first, f"{blank}{tie}{back}"
    if poll.marking.crosses:
        again = "; again takes the mark off" if poll.marking.several else ""
        first = f"The digit of an option marks it, counted down the page{again}; 0 is the tenth."
        return (first, back) if by_number else ("Down the page: 1 is a mark, . is none.", back)
    if poll.marking.shares:
        return "Digits give points; . ends a number, or leaves an option blank: blank is not 0.", back
    anchors = [f"  {level.value}  {level.label}" for level in reversed(poll.levels) if level.label]
    return "One digit an option, down the page; . leaves it blank: blank is not 0.", back, *anchors
