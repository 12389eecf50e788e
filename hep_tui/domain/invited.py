"""The list of who is invited: one code a person, what a further list changes, and doubles that are one person."""

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from hep_tui.domain.people import Invitation, Person, Standing


def person_code(review: str, name: str, school: str) -> str:
    """Return the code that stands for somebody of this name and school throughout a review.

    Every laptop derives the same one, so the same list imported twice names the same people. The id of the review is
    the key: without it a code says nothing, but who holds the file and knows a name can tell its code.
    """
    said = "\n".join((" ".join(unicodedata.normalize("NFKC", name).casefold().split()), school))
    digest = hmac.new(review.encode(), said.encode("utf-8", "replace"), hashlib.sha256).digest()
    return "p-" + base64.b32encode(digest[:10]).decode().lower()


def joined(before: Person, now: Person) -> Person:
    """Return somebody who is on the list already with what another list says; empty cells take nothing away."""
    everywhere = not (before.meetings and now.meetings)
    urns = now.urns or before.urns
    meetings = () if everywhere else tuple(dict.fromkeys((*before.meetings, *now.meetings)))
    organisation = "" if urns else now.organisation or before.organisation
    return replace(
        before,
        phase=now.phase or before.phase,
        roles=now.roles or before.roles,
        groups=now.groups or before.groups,
        urns=urns,
        meetings=meetings,
        organisation=organisation,
        also=tuple(dict.fromkeys((*before.also, *now.also))),
        invitations=_invitations(before, now),
    )


def _invitations(before: Person, now: Person) -> tuple[Invitation, ...]:
    """Return what is known of each meeting: a list that says nothing of coming leaves that as it was.

    That somebody will not come stands, too, where a person said so and no list.
    """
    found = before
    for new in now.invitations:
        old = before.at(new.meeting)
        silent = new.standing is Standing.EXPECTED and (not new.said or old.decided)
        both = replace(new, table_no=new.table_no or old.table_no)
        found = found.with_invitation(replace(both, standing=old.standing, said=old.said) if silent else both)
    return found.invitations


def one_person(kept: Person, double: Person) -> Person:
    """Return two entries on the list as the one person that they are, by the name and code of the first."""
    both = joined(double, kept)
    also = dict.fromkeys((*both.also, double.code))
    return replace(both, code=kept.code, name=kept.name, also=tuple(also))


def without(person: Person, meeting: str) -> Person | None:
    """Return somebody who is off the list of one meeting, None where they are on no other."""
    left = tuple(each for each in person.meetings if each != meeting)
    return replace(person.with_invitation(Invitation(meeting)), meetings=left) if left else None


def aliases(people: Mapping[str, Person]) -> dict[str, Person]:
    """Return the people by every code that stands for them."""
    return {**{code: p for p in people.values() for code in p.also}, **people}


def changes(before: Person, after: Person, meeting: str) -> tuple[str, ...]:
    """Return in words which of what is known of somebody another list changes."""
    was, now = before.at(meeting), after.at(meeting)
    pairs = {
        "name": (before.name, after.name),
        "school": (before.urns or before.organisation, after.urns or after.organisation),
        "phase": (before.phase, after.phase),
        "role": (before.roles, after.roles),
        "groups": (before.groups, after.groups),
        "table": (was.table_no, now.table_no),
        "coming": ((was.standing, was.said), (now.standing, now.said)),
        "invited to this meeting, too": (before.asked_to(meeting), after.asked_to(meeting)),
    }
    return tuple(what for what, (old, new) in pairs.items() if old != new)
