"""The pack: everything that makes a review this borough's and no other's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from hep_tui.domain.record import from_body, to_body

T = TypeVar("T", bound="HasId")


@dataclass(frozen=True)
class HasId:
    """Give a thing of the pack its id, which stands in entries and exports."""

    id: str


@dataclass(frozen=True)
class Term(HasId):
    """Hold a word for who people are: a phase, a role or a group.

    `short` is the label for narrow places, `also` what lists and people call it as well.
    """

    label: str
    short: str = ""
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the short label where there is one."""
        return self.short or self.label


@dataclass(frozen=True)
class Phase(Term):
    """Hold a phase; `merge` is the wider cell it is shown in outside the team where it is too small."""

    merge: str = ""


@dataclass(frozen=True)
class Theme(HasId):
    """Hold a code of the code frame; `parent` is the theme it is nested in."""

    label: str
    parent: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Item(HasId):
    """Hold an agenda item: talk, notes, ranking, vote, framework, models or break; `poll` names its poll plan."""

    title: str
    minutes: int
    kind: str = "notes"
    prompt: str = ""
    poll: str = ""


@dataclass(frozen=True)
class Agenda(HasId):
    """Hold the agenda of a kind of meeting: workshop or conference."""

    label: str
    kind: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Priority(HasId):
    """Hold an option of a ranking."""

    label: str
    hint: str = ""


@dataclass(frozen=True)
class Funding:
    """Hold one funding line of a model. Money is in pence, `None` where the pack does not say.

    `basis` is per-pupil, flat, band, top-slice, de-delegation, la-grant or traded; a band names the `phase` it is for.
    """

    basis: str
    pence: int | None = None
    cap_pence: int | None = None
    phase: str = ""
    units: int = 1
    one_off: bool = False
    note: str = ""


@dataclass(frozen=True)
class Model(HasId):
    """Hold one version of a proposed partnership model."""

    version: int
    title: str
    summary: str = ""
    legal_form: str = ""
    ownership: str = ""
    board: str = ""
    membership: str = ""
    offer: tuple[str, ...] = ()
    funding: tuple[Funding, ...] = ()
    assumptions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    status: str = "proposed"
    like: str = ""
    total: str = ""


@dataclass(frozen=True)
class Condition(HasId):
    """Hold one condition of the framework."""

    label: str


@dataclass(frozen=True)
class Level:
    """Hold one level of a scale."""

    value: int
    label: str


@dataclass(frozen=True)
class Scale(HasId):
    """Hold a scale with its anchors."""

    label: str
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class PollPlan(HasId):
    """Hold a poll prepared in the pack. `options` is priorities, models, or own; `own` then lists labels.

    `keep` is secret where its ballots are kept without number, time, order and person.
    """

    title: str
    question: str
    method: str = "rank"
    options: str = "priorities"
    own: tuple[str, ...] = ()
    top: int = 0
    ties: bool = False
    unit: str = "person"
    electorate: str = ""
    base: str = "valid"
    quorum: str = ""
    threshold: str = ""
    tie_chain: tuple[str, ...] = ()
    rule: str = "borda"
    layout: str = "down"
    scale: str = ""
    budget: int = 0
    no_change: str = ""
    series: str = ""
    keep: str = ""
    seats: int = 1
    proposition: str = ""
    default: str = ""


@dataclass(frozen=True)
class Pack(HasId):
    """Hold a whole pack. `schools` is the name of its school table; `colours` is phase and colour of paper."""

    title: str
    borough: str
    la_code: str = ""
    schools: str = ""
    attribution: str = ""
    groups: tuple[Term, ...] = ()
    phases: tuple[Phase, ...] = ()
    roles: tuple[Term, ...] = ()
    themes: tuple[Theme, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    priorities: tuple[Priority, ...] = ()
    models: tuple[Model, ...] = ()
    framework_label: str = ""
    conditions: tuple[Condition, ...] = ()
    scales: tuple[Scale, ...] = ()
    polls: tuple[PollPlan, ...] = ()
    colours: Mapping[str, str] | None = None
    timezone: str = "Europe/London"

    def phase(self, id: str) -> Phase | None:
        """Return the phase of this id."""
        return find(self.phases, id)

    def role(self, id: str) -> Term | None:
        """Return the role of this id."""
        return find(self.roles, id)

    def group(self, id: str) -> Term | None:
        """Return the group of this id."""
        return find(self.groups, id)

    def agenda(self, id: str) -> Agenda | None:
        """Return the agenda of this id."""
        return find(self.agendas, id)

    def model(self, id: str) -> Model | None:
        """Return the latest version of the model of this id."""
        versions = [m for m in self.models if m.id == id]
        return max(versions, key=lambda m: m.version) if versions else None

    def poll(self, id: str) -> PollPlan | None:
        """Return the poll plan of this id."""
        return find(self.polls, id)

    def scale(self, id: str) -> Scale | None:
        """Return the scale of this id."""
        return find(self.scales, id)

    def to_dict(self) -> dict[str, Any]:
        """Return the pack as JSON values, as a review freezes it."""
        return to_body(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Pack":
        """Return the pack that `to_dict` wrote."""
        return from_body(cls, data)


def find(things: tuple[T, ...], id: str) -> T | None:
    """Return the thing of this id, or None."""
    return next((thing for thing in things if thing.id == id), None)
