"""The pack: everything that makes a review this borough's and no other's; each field says what it may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from hep_tui.domain import formats
from hep_tui.domain.key import LONG, Key
from hep_tui.domain.methods import METHODS
from hep_tui.domain.nouns import Said
from hep_tui.domain.record import from_body, to_body
from hep_tui.domain.rules import EVERY
from hep_tui.domain.words import Words

T = TypeVar("T", bound="HasId")

AGENDA_KINDS = ("workshop", "conference")
ITEM_KINDS = ("notes", "talk", "break", "ranking", "vote", "framework", "models")
FUNDING_BASES = ("per-pupil", "flat", "band", "top-slice", "de-delegation", "la-grant", "traded")
SOURCES = ("priorities", "models", "own")
UNITS = ("person", "school", "table")
SHARES = ("valid", "cast", "present", "eligible")
TIE_STEPS = ("earlier", "first", "borda", "schulze", "top", "lot", "revote", "chair")

Label = Annotated[str, Key("what people read", read=True)]
Text = Annotated[str, Key("in words")]
Long = Annotated[str, Key("in words", most=LONG)]


@dataclass(frozen=True)
class HasId:
    """Give a thing of the pack its id, which is in entries and exports."""

    id: Annotated[str, Key("what is typed, and what exports hold", fits=formats.plain_id)]


@dataclass(frozen=True)
class Term(HasId):
    """Hold a word for who people are: a phase, a role or a group.

    `short` is the label for narrow places, `also` what lists and people call it as well.
    """

    label: Label
    short: Annotated[str, Key("the label for narrow places")] = ""
    also: Annotated[tuple[str, ...], Key("what lists and people call it as well", read=True)] = ()

    @property
    def name(self) -> str:
        """Return the short label where there is one."""
        return self.short or self.label


@dataclass(frozen=True)
class Phase(Term):
    """Hold a phase; `merge` is the wider cell it is shown in outside the team where it is too small."""

    merge: Annotated[str, Key("the wider cell that a small phase is shown in outside the team")] = ""


@dataclass(frozen=True)
class Theme(HasId):
    """Hold a code of the code frame; `parent` is the theme it is nested in."""

    label: Annotated[Label, Said("Theme in words", free=True)]
    parent: Annotated[str, Key("the theme that it is nested in", names="themes"), Said("Theme it is nested in")] = ""
    hint: Annotated[str, Key("what belongs under it", most=LONG), Said("Hint")] = ""


@dataclass(frozen=True)
class Item(HasId):
    """Hold an agenda item: talk, notes, ranking, vote, framework, models or break; `poll` names its poll plan."""

    title: Annotated[Label, Said("Title", free=True, needed=False)]
    minutes: Annotated[int, Key("how long it is planned", within=range(481)), Said("Minutes planned", needed=False)]
    kind: Annotated[
        str,
        Key("what is done in it", one_of=ITEM_KINDS),
        Said("Talk, notes, ranking, vote, framework, models or break"),
    ] = "notes"
    prompt: Annotated[str, Key("the question put to the room", most=LONG), Said("What was asked", free=True)] = ""
    poll: Annotated[str, Key("the poll that it holds", names="polls")] = ""


@dataclass(frozen=True)
class Agenda(HasId):
    """Hold the agenda of a kind of meeting: workshop or conference."""

    label: Label
    kind: Annotated[str, Key("the kind of meeting", one_of=AGENDA_KINDS)]
    items: Annotated[tuple[Item, ...], Key("its items, in order")] = ()


@dataclass(frozen=True)
class Priority(HasId):
    """Hold an option of a ranking."""

    label: Annotated[Label, Said("Priority in words")]
    hint: Annotated[str, Key("what is meant by it", most=LONG), Said("Hint")] = ""
    theme: Annotated[str, Key("the theme that notes about it have, if not the one of the same id", names="themes")] = ""


@dataclass(frozen=True)
class Funding:
    """Hold one funding line of a model. Money is in pence, `None` where the pack does not say.

    `basis` is per-pupil, flat, band, top-slice, de-delegation, la-grant or traded; a band names the `phase` it is for.
    """

    basis: Annotated[str, Key("how the amount is charged", one_of=FUNDING_BASES), Said("Basis", codes="basis")]
    pence: Annotated[
        int | None,
        Key("the amount, open where it is left out", written=("pounds", "amount")),
        Said("Amount in pence; empty where the pack does not say", least=None),
    ] = None
    cap_pence: Annotated[
        int | None,
        Key("the most that one pays", written=("cap",)),
        Said("Most that one {place} pays, in pence", least=None),
    ] = None
    phase: Annotated[
        str,
        Key("the phase that pays it; a band must name one", names="phases"),
        Said("Phase that a band is for", codes="phase"),
    ] = ""
    units: Annotated[int, Key("how many such amounts", within=range(1, 10_001)), Said("How many such units")] = 1
    one_off: Annotated[bool, Key("paid once, not each year"), Said("Paid once, not each year", needed=False)] = False
    note: Annotated[Long, Said("Note")] = ""


@dataclass(frozen=True)
class Model(HasId):
    """Hold one version of a proposed partnership model."""

    id: Annotated[str, Key("what is typed: an id, or one capital letter", fits=formats.model_id)]
    version: Annotated[int, Key("a vote refers to the version on its paper", within=range(1, 1001)), Said("Version")]
    title: Annotated[Label, Said("Title")]
    summary: Annotated[Long, Said("Summary")] = ""
    legal_form: Annotated[Text, Said("Legal form")] = ""
    ownership: Annotated[Text, Said("Ownership")] = ""
    board: Annotated[Text, Said("Board")] = ""
    membership: Annotated[Text, Said("Membership rule")] = ""
    offer: Annotated[tuple[str, ...], Key("the services that it offers"), Said("Service offer")] = ()
    funding: Annotated[tuple[Funding, ...], Key("who pays what")] = ()
    assumptions: Annotated[tuple[str, ...], Key("what has to be true for it", most=LONG), Said("Assumptions")] = ()
    risks: Annotated[tuple[str, ...], Key("what could go wrong", most=LONG), Said("Risks")] = ()
    status: Annotated[Text, Said("Status")] = "proposed"
    like: Annotated[str, Key("where something like it exists")] = ""
    total: Annotated[
        str,
        Key("what it costs at full take-up, as the papers say"),
        Said("Total at full take-up, in the words of the pack"),
    ] = ""


@dataclass(frozen=True)
class Condition(HasId):
    """Hold one condition of the framework."""

    label: Annotated[Label, Said("Condition in words")]
    theme: Annotated[str, Key("the theme that notes about it have, if not the one of the same id", names="themes")] = ""


@dataclass(frozen=True)
class Level:
    """Hold one level of a scale."""

    value: Annotated[int, Key("the figure that is marked", within=range(-100, 101)), Said("Level", least=None)]
    label: Annotated[Label, Said("Level in words", needed=False)]


@dataclass(frozen=True)
class Scale(HasId):
    """Hold a scale with its anchors."""

    label: Label
    levels: Annotated[tuple[Level, ...], Key("at least two, highest or lowest first")] = ()


@dataclass(frozen=True)
class PollPlan(HasId):
    """Hold a poll prepared in the pack. `options` is priorities, models, or own; `own` then lists labels.

    `keep` is secret where its ballots are kept without number, time, order and person.
    """

    title: Label
    question: Annotated[str, Key("what is asked", most=LONG, read=True)]
    method: Annotated[str, Key("how ballots are marked", one_of=tuple(METHODS))] = "rank"
    options: Annotated[str, Key("what is voted on", one_of=SOURCES)] = "priorities"
    own: Annotated[tuple[str, ...], Key("its own options, as labels", read=True)] = ()
    top: Annotated[int, Key("how many are ranked; 0 is all", within=range(101))] = 0
    ties: Annotated[bool, Key("whether equal places are allowed")] = False
    unit: Annotated[str, Key("whose ballot one is", one_of=UNITS)] = "person"
    electorate: Annotated[str, Key("who votes, in words")] = ""
    base: Annotated[str, Key("what shares are of", one_of=SHARES)] = "valid"
    quorum: Annotated[str, Key("how many must take part, in words")] = ""
    threshold: Annotated[str, Key("what is needed, in words")] = ""
    tie_chain: Annotated[tuple[str, ...], Key("what breaks a tie, in order", one_of=TIE_STEPS)] = ()
    rule: Annotated[str, Key("the rule that counts", one_of=tuple(EVERY))] = "borda"
    layout: Annotated[str, Key("marks down the page, or numbers in order", one_of=("down", "order"))] = "down"
    scale: Annotated[str, Key("the scale that is marked", names="scales")] = ""
    budget: Annotated[int, Key("the points of one ballot; 0 is 10", within=range(1001))] = 0
    no_change: Annotated[str, Key("the option that changes nothing")] = ""
    series: Annotated[str, Key("polls of one series are declared together")] = ""
    keep: Annotated[str, Key("secret: kept without number, time, order and person", one_of=("secret",))] = ""
    seats: Annotated[int, Key("how many places are filled", within=range(1, 101))] = 1
    proposition: Annotated[str, Key("the option that is proposed")] = ""
    default: Annotated[str, Key("what stands where it fails, in words")] = ""


@dataclass(frozen=True)
class Pack(HasId):
    """Hold a whole pack. `schools` is the name of its school table; `colours` is phase and colour of paper."""

    title: Label
    borough: Annotated[str, Key("the place that the review is about", read=True)]
    la_code: Annotated[str, Key("the number of its authority")] = ""
    schools: Annotated[str, Key("the CSV file of its schools, beside the pack", fits=formats.table_name)] = ""
    attribution: Annotated[str, Key("whose facts these are", most=LONG)] = ""
    groups: Annotated[tuple[Term, ...], Key("what people belong to")] = ()
    phases: Annotated[tuple[Phase, ...], Key("the sorts of places; at least one")] = ()
    roles: Annotated[tuple[Term, ...], Key("what people are; at least one")] = ()
    themes: Annotated[tuple[Theme, ...], Key("what notes are about")] = ()
    agendas: Annotated[tuple[Agenda, ...], Key("the kinds of meetings; at least one")] = ()
    priorities: Annotated[tuple[Priority, ...], Key("what is ranked")] = ()
    models: Annotated[tuple[Model, ...], Key("what is proposed, in versions")] = ()
    framework_label: Annotated[str, Key("the heading of every sheet of conditions")] = ""
    framework_scale: Annotated[
        str, Key("the scale that conditions are rated on; left out: four-point, where there is one", names="scales")
    ] = ""
    conditions: Annotated[tuple[Condition, ...], Key("conditions for success, which meetings rate")] = ()
    scales: Annotated[tuple[Scale, ...], Key("scales with the words of their levels")] = ()
    polls: Annotated[tuple[PollPlan, ...], Key("polls prepared beforehand")] = ()
    colours: Annotated[
        Mapping[str, str] | None,
        Key("phase = colour of its paper", names="phases", most=30, read=True, fits=formats.colour),
    ] = None
    words: Annotated[Words, Key("what places, people and money are called")] = field(default_factory=Words)
    lang: Annotated[str, Key("the language of its words, for pages and sorting", fits=formats.language)] = "en-GB"
    dir: Annotated[str, Key("which way that language is written", one_of=("ltr", "rtl"))] = "ltr"
    timezone: Annotated[str, Key("the time zone of every clock shown", fits=formats.time_zone)] = "Europe/London"
    keep_until: Annotated[
        str, Key("the day until which a review may be kept, as 2023-07-31; hep purge deletes it then", fits=formats.day)
    ] = ""
    equivalence: Annotated[
        int, Key("how many points of a hundred groups may differ and still agree in the report", within=range(1, 101))
    ] = 25

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
