"""A poll while it is set up: fields that are all filled already, each changed by one key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hep_tui.domain.electorate import electorate
from hep_tui.domain.meetings import Item, Meeting
from hep_tui.domain.methods import METHODS
from hep_tui.domain.pack import Level, Model, Pack, Priority
from hep_tui.domain.pack_rules import MOST_KEYS
from hep_tui.domain.poll_names import no_such_voters
from hep_tui.domain.polls import BASES, Option, Poll, secret_fault
from hep_tui.domain.presets import EACH_PLACE, EVERYBODY, model_options, own_options, preset, second_round
from hep_tui.domain.rule_words import tie_words
from hep_tui.domain.rules import rule_named
from hep_tui.domain.schools import School
from hep_tui.domain.speech import in_a_sentence, unit_word, worded
from hep_tui.domain.verdicts import proposition
from hep_tui.domain.wording import prefixed
from hep_tui.errors import HepError

_DOWN = "a mark beside each option, down the page"
_SCORES = tuple(Level(value, "") for value in range(6))


@dataclass(frozen=True)
class Around:
    """Hold what a poll can be made of: the pack, models in every version, schools, meetings, and earlier polls."""

    pack: Pack
    models: tuple[Model, ...] = ()
    schools: tuple[School, ...] = ()
    meetings: tuple[tuple[str, Meeting], ...] = ()
    polls: tuple[tuple[str, Poll], ...] = ()
    current: str = ""

    def voters(self, wanted: Callable[[School], bool] = lambda _: True) -> int:
        """Return how many schools of the borough there are of a sort; independent ones and colleges are outside."""
        return sum(1 for s in self.schools if s.takes_part and wanted(s))

    def start(self, name: str) -> Poll:
        """Return the poll of a preset, under the current meeting."""
        poll = preset(name, self.pack, self.models or self.pack.models, self.voters())
        under = [c.poll for c in _meeting(poll, self).choices if c.poll.meeting == self.current]
        return under[0] if under and self.current else poll


@dataclass(frozen=True)
class Choice:
    """Hold one answer to a field, and the poll that it makes."""

    label: str
    poll: Poll


@dataclass(frozen=True)
class Field:
    """Hold one field: the key that changes it, its label, what it says, its choices, and whether words may be typed.

    `typed` gives the poll that typed words make; None where only choices are to be had.
    """

    key: str
    label: str
    value: str
    choices: tuple[Choice, ...] = ()
    typed: Callable[[str], Poll] | None = None
    lines: bool = False


def fields(poll: Poll, around: Around) -> list[Field]:
    """Return every field of a poll in the order in which it is asked about."""
    return [
        Field("1", "Title", poll.title, typed=lambda text: replace(poll, title=text or poll.title)),
        Field("2", "Question", poll.question, typed=lambda text: replace(poll, question=text or poll.question)),
        _options(poll, around),
        _method(poll, around),
        _limits(poll, around),
        _rule(poll),
        _voters(poll, around),
        _base(poll),
        _quorum(poll),
        _threshold(poll),
        _ties(poll),
        _meeting(poll, around),
        _series(poll, around),
        _round(poll, around),
        _layout(poll),
        _secret(poll),
        _no_change(poll),
        _places(poll),
        _proposed(poll),
    ]


def _options(poll: Poll, around: Around) -> Field:
    models = model_options(around.models or around.pack.models)
    found = [
        Choice("priorities", fitted(replace(poll, options=own_options(p.label for p in around.pack.priorities)))),
        Choice("models, newest versions", fitted(replace(poll, options=models))),
        Choice("for and against", fitted(replace(poll, options=own_options(["For", "Against"])))),
    ]
    value = f"{len(poll.options)}: " + ", ".join(o.id if o.version else o.label for o in poll.options)
    return Field(
        "3", "Options", value, tuple(c for c in found if c.poll.options), lines=True,
        typed=lambda text: fitted(
            replace(poll, options=named_options(text.split("\n"), models, around.pack.priorities))
        ),
    )  # fmt: skip


def named_options(
    lines: Sequence[str], models: Sequence[Option], priorities: Sequence[Priority] = ()
) -> tuple[Option, ...]:
    """Return the options that lines name: models where every line is the id of one, priorities, or own labels."""
    said = [line.strip() for line in lines if line.strip()]
    letters = {o.id.casefold(): o for o in models}
    chosen = [letters.get(line.casefold().removeprefix("model ")) for line in said]
    if said and all(chosen):
        return tuple(o for o in chosen if o)
    words = {p.id.casefold(): p.label for p in priorities}
    return own_options([words.get(line.casefold(), line) for line in said] if priorities else said)


def others_changed(before: Poll, after: Poll, field: Field, around: Around) -> str:
    """Return what else one answer has changed, since it would not fit any more; empty where nothing else has."""
    was = {f.key: f.value for f in fields(before, around)}
    changed = [f for f in fields(after, around) if f.key not in (field.key, "2") and f.value != was[f.key]]
    return "; ".join(f"{f.label}: {f.value}" for f in changed)


def _method(poll: Poll, around: Around) -> Field:
    made = []
    for name, method in METHODS.items():
        scale = _scale(around) if method.supports else ()
        new = replace(poll, method=name, rule=method.rules[0], scale=scale, ties=poll.ties and method.ranks)
        made.append(Choice(method.label, fitted(new)))
    return Field("4", "Marking", poll.marking.label, tuple(made))


def _scale(around: Around) -> tuple[Level, ...]:
    held = around.pack.scale("gradient-5") or next(iter(around.pack.scales), None)
    return held.levels if held else preset("ratify", around.pack).scale


def _limits(poll: Poll, around: Around) -> Field:
    marking = poll.marking
    if marking.ranks:
        return _ranks(poll)
    if marking.shares:
        made = tuple(Choice(f"{n} points", replace(poll, budget=n)) for n in (5, 10, 20, 100))
        return Field("5", "How much", f"{poll.points} points", made)
    if marking.levels:
        return _levels(poll, around)
    return Field("5", "How many", "one" if marking.one or marking.hands else "any number")


def _levels(poll: Poll, around: Around) -> Field:
    """Offer the scales of the pack that have a key for each level, and for scores one of its own."""
    scales = [(s.label, s.levels) for s in around.pack.scales if all(0 <= level.value <= 9 for level in s.levels)]
    if poll.marking.scores:
        scales.insert(0, ("0 to 5", _SCORES))
    made = tuple(Choice(label, replace(poll, scale=levels)) for label, levels in scales)
    low, high = (poll.levels[0].value, poll.levels[-1].value) if poll.levels else (0, 0)
    named = next((label for label, levels in scales if levels == poll.scale), f"{low} to {high}")
    return Field("5", "Scale", named, made[:9])


def _ranks(poll: Poll) -> Field:
    n = len(poll.options)
    tops = [top for top in (0, 3, 5) if top < n] if n <= MOST_KEYS else [3, 5, MOST_KEYS]
    made = [
        Choice(_ranked(n, top, ties), replace(poll, top=top, ties=ties)) for ties in (False, True) for top in tops
    ]  # fmt: skip
    return Field("5", "How many", _ranked(n, poll.top, poll.ties), tuple(made))


def _ranked(n: int, top: int, ties: bool) -> str:
    """Return how many of so many options a ballot ranks, and why not all where the keys do not suffice."""
    many = f"the top {top}" if top else "all"
    if top == MOST_KEYS < n:
        many += f" (of {n}; ten keys rank no more)"
    if ties:
        many += ", equal places allowed"
    return many


def _rule(poll: Poll) -> Field:
    wanted = [rule for rule in map(rule_named, poll.marking.rules) if poll.refusal or not rule.no_change]
    made = tuple(Choice(rule.label, counted_by(poll, rule.name)) for rule in wanted)
    return Field("6", "Counted by", poll.counting.label, made)


def _voters(poll: Poll, around: Around) -> Field:
    def who(label: str, words: str, unit: str = "school", eligible: int = 0) -> Choice:
        return Choice(worded(label), replace(poll, electorate=worded(words), unit=unit, eligible=eligible))

    made = [
        who("everybody present", EVERYBODY, "person"),
        who("one for each {place}", EACH_PLACE, "school", around.voters()),
        who("one for each table", "one for each table", "table"),
    ]
    if maintained := around.voters(lambda s: s.maintained):
        made.insert(2, who("{maintained} {places} only", "one for each {maintained} {place}", "school", maintained))
    counts = [(p, around.voters(lambda s, id=p.id: s.phase == id)) for p in around.pack.phases]  # type: ignore[misc]
    large = sorted((c for c in counts if c[1]), key=lambda c: -c[1])[:3]
    made += [who(f"{p.name} only", f"one for each {in_a_sentence(p.name)} {{place}}", "school", n) for p, n in large]
    made += [who(f"{g.name} only", f"members of {g.name}", "person") for g in around.pack.groups][: 9 - len(made)]
    value = f"{poll.electorate or 'everybody present'}, by {unit_word(poll.unit)}"
    return Field("7", "Who votes", value, tuple(made), lambda text: _who(poll, text, around))


def _who(poll: Poll, words: str, around: Around) -> Poll:
    """Return a poll with an electorate in somebody's own words, and its size where those are known.

    Raises HepError where they name a group or a phase that the review has not.
    """
    phases, groups = around.pack.phases, [group.name for group in around.pack.groups]
    if unknown := no_such_voters(words, phases, groups):
        raise HepError(
            f"This review has no {unknown[:60]}, so nothing was changed; choose by number, or write it again."
        )
    found = electorate(words, phases, groups)
    if found is None:
        return replace(poll, electorate=words, eligible=0)
    return replace(poll, electorate=words, unit=found.unit, eligible=found.size(around.schools))


def _base(poll: Poll) -> Field:
    made = tuple(Choice(label, replace(poll, base=base)) for base, label in BASES.items())
    return Field("8", "Shares of", BASES.get(poll.base, poll.base), made)


def _quorum(poll: Poll) -> Field:
    whole = worded("{places}") if poll.unit == "school" else "eligible"
    words = [
        "",
        f"half of the {whole}",
        f"a third of the {whole}",
        "half of those present",
        "two thirds of those present",
    ]
    made = tuple(Choice(text or "none", replace(poll, quorum=text)) for text in words)
    return Field("9", "Quorum", poll.quorum or "none", made, lambda text: replace(poll, quorum=text))


def _threshold(poll: Poll) -> Field:
    words = [""]
    if poll.marking.hands:
        words += ["more for than against"]
    if (poll.marking.hands or poll.marking.crosses) or poll.counting.rounds == "round":
        words += ["more than half", "two thirds"]
    if poll.marking.ranks and poll.refusal:
        words += [f"it must beat {poll.refusal}"]
    if poll.marking.supports:
        words += ["70 % at 3 or above, at most 10 % at 1", "two thirds at 3 or above"]
    made = tuple(Choice(text or "nothing more", replace(poll, threshold=text)) for text in words)
    return Field("0", "Needed", poll.threshold or "nothing more", made, lambda text: replace(poll, threshold=text))


def _ties(poll: Poll) -> Field:
    made = tuple(Choice(tie_words(chain), replace(poll, tie_chain=chain)) for chain in chains(poll))
    return Field("a", "A tie", tie_words(poll.tie_chain), made)


def chains(poll: Poll) -> list[tuple[str, ...]]:
    """Return the tie chains that a poll can be given: the steps that its rule knows, the lot, a new vote, the chair."""
    own = poll.counting.breaks
    found = [(), own]
    if poll.counting.drawn and not poll.marking.hands:
        found += [(*own, "lot"), ("lot",)]
    return list(dict.fromkeys([*found, ("revote",), ("chair",)]))


def counted_by(poll: Poll, rule: str) -> Poll:
    """Return a poll that is counted by a rule; tie steps of the rule before that are not its own go with that one.

    By Borda points a later choice could hurt an earlier one, where the alternative vote promises that none does.
    """
    made = replace(poll, rule=rule)
    own, before = made.counting.breaks, poll.counting.breaks
    return _breakable(replace(made, tie_chain=tuple(s for s in poll.tie_chain if s in own or s not in before)))


def _breakable(poll: Poll) -> Poll:
    """Return a poll whose tie chain has no step that its rule would pass over."""
    known = {step for chain in chains(poll) for step in chain}
    if poll.marking.ranks and poll.counting.drawn:
        known |= {"first", "borda", "schulze"} - {poll.rule}
    return replace(poll, tie_chain=tuple(step for step in poll.tie_chain if step in known))


def _meeting(poll: Poll, around: Around) -> Field:
    """Offer each meeting, at its first item for a vote or ranking that no other poll has."""
    made = [Choice("none", replace(poll, meeting="", item=""))]
    for id, meeting in around.meetings[-8:]:
        item = _item_for(id, meeting, around)
        label = f"{meeting.title}: {item.title}" if item else meeting.title
        made.append(Choice(label, replace(poll, meeting=id, item=item.id if item else "")))
    held = next((m for id, m in around.meetings if id == poll.meeting), None)
    if held is None:
        return Field("b", "Meeting", "none", tuple(made))
    item = held.item(poll.item)
    return Field("b", "Meeting", f"{held.title}: {item.title}" if item else held.title, tuple(made))


def _item_for(id: str, meeting: Meeting, around: Around) -> Item | None:
    """Return the item of a meeting at which a poll fits best, if it has any item."""
    taken = {p.item for _, p in around.polls if p.meeting == id}
    fit = [item for item in meeting.items if item.kind in ("vote", "ranking")]
    free = [item for item in fit if item.id not in taken]
    return next(iter([*free, *fit, *meeting.items]), None)


def _series(poll: Poll, around: Around) -> Field:
    known = dict.fromkeys(p.series for _, p in around.polls if p.series)
    made = [Choice("none", replace(poll, series=""))]
    made += [Choice(series, replace(poll, series=series)) for series in list(known)[:8]]
    return Field("c", "Series", poll.series or "none", tuple(made), lambda text: replace(poll, series=text))


def _round(poll: Poll, around: Around) -> Field:
    made = [Choice("the first", replace(poll, round=1, earlier=""))]
    made += [
        Choice(f"{p.round + 1}, after {p.title}", replace(second_round(id, p), meeting=poll.meeting, item=poll.item))
        for id, p in around.polls[-8:]
    ]
    return Field("d", "Round", f"{poll.round}" if poll.round > 1 else "the first", tuple(made))


def _layout(poll: Poll) -> Field:
    if poll.marking.hands:
        return Field("e", "On paper", "nothing, hands are counted")
    if not poll.marking.by_order or len(poll.options) > MOST_KEYS:
        return Field("e", "On paper", _DOWN)
    order = "numbers of options, in order of rank" if poll.marking.ranks else "numbers of options"
    words = {"down": _DOWN, "order": order}
    made = tuple(Choice(label, replace(poll, layout=layout)) for layout, label in words.items())
    return Field("e", "On paper", words[poll.layout], made)


def _secret(poll: Poll) -> Field:
    """Offer secrecy where it makes sense; where it was chosen before and makes none now, the field says so."""
    wrong = secret_fault(poll.marking, poll.unit)
    made = [Choice("no", replace(poll, keep=""))]
    if not wrong:
        made.append(Choice("yes: no number, time, order or name is kept", replace(poll, keep="secret")))
    value = f"yes{prefixed(', but ', wrong)}" if poll.secret else f"no{prefixed(', since ', wrong)}"
    return Field("f", "Secret", value, tuple(made))


def _no_change(poll: Poll) -> Field:
    """Offer each option as the one that changes nothing, under its number on paper; it is chosen, never implied."""
    made = [Choice(o.label, replace(poll, no_change=o.id)) for o in poll.options[-8:]]
    made.append(Choice("none", replace(poll, no_change="")))
    return Field("g", "No change", poll.label(poll.refusal) if poll.refusal else "none", tuple(made))


def _places(poll: Poll) -> Field:
    most = min(9, len(poll.options) - 1) if poll.counting.several else 1
    made = tuple(Choice(f"{n}", replace(poll, seats=n)) for n in range(1, most + 1))
    return Field("h", "Places", f"{poll.seats}", made)


def _proposed(poll: Poll) -> Field:
    """Offer what is proposed: an option for or against which the others are, or none where options are ranked."""
    found = proposition(poll)
    made = [Choice("as it is", replace(poll, proposition=""))]
    made += [Choice(o.label, replace(poll, proposition=o.id)) for o in poll.options[:8]]
    return Field("i", "Proposed", poll.label(found.option) if found else "none", tuple(made))


def fitted(poll: Poll) -> Poll:
    """Return a poll whose limits and rule fit its options: what can be keyed, and what can be counted."""
    n = len(poll.options)
    top = poll.top if poll.marking.ranks and poll.top < n else 0
    if poll.marking.ranks and n > MOST_KEYS:
        top = min(top or 5, MOST_KEYS)
    layout = poll.layout if n <= MOST_KEYS and poll.marking.by_order else "down"
    ids = {"", *(o.id for o in poll.options)}
    no_change = poll.no_change if poll.no_change in ids else _called_no_change(poll)
    proposed = poll.proposition if poll.proposition in ids else ""
    seats = min(poll.seats, n) if poll.counting.several and n else 1
    return _breakable(
        replace(poll, top=top, layout=layout, seats=max(1, seats), no_change=no_change, proposition=proposed)
    )


def _called_no_change(poll: Poll) -> str:
    """Return the option that takes the place of one chosen as no change, where its label says that it changes none."""
    return next((o.id for o in poll.options if o.label.casefold().startswith("no change")), "")


def offered(field: Field) -> Sequence[Choice]:
    """Return the choices that a digit can pick."""
    return field.choices[:9]
