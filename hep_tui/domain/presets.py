"""The polls that most rooms want, each with sensible answers already chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hep_tui.domain.pack import Level, Model, Pack
from hep_tui.domain.polls import Option, Poll
from hep_tui.domain.speech import worded

PRESETS = (
    ("priorities", "A ranking of priorities"),
    ("models", "Adopting a model"),
    ("ratify", "Ratifying by gradients of agreement"),
    ("hands", "A show of hands"),
    ("other", "Something else: options of your own"),
)
GRADIENT = tuple(
    Level(value, label)
    for value, label in (
        (5, "I support it fully"),
        (4, "I support it with reservations"),
        (3, "I can live with it"),
        (2, "I do not support it, but will not stand in the way"),
        (1, "I block it"),
    )
)
RATIFIED = "70 % at 3 or above, at most 10 % at 1"
EVERYBODY = "everybody present but {officials}"
EACH_PLACE = "one for each {place}; {officials} apart"


def preset(name: str, pack: Pack, models: Sequence[Model] = (), schools: int = 0) -> Poll:
    """Return the poll of a preset of `PRESETS`; `models` in any version, `schools` how many may vote.

    Raises KeyError where there is no such preset.
    """
    priorities = own_options(p.label for p in pack.priorities)
    listed = model_options(models or pack.models)
    scale = pack.scale("gradient-5")
    top = 5 if len(priorities) > 5 else 0
    quorum = worded("half of the {places}") if schools else ""
    levels = scale.levels if scale else GRADIENT
    made = {
        "priorities": Poll(
            "Priorities", "Which should the partnership work on first?", options=priorities,
            top=top, electorate=worded(EVERYBODY),
        ),
        "models": Poll(
            "Which model?", "Which model should we develop further?", options=listed, ties=True,
            no_change=_no_change(pack, listed), rule="adoption", unit="school",
            electorate=worded(EACH_PLACE), eligible=schools, quorum=quorum, tie_chain=("borda",),
        ),
        "ratify": Poll(
            "How far do you agree?", "How far do you agree with adopting it?", "gradient",
            own_options(["Adopt the preferred model"]), rule="majority-judgement", unit="school",
            electorate=worded(EACH_PLACE), eligible=schools, threshold=RATIFIED, scale=levels,
        ),
        "hands": Poll(
            "A show of hands", "Are you for or against?", "hands", own_options(["For", "Against"]),
            rule="plurality", base="present", threshold="more for than against", electorate=worded(EVERYBODY),
        ),
        "other": Poll(
            "A vote", "Which of these?", "choose", own_options(["First", "Second"]), rule="plurality",
            electorate=worded(EVERYBODY),
        ),
    }  # fmt: skip
    return made[name]


def _no_change(pack: Pack, options: Sequence[Option]) -> str:
    """Return the model that is no change: as a poll of the pack says, else the one that is called Z."""
    ids = {o.id for o in options}
    named = [plan.no_change for plan in pack.polls if plan.no_change]
    return next((id for id in (*named, "Z") if id in ids), "")


def ratification(id: str, poll: Poll, leader: str, scale: Sequence[Level]) -> Poll:
    """Return the poll that ratifies the leader of another by gradients of agreement."""
    option = next(o for o in poll.options if o.id == leader)
    return Poll(
        f"Ratify {option.label}", f"How far do you agree with adopting {option.label}?", "gradient", (option,),
        meeting=poll.meeting, item=poll.item, unit=poll.unit, electorate=poll.electorate, eligible=poll.eligible,
        quorum=poll.quorum, threshold=RATIFIED, rule="majority-judgement", scale=tuple(scale) or GRADIENT, earlier=id,
        keep=poll.keep,
    )  # fmt: skip


def second_round(id: str, poll: Poll) -> Poll:
    """Return the poll that puts the same question again."""
    return replace(poll, title=f"{poll.title}, round {poll.round + 1}", round=poll.round + 1, earlier=id, series="")


def model_options(models: Iterable[Model]) -> tuple[Option, ...]:
    """Return the newest version of each model, in the order in which they first came."""
    newest: dict[str, Model] = {}
    for model in models:
        held = newest.get(model.id)
        newest[model.id] = model if held is None or model.version >= held.version else held
    return tuple(Option(m.id, m.title, m.version) for m in newest.values())


def own_options(labels: Iterable[str]) -> tuple[Option, ...]:
    """Return options by their labels, numbered down the page."""
    return tuple(Option(str(i), label) for i, label in enumerate(labels, 1))
