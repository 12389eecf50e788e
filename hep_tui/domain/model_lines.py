"""A model line by line: how its sheet reads, how a line is changed, and what differs between two versions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hep_tui.domain.models import GRANT, PER_PUPIL, money
from hep_tui.domain.pack import Funding, Model, Pack
from hep_tui.domain.speech import worded
from hep_tui.errors import HepError

# Field and label, in the order of a sheet; what holds several texts is written with ; between them.
_LINES = (
    ("title", "Title"),
    ("summary", "Summary"),
    ("legal_form", "Legal form"),
    ("ownership", "Ownership"),
    ("board", "Board"),
    ("membership", "Members"),
    ("offer", "Offer"),
    ("funding", "Fee"),
    ("total", "Total"),
    ("assumptions", "Assumes"),
    ("risks", "Risks"),
    ("like", "Like"),
    ("status", "Status"),
)
_SEVERAL = ("offer", "assumptions", "risks")
_AMOUNT = re.compile(r"[^\s\d.,+-]{0,8} ?(\d{1,9}(?:,\d{3})*)(?:\.(\d\d))?")
OPEN = "open"
_EACH = " {a_place}"


@dataclass(frozen=True)
class ModelLine:
    """Hold one line of a sheet: which field it is (with its place, for a fee), its label, and its words."""

    field: str
    label: str
    words: str
    place: int = 0


@dataclass(frozen=True)
class Change:
    """Hold one line that differs between two versions."""

    label: str
    before: str
    after: str


def lines(model: Model) -> list[ModelLine]:
    """Return the sheet of a model: every line, empty ones too, with one for each fee."""
    found = []
    for field, label in _LINES:
        if field == "funding":
            several = len(model.funding) > 1
            for place, fee in enumerate(model.funding):
                found.append(ModelLine(field, f"{label} {place + 1}" if several else label, fee_words(fee), place))
        else:
            held = getattr(model, field)
            found.append(ModelLine(field, label, "; ".join(held) if field in _SEVERAL else held))
    return found


def fee_words(fee: Funding) -> str:
    """Return a funding line in words: £19 a pupil a year, at most £12,500 a school."""
    before = {
        GRANT: worded("{authority} grant: "),
        "traded": "traded: ",
        "top-slice": "top-sliced: ",
        "de-delegation": "de-delegated: ",
    }
    phase = f" ({fee.phase})" if fee.phase else ""
    if fee.pence is None:
        note = f". {fee.note}" if fee.note else ""
        return f"{before.get(fee.basis, '')}amount open{phase}{note}"
    amount = f"{fee.units} × {money(fee.pence)}" if fee.units > 1 else money(fee.pence)
    each = {"flat": _EACH, "band": _EACH} | dict.fromkeys(PER_PUPIL, " {a_learner}")
    most = f", at most {money(fee.cap_pence)}{worded(_EACH)}" if fee.cap_pence is not None else ""
    when = "once" if fee.one_off else "a year"
    return f"{before.get(fee.basis, '')}{amount}{worded(each.get(fee.basis, ''))} {when}{most}{phase}"


def typed(model: Model, line: ModelLine) -> str:
    """Return a line as it is typed to change it: a fee as `19 cap 12500`, or `open`."""
    if line.field != "funding":
        return line.words
    fee = model.funding[line.place]
    cap = f" cap {_pounds(fee.cap_pence)}" if fee.cap_pence is not None else ""
    amount = OPEN if fee.pence is None else _pounds(fee.pence)
    return f"{amount}{cap}"


def changed(model: Model, line: ModelLine, text: str) -> Model:
    """Return a model with one line as it was typed.

    Where a fee changes, the total in the words of the pack goes: it would no longer be true. Raises HepError for a
    title of no words, and for what is not an amount.
    """
    text = text.strip()
    if line.field == "funding":
        fees = list(model.funding)
        fees[line.place] = _fee(fees[line.place], text)
        same = tuple(fees) == model.funding
        return model if same else replace(model, funding=tuple(fees), total="")
    if line.field == "title" and not text:
        raise HepError("A model needs a title, so nothing was changed.")
    held = tuple(part for each in text.split(";") if (part := each.strip())) if line.field in _SEVERAL else text
    return replace(model, **{line.field: held})  # type: ignore[arg-type]


def changes(before: Model, after: Model) -> tuple[Change, ...]:
    """Return what differs between two versions, line by line, in the order of the sheet."""
    old, new = ({(line.field, line.place): line for line in lines(model)} for model in (before, after))
    found = []
    for key in sorted({**old, **new}, key=_order):
        label = (new.get(key) or old[key]).label
        was, now = (part[key].words if key in part else None for part in (old, new))
        if was != now:
            found.append(Change(label, was or "", now or ""))
    return tuple(found)


def with_versions(pack: Pack, made: Iterable[Model]) -> Pack:
    """Return a pack with the versions of its models that were made since, each version once, oldest first."""
    versions = {(m.id, m.version): m for m in reversed((*pack.models, *made))}
    if len(versions) == len(pack.models):
        return pack
    order = {id: place for place, id in enumerate(dict.fromkeys(m.id for m in pack.models))}
    found = sorted(versions.values(), key=lambda m: (order.get(m.id, len(order)), m.id, m.version))
    return replace(pack, models=tuple(found))


def _order(key: tuple[str, int]) -> tuple[int, int]:
    return [field for field, _ in _LINES].index(key[0]), key[1]


def _fee(fee: Funding, text: str) -> Funding:
    amount, capped, cap = text.lower().partition("cap")
    pence = None if amount.strip() == OPEN else _pence(amount, text)
    cap_pence = _pence(cap, text) if capped else None
    # A note on the old amount would contradict the new one.
    note = fee.note if (pence, cap_pence) == (fee.pence, fee.cap_pence) else ""
    return replace(fee, pence=pence, cap_pence=cap_pence, note=note)


def _pence(amount: str, typed: str) -> int:
    found = _AMOUNT.fullmatch(amount.strip())
    if not found:
        raise HepError(
            f"{typed} is not an amount, so nothing was changed; write it as 19, 0.50, 19 cap 12500, or open."
        )
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def _pounds(pence: int) -> str:
    pounds, rest = divmod(pence, 100)
    return f"{pounds}.{rest:02}" if rest else str(pounds)
