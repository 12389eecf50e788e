"""What a review calls its places, people and money: apart from the pack, as a screen speaks before one is read."""

from dataclasses import dataclass
from typing import Annotated

from hep_tui.domain.key import Key


@dataclass(frozen=True)
class Words:
    """Hold what the places, people and money of a review are called, where this is no review of English schools."""

    place: Annotated[str, Key("what takes part: school, practice, ysgol", read=True)] = "school"
    places: Annotated[str, Key("several of them; left out: as English does")] = ""
    learner: Annotated[str, Key("whom the places are there for", read=True)] = "pupil"
    learners: Annotated[str, Key("several of them; left out: as English does")] = ""
    people: Annotated[str, Key("who comes to the meetings", read=True)] = "people"
    officials: Annotated[str, Key("who is there and has no vote", read=True)] = "LA officers and observers"
    authority: Annotated[str, Key("the authority, in short", read=True)] = "LA"
    maintained: Annotated[str, Key("what those are called that an authority maintains", read=True)] = "maintained"
    money: Annotated[str, Key("the sign before an amount", read=True, most=8)] = "£"
    area: Annotated[str, Key("what the review is of: borough, county, cluster", read=True)] = "borough"
    unit: Annotated[str, Key("whose ballot it is where each place has one; left out: the place")] = ""
    months: Annotated[tuple[str, ...], Key("the twelve months as dates write them; left out: by lang", read=True)] = ()
    weekdays: Annotated[tuple[str, ...], Key("the seven days from Monday; left out: by lang", read=True)] = ()
