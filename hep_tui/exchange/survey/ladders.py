"""Scales as survey tools word them: their levels from the lowest to the highest, and the answers beside them."""

import re
from collections.abc import Collection, Mapping, Sequence

from hep_tui.domain.framework import levels_of
from hep_tui.domain.pack import Pack
from hep_tui.domain.resolve.folding import plain

_LADDERS = tuple(
    tuple(ladder.split("; "))
    for ladder in (
        "Strongly disagree; Disagree; Neither agree nor disagree; Agree; Strongly agree",
        "Strongly disagree; Disagree; Neutral; Agree; Strongly agree",
        "Strongly disagree; Disagree; Agree; Strongly agree",
        "Strongly disagree; Tend to disagree; Neither agree nor disagree; Tend to agree; Strongly agree",
        "Strongly oppose; Oppose; Neither support nor oppose; Support; Strongly support",
        "Very unlikely; Unlikely; Neither likely nor unlikely; Likely; Very likely",
        "Very unlikely; Fairly unlikely; Fairly likely; Very likely",
        "Very dissatisfied; Dissatisfied; Neither satisfied nor dissatisfied; Satisfied; Very satisfied",
        "Not at all important; Not important; Neither; Important; Very important",
        "Not important; Slightly important; Moderately important; Important; Very important",
        "Not important; Fairly important; Important; Very important; Essential",
        "Very poor; Poor; Fair; Good; Very good",
        "Very poor; Poor; Average; Good; Very good",
        "Poor; Fair; Good; Excellent",
        "Poor; Average; Good; Excellent",
        "Poor; Satisfactory; Good; Very good",
        "Poor; Satisfactory; Good; Excellent",
        "Poor; Fair; Good; Very good; Excellent",
        "Inadequate; Requires improvement; Good; Outstanding",
        "Not at all; A little; Somewhat; Quite a lot; A great deal",
        "Not at all; To a small extent; To some extent; To a large extent; Fully",
        "Never; Rarely; Sometimes; Often; Always",
        "Much worse; Worse; About the same; Better; Much better",
        "Definitely not; Probably not; Possibly; Probably; Definitely",
        "Low; Medium; High",
        "Very low; Low; Medium; High; Very high",
        "Not met; Partly met; Mostly met; Fully met",
        "Very ineffective; Ineffective; Neither effective nor ineffective; Effective; Very effective",
        "Not relevant for me; Somewhat useful; Critical to me",
        "Very unfavorably; Somewhat unfavorably; Neither favorably nor unfavorably (neutral); Somewhat favorably; "
        "Very favorably",
    )
)
_OFF = re.compile(
    r"(i )?(do ?n.?t know|can.?t say|cannot say|not sure|unsure|no opinion|not applicable|n ?/ ?a|prefer not to say"
    r"|unfamiliar( \(n/a\))?|no view)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(-?\d{1,2})(?:\.0)?(?: ?[-–:=(] ?(.+?)\)?)?")
_DEGREES = tuple(
    tuple(words.split("; "))
    for words in (
        "not at all", "not very; not particularly; not really", "slightly; a little; tend to; only slightly",
        "somewhat; partly; to some extent", "moderately; fairly; quite; reasonably", "", "mostly; generally; largely",
        "very; strongly; highly; a great deal", "extremely; completely; totally; fully; entirely; exceptionally",
    )
)  # fmt: skip
_SIMPLY = _DEGREES.index(("",))
_BETWEEN = ("neither", "neutral", "no difference", "undecided")
_FEWEST_LEVELS = 3
_LARGEST = 10
_ENDS = re.compile(r"\b(\d{1,2}) ?(?:to|-|–) ?(\d{1,2})\b")


def is_off(label: str) -> bool:
    """Say whether an answer is beside a scale, as `not sure` does."""
    return bool(_OFF.fullmatch(label.strip()))


def ladder(labels: Collection[str], pack: Pack) -> tuple[str, ...]:
    """Return all levels of the scale that answers come from, lowest first; empty where they fit no scale.

    Two different levels have to be among the answers, or one that names a whole scale.
    """
    given = {plain(label.strip()): label.strip() for label in labels if not is_off(label)}
    own = [tuple(level.label for level in scale.levels) for scale in pack.scales]
    framework = tuple(level.label for level in levels_of(pack))
    fitting = [each for each in (framework, *own, *_LADDERS) if given and given.keys() <= set(map(plain, each))]
    whole = [each for each in fitting if len(each) == len(given)]
    return (*whole, *fitting, _by_degree(given))[0]


def _by_degree(given: Mapping[str, str]) -> tuple[str, ...]:
    """Return levels that say one word by degrees, as `not very useful` and `fairly useful`, or it and its opposite.

    `given` leads from labels as they are compared to labels as they are written.
    """
    parts = {label: _degree(label) for label in given if not label.startswith(_BETWEEN)}
    words = {word for _, word in parts.values()}
    against = {word for word in words for other in words if word in (f"dis{other}", f"un{other}", f"in{other}")}
    if len(words - against) != 1 or len(set(parts.values())) < _FEWEST_LEVELS:
        return ()
    places = {label: -degree - 1 if word in against else degree for label, (degree, word) in parts.items()}
    order = sorted(given, key=lambda label: places.get(label, -1))
    return tuple(given[label] for label in order) if len(set(places.values())) == len(places) else ()


def _degree(label: str) -> tuple[int, str]:
    """Return how much a level says of its word, and the word; without one of degree it is said simply."""
    for degree, said in enumerate(_DEGREES):
        for start in said:
            if label == start or label.startswith(f"{start} "):
                return degree, label[len(start) :].strip()
    return _SIMPLY, label


def ends(question: str) -> tuple[int, ...]:
    """Return the two ends of a scale of figures as a question says them, `from 0 to 10`; none where it does not."""
    found = _ENDS.search(question)
    return (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) <= _LARGEST else ()


def numbered(labels: Collection[str], ends: Sequence[int] = ()) -> tuple[str, ...]:
    """Return the levels of a scale of figures, 0 or 1 to at most 10, some with words; none where it is not one.

    `ends` are the lowest and the highest, where they are known.
    """
    found: dict[int, str] = {}
    for label in labels:
        match = _NUMBER.fullmatch(label.strip())
        if match is None:
            return ()
        place = int(match[1])
        found[place] = max(found.get(place, ""), f"{place} {match[2]}" if match[2] else str(place), key=len)
    if not found or min(found) < 0 or max(found) > _LARGEST:
        return ()
    first = 0 if 0 in found or max(found) == _LARGEST else 1
    low, high = min(found, default=first), max(found)
    if ends and ends[0] <= low and high <= ends[1]:
        first, high = ends
    return tuple(found.get(place, str(place)) for place in range(first, max(high, first + 1) + 1))


def figure(label: str) -> str:
    """Return the figure that an answer on a numbered scale begins with, empty where it does not."""
    match = _NUMBER.fullmatch(label.strip())
    return str(int(match[1])) if match else ""


def in_order(labels: Sequence[str], steps: Sequence[str]) -> list[str]:
    """Return labels in the order of a ladder, as the ladder writes them, with what is beside it last."""
    return [*steps, *sorted(label for label in labels if is_off(label))]
