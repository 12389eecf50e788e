"""Who may vote: one ballot for each person, school or table, of which set, and how many that are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.pack import Pack, Phase
from hep_tui.domain.polls import Poll
from hep_tui.domain.schools import School
from hep_tui.domain.speech import as_usual, in_a_sentence, worded
from hep_tui.errors import HepError

_ALL = ("one for each school", "one for each school; la officers and observers apart", "every school", "all schools")
_MAINTAINED = ("one for each maintained school", "maintained schools only", "maintained schools")
_PRESENT = "present"
_PEOPLE = ("everybody present", "everybody present but la officers and observers", "everybody here")
_TABLES = ("one for each table", "one for every table", "tables")


@dataclass(frozen=True)
class Electorate:
    """Hold who votes: the words, whose ballot one is, and of which schools, `maintained` or of one `phase` only.

    `here` says that only those who are present vote, so that nobody can say beforehand how many they are.
    """

    words: str
    unit: str = "person"
    maintained: bool = False
    phase: str = ""
    here: bool = True

    def holds(self, school: School) -> bool:
        """Say whether a school has a vote."""
        if self.unit != "school" or not school.takes_part:
            return False
        return (school.maintained or not self.maintained) and self.phase in ("", school.phase)

    def size(self, schools: Iterable[School]) -> int:
        """Return how many may vote, 0 where nobody can say beforehand."""
        return 0 if self.here else sum(map(self.holds, schools))


def electorate(words: str, phases: Sequence[Phase] = (), groups: Sequence[str] = ()) -> Electorate | None:
    """Return the electorate that words mean; None where they mean none that is known here."""
    own = " ".join(words.casefold().rstrip(".").split())
    said = as_usual(own).casefold()
    here = said.endswith(f" {_PRESENT}")
    bare = said.removesuffix(f" {_PRESENT}") if here else said
    if said in _PEOPLE or own in {f"members of {group.casefold()}" for group in groups}:
        return Electorate(words)
    if said in _TABLES:
        return Electorate(words, "table")
    if bare in _ALL or bare in _MAINTAINED:
        return Electorate(words, "school", maintained=bare in _MAINTAINED, here=here)
    for phase in phases:
        if bare in (f"one for each {phase.name.casefold()} school", f"{phase.name.casefold()} schools"):
            return Electorate(words, "school", phase=phase.id, here=here)
    return None


def offered(pack: Pack) -> list[str]:
    """Return the words of the electorates that are known for a pack."""
    words = [
        "everybody present",
        worded("one for each {place}"),
        worded("one for each {maintained} {place}"),
        worded("one for each {place} present"),
    ]
    words += [worded("one for each {phase} {place}", phase=in_a_sentence(phase.name)) for phase in pack.phases]
    return [*words, "one for each table", *(f"members of {group.name}" for group in pack.groups)]


def meant(words: str, pack: Pack) -> Electorate:
    """Return the electorate that words mean, or raise HepError with the list of those known."""
    found = electorate(words, pack.phases, [group.name for group in pack.groups])
    if found is None:
        listed = "; ".join(offered(pack))
        raise HepError(f"Nobody can count who votes by {words[:60]!r}; nothing was stored, choose one of: {listed}.")
    return found


def of_poll(poll: Poll, phases: Sequence[Phase] = ()) -> Electorate:
    """Return the electorate of a poll; words that are not known stand for those whom its unit says."""
    known = electorate(poll.electorate, phases)
    if known is None or known.unit != poll.unit:
        return Electorate(poll.electorate, poll.unit)
    return known


def size(poll: Poll, schools: Iterable[School], phases: Sequence[Phase] = ()) -> int:
    """Return how many may vote in a poll: as it was fixed, else as its words say of the schools."""
    return poll.eligible or of_poll(poll, phases).size(schools)
