"""What a picture of a review holds: rooms and survey side by side, question by question, as a report may show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hep_tui.counting.parting import Parting
from hep_tui.domain.opinions import Moments
from hep_tui.domain.pack import Term
from hep_tui.views.review import Review
from hep_tui.views.survey import Wave

SURVEY = "survey"


@dataclass(frozen=True)
class Heard:
    """Hold how many of one group of phases there are and were reached: schools, people in rooms, responses.

    People and responses are None where they would tell of fewer than five people. `phases` are those that are shown
    together under its label.
    """

    label: str
    schools: int
    reached: int
    rooms: int | None
    responses: int | None
    phases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scored:
    """Hold one thing that people scored from 0 to 1: by label of their phase, and in one word what can be said.

    `counts` are (who scored above the middle, all) by label, where that says something.
    """

    label: str
    concept: str
    everybody: Moments
    by: Mapping[str, Moments]
    word: str = ""
    levels: tuple[int, ...] = ()
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    people: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Asked:
    """Hold one question as one channel answered it; `survey` is which one asked it, where there were several.

    `pairs` says of a ranking of models how many put the first of two above the second.
    """

    id: str
    text: str
    kind: str
    channel: str
    n: int
    scored: tuple[Scored, ...]
    levels: tuple[str, ...] = ()
    concept: str = ""
    survey: str = ""
    parting: Parting | None = None
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def order(self) -> list[Scored]:
        """Return what was scored, the highest first."""
        return sorted(self.scored, key=lambda s: (-round(s.everybody.mean, 9), s.label))

    def places(self, label: str = "") -> dict[str, int]:
        """Return the place of everything scored, by everybody or by those of one label; equal scores share one."""
        means = {s.label: round((s.by[label] if label else s.everybody).mean, 9) for s in self.scored}
        return {name: 1 + sum(other > mean for other in means.values()) for name, mean in means.items()}


@dataclass(frozen=True)
class OfGroup:
    """Hold what the survey says of one group of the pack: its responses, and the questions that may be shown.

    `surveys` is how many there were: what a group said is told of one alone.
    """

    term: Term
    responses: int
    asked: tuple[Asked, ...]
    shown: bool
    surveys: int = 1


@dataclass(frozen=True)
class Picture:
    """Hold the picture of a review. `people` is between how many took part, `tests` how many questions were tested.

    `reached` of the `schools` are known to have been; `unsaid` who took part did not say from which school they are.
    `few` says that how many took part would tell of fewer than five. `rooms` is how many different people came to
    meetings, None where that would.
    """

    review: Review
    record_code: str
    heard: tuple[Heard, ...]
    rooms: int | None
    not_heard: tuple[str, ...]
    people: tuple[int, int]
    few: bool
    schools: int
    reached: int
    unsaid: int
    asked: tuple[Asked, ...]
    groups: tuple[OfGroup, ...]
    waves: tuple[Wave, ...]
    tests: int

    @property
    def labels(self) -> list[str]:
        """Return the labels under which phases are shown, in the order of the pack."""
        return [heard.label for heard in self.heard]
