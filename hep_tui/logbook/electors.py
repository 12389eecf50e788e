"""Who may vote in a poll and who was here for it, read from the record once for everybody who asks."""

from hep_tui.domain.electorate import of_poll, size
from hep_tui.domain.meetings import Attendance
from hep_tui.domain.pack import Pack, Phase
from hep_tui.domain.people import Person
from hep_tui.domain.polls import Poll
from hep_tui.domain.record import from_body
from hep_tui.domain.schools import School
from hep_tui.domain.speech import speak
from hep_tui.logbook.book import Book
from hep_tui.logbook.records import records

Borough = tuple[tuple[School, ...], tuple[Phase, ...]]


def borough(book: Book) -> Borough:
    """Return the schools and the phases that the review was started with; none where its entry says none."""
    found = next(book.current("review"), None)
    if found is None or found.body is None:
        return (), ()
    held: dict[str, Borough] = book.memo.setdefault(borough, {})
    if found.id not in held:
        try:
            schools = tuple(from_body(School, each) for each in found.data.get("schools") or ())
            phases = tuple(from_body(Phase, each) for each in found.data["pack"].get("phases") or ())
            # Who votes is said in the words of the review.
            speak(from_body(Pack, found.data["pack"]))
            held[found.id] = schools, phases
        except (AttributeError, KeyError, TypeError, ValueError):
            # What another program wrote is refused where the review itself is shown.
            held[found.id] = (), ()
    return held[found.id]


def voters(book: Book, poll: Poll) -> int:
    """Return how many may vote: as it was fixed, else as its words say of the schools; 0 where nobody knows."""
    return size(poll, *borough(book))


def schools_here(book: Book, poll: Poll) -> int:
    """Return how many schools with a vote somebody here speaks for; the head of two federated schools holds two."""
    schools, phases = borough(book)
    known = {r.what.code: r.what for r in records(book, Person)}
    here = records(book, Attendance, meeting=poll.meeting, state="here") if poll.meeting else []
    urns = {urn for a in here if (person := known.get(a.what.person)) for urn in person.urns}
    # Whoever came without a name is known by the URN of the school.
    urns |= {a.what.person.partition("-")[0] for a in here}
    electorate = of_poll(poll, phases)
    return sum(school.urn in urns and electorate.holds(school) for school in schools)


def people_here(book: Book, poll: Poll) -> int:
    """Return how many people are at the meeting of a poll now."""
    here = records(book, Attendance, meeting=poll.meeting, state="here") if poll.meeting else []
    return len({a.what.person for a in here})
