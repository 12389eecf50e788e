"""The ballot of a table while it is keyed: how many people it stands for, and its parts where the table split."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hep_tui.domain.ballots import Ballot, Split, table_words
from hep_tui.domain.keying import Keying, Refused

MOST = 999


@dataclass(frozen=True)
class Part:
    """Hold one part of a table: how many people, and what they marked."""

    people: int
    keying: Keying


@dataclass(frozen=True)
class Table:
    """Hold whom a paper stands for; `people` 0 is one voter's paper, `number` which table it is, 0 where nobody said.

    `parts` are keyed, `here` are the people of the part on the screen (0 the whole table). While a number is asked for,
    `asks` says whose: which, the table's own; table, its people; part, or whole, which are those who marked what was
    keyed before anybody said that the table split. `typed` is the number so far, and `given` what Enter takes where
    nothing is typed. `seats` are the tables of the room with the people at each.
    """

    people: int = 0
    parts: tuple[Part, ...] = ()
    here: int = 0
    asks: str = ""
    typed: str = ""
    given: int = 0
    number: int = 0
    seats: Mapping[int, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Return how many people are in no part yet."""
        return self.people - sum(part.people for part in self.parts) - self.here

    def ask(self, given: int) -> "Table":
        """Return the table while it is asked how many people it stands for."""
        return replace(self, asks="table", typed="", given=given)

    def ask_which(self, given: int) -> "Table":
        """Return the table while it is asked which one it is; how many people it has is asked next."""
        return replace(self, asks="which", typed="", given=given)

    def split(self, keying: Keying) -> "Table":
        """Begin another part; what is keyed by now is the part before it.

        Raises Refused where the paper is not a table's, or nobody is left for another part.
        """
        if not self.people:
            raise Refused("Only the ballot of a table can be split; t says how many people it stands for.")
        if keying.marks and not self.here:
            return replace(self, asks="whole", typed="", given=0)
        if keying.marks and self.left <= 0:
            raise Refused(f"All {self.people} people are in a part by now: Enter stores the ballot, - goes back.")
        done = self._with(keying) if keying.marks else replace(self, here=0)
        return replace(done, asks="part", typed="", given=max(done.left, 0))

    def press(self, key: str) -> "Table":
        """Return the table after a key of the number that is asked for: a digit, `-` back one, `*` clear."""
        if key == "*":
            return replace(self, typed="")
        if key == "-" and not self.typed and self.asks == "table" and self.seats:
            return self.ask_which(self.number)
        if key == "-":
            return replace(self, typed=self.typed[:-1])
        if not (key.isascii() and key.isdigit()):
            what = "Which table?" if self.asks == "which" else "How many people?"
            raise Refused(f"{what} Type the number, then Enter; Esc leaves it as it was.")
        return replace(self, typed=(self.typed + key)[:4])

    def accept(self, keying: Keying, present: int = 0) -> "Table":
        """Take the number that was asked for; `present` are the people in the room, 0 where nobody counted.

        Raises Refused where it is not a number, or more people than there are or are left.
        """
        number = int(self.typed or self.given)
        if self.asks == "which":
            if number > MOST:
                raise Refused(f"There is no table {number}; look at the paper.")
            return replace(self, number=number).ask(self.seats.get(number, 0))
        if self.asks == "table":
            if number > MOST:
                raise Refused(f"A table has at most {MOST} people; look at the paper.")
            if number > present > 0:
                raise Refused(f"{number} people are more than the {present} present; look at the paper.")
            if not number and keying.poll.unit == "table":
                raise Refused("Every paper of this poll stands for a table: type how many people it has.")
            return replace(self, people=number, asks="", typed="") if number else Table()
        most = self.people - sum(part.people for part in self.parts)
        if not 1 <= number <= most:
            raise Refused(f"{number} people are none of the {most} that are left of {self.people}; look at the paper.")
        if self.asks == "whole":
            done = replace(self, here=number)._with(keying)
            return replace(done, asks="part", typed="", given=done.left) if done.left else done.stopped()
        return replace(self, here=number, asks="", typed="")

    def blanked(self, keying: Keying) -> "Table":
        """Return the table with the part on the screen abstaining, and ask for the next where people are left.

        Raises Refused where everybody of the table would abstain: then the paper is blank.
        """
        if not self.left and not any(part.keying.marks for part in self.parts):
            raise Refused("Nobody at this table marked anything: * clears the parts, then b records a blank ballot.")
        done = self._with(Keying(keying.poll))
        return replace(done, asks="part", typed="", given=done.left) if done.left else done

    def stopped(self) -> "Table":
        """Return the table with the question about it, and what was typed, put aside."""
        return replace(self, asks="", typed="")

    def back(self) -> tuple["Table", Keying] | None:
        """Return the table and the paper with the part that was keyed last; None where there is none."""
        if not self.parts:
            return None
        last = self.parts[-1]
        return replace(self, parts=self.parts[:-1], here=last.people), last.keying

    def _with(self, keying: Keying) -> "Table":
        return replace(self, parts=(*self.parts, Part(self.here, keying)), here=0)

    def ballot(self, ballot: Ballot, keying: Keying) -> Ballot:
        """Return a ballot as this table fills it in.

        Raises Refused where its parts do not add up.
        """
        if not self.people:
            return ballot
        parts = self.parts
        if keying.marks and (parts or self.here):
            if not self.here:
                raise Refused("How many people are this part? / says it; * clears the marks.")
            parts = (*parts, Part(self.here, keying))
        ballot = replace(ballot, unit="table", people=self.people, table_no=self.number)
        if not parts:
            return ballot
        if (have := sum(part.people for part in parts)) != self.people:
            sums = " + ".join(str(part.people) for part in parts)
            said = f"{sums} = {have}" if len(parts) > 1 else sums
            raise Refused(f"{said}, but the paper stands for {self.people}: / adds a part, - goes back one.")
        if len(parts) == 1:
            return replace(ballot, marks=parts[0].keying.ballot_marks())
        return replace(ballot, marks={}, splits=tuple(Split(p.people, p.keying.ballot_marks()) for p in parts))

    @property
    def question(self) -> str:
        """Return what is asked for, with the number so far; nothing where nothing is."""
        asked = {
            "which": "Which table is it?",
            "table": f"How many people are at table {self.number}?",
            "whole": f"The table split: how many of the {self.people} marked what is keyed?",
            "part": f"How many people are the next part? {self.left} of {self.people} are left.",
        }.get(self.asks, "")
        if self.asks == "table" and not self.number:
            asked = "How many people does this paper stand for?"
        return asked and f"{asked} [ {self.typed or self.given or '_'} ]"

    @property
    def words(self) -> str:
        """Return the table in words: its parts, whom the marks on the screen are of, and who is left."""
        if not self.people:
            return ""
        said = [table_words(self.number, self.people)]
        said += [f"{part.people} for {part.keying.words}" for part in self.parts]
        said += [f"now {self.here}"] if self.here else []
        said += [f"{self.left} left"] if self.left and (self.parts or self.here) else []
        return "; ".join(said)
