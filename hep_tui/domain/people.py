"""People who were invited, or came. Their names stay in the register; everywhere else a person is a code."""

from dataclasses import dataclass, replace
from enum import StrEnum

from hep_tui.domain.coming import comes
from hep_tui.domain.record import Count, PlaceNumber


class Standing(StrEnum):
    """Say of somebody on the list before a meeting: expected, not coming, or there uninvited."""

    EXPECTED = ""
    AWAY = "away"
    WALK_IN = "walk-in"


@dataclass(frozen=True)
class Invitation:
    """Hold what is known of one person and one meeting before they come.

    `said` is the list's own word on whether they will, `table_no` where they are to sit.
    """

    meeting: str
    standing: Standing = Standing.EXPECTED
    said: str = ""
    table_no: Count = 0

    @property
    def decided(self) -> bool:
        """Say whether it was a person who said that this one will not come, and no list."""
        return self.standing is Standing.AWAY and comes(self.said) is not False


@dataclass(frozen=True)
class Person:
    """Hold somebody who was invited to `meetings`; `urns` are the schools, of which an executive head may have several.

    `code` stands for the person in attendance and exports; `also` are the codes of doubles who turned out to be the
    same. `organisation` is where somebody is from whose school is none of the review, or is not settled yet.
    """

    code: str
    name: str = ""
    phase: str = ""
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    urns: tuple[PlaceNumber, ...] = ()
    meetings: tuple[str, ...] = ()
    organisation: str = ""
    also: tuple[str, ...] = ()
    invitations: tuple[Invitation, ...] = ()

    def at(self, meeting: str) -> Invitation:
        """Return what is known of this person and a meeting."""
        return next((each for each in self.invitations if each.meeting == meeting), Invitation(meeting))

    def standing(self, meeting: str) -> Standing:
        """Return whether this person is expected at a meeting."""
        return self.at(meeting).standing

    def with_invitation(self, new: Invitation) -> "Person":
        """Return the person with what is now known of one meeting; what says nothing is left out."""
        others = [each for each in self.invitations if each.meeting != new.meeting]
        said = [new] if new != Invitation(new.meeting) else []
        return replace(self, invitations=(*others, *said))

    def asked_to(self, meeting: str) -> bool:
        """Say whether this person is on the list of a meeting."""
        return not self.meetings or meeting in self.meetings
