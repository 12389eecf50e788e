"""What a proposed model would cost one school, and all of them, from its funding lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hep_tui.domain.pack import Funding, Model
from hep_tui.domain.schools import School
from hep_tui.domain.speech import worded

PER_PUPIL = ("per-pupil", "top-slice", "de-delegation")
GRANT = "la-grant"


@dataclass(frozen=True)
class Revision:
    """Record a version of a model that was made after the review began, with what changed, in a sentence."""

    model: Model
    changed: str = ""


@dataclass(frozen=True)
class Cost:
    """Hold what schools pay, each year and once, in pence; `None` where the funding lines leave it open.

    `grant_yearly_pence` and `grant_once_pence` are what the partnership as a whole gets from elsewhere.
    """

    yearly_pence: int | None
    once_pence: int | None
    words: str
    grant_yearly_pence: int | None = 0
    grant_once_pence: int | None = 0


def cost(model: Model, pupils: int | None, phase: str, maintained: bool = True) -> Cost:
    """Return what a model asks of one school; `pupils` is None where the census gives no number.

    Of the lines with one basis, those that name the school's phase apply; where none does, those that name no phase.
    A basis whose lines all name other phases leaves this school's share open.
    """
    fees = [line for line in model.funding if line.basis != GRANT]
    if not model.funding:
        return Cost(None, None, "no fee is stated")
    yearly, once = (_charges(fees, pupils, phase, maintained, one_off) for one_off in (False, True))
    said = _amounts(_known(yearly), _known(once))
    if None in (*yearly, *once):
        said.append(_open(fees, phase))
    words = " and ".join(said) or worded("{money}0" if fees else "{money}0: paid by a grant")
    return Cost(_sum(yearly), _sum(once), words, *_grants(model))


def full_take_up(model: Model, schools: Iterable[School]) -> Cost:
    """Return what a model brings in where every state-funded and non-maintained school takes part.

    Schools whose share is open are left out of the sum, and the words say how many; None where all are.
    """
    members = [s for s in schools if s.takes_part]
    if not model.funding or not members:
        return Cost(None, None, "no fee is stated" if members else worded("there are no {places} to ask"))
    each = [cost(model, s.pupils, s.phase, s.maintained) for s in members]
    yearly, once = _known([c.yearly_pence for c in each]), _known([c.once_pence for c in each])
    grants = _grants(model)
    said = _amounts(yearly, once)
    left_out = sum(None in (c.yearly_pence, c.once_pence) for c in each)
    if left_out:
        said.append(
            worded("depends on what {places} buy")
            if _traded(model.funding)
            else worded("open for {n} of {all} {places}", n=left_out, all=len(members))
        )
    said = said or [worded("{money}0 to {places}")]
    said += [f"a grant of {amount}" for amount in _amounts(*grants)]
    return Cost(yearly, once, "; ".join(said), *grants)


def money(pence: int) -> str:
    """Return hundredths as an amount: £12,500, and £1,250.50 where there are pence."""
    pounds, rest = divmod(pence, 100)
    return worded("{money}{whole:,}.{rest:02}" if rest else "{money}{whole:,}", whole=pounds, rest=rest)


def _charges(
    fees: Sequence[Funding], pupils: int | None, phase: str, maintained: bool, one_off: bool
) -> list[int | None]:
    """Return the charge of each line that applies to a school, yearly or once; None for one that is open."""
    charges: list[int | None] = []
    for basis in dict.fromkeys(line.basis for line in fees if line.one_off == one_off):
        lines = [line for line in fees if (line.basis, line.one_off) == (basis, one_off)]
        own = [line for line in lines if line.phase == phase] or [line for line in lines if not line.phase]
        charges += [_charge(line, pupils, maintained) for line in own] or [None]
    return charges


def _charge(line: Funding, pupils: int | None, maintained: bool) -> int | None:
    if line.basis == "de-delegation" and not maintained:
        return 0
    number = pupils if line.basis in PER_PUPIL else 1
    if line.pence is None or number is None:
        return None
    charge = line.pence * number * line.units
    return charge if line.cap_pence is None else min(charge, line.cap_pence)


def _open(fees: Sequence[Funding], phase: str) -> str:
    """Say why a charge is open."""
    if _traded(fees):
        return worded("what the {place} buys")
    named = {line.phase for line in fees}
    return "an amount still open" if "" in named or phase in named else f"no fee is set yet for {phase}"


def _traded(lines: Iterable[Funding]) -> bool:
    return any(line.basis == "traded" and line.pence is None for line in lines)


def _amounts(yearly: int | None, once: int | None) -> list[str]:
    """Return the amounts that are more than nothing, in words."""
    return [f"{money(pence)} {when}" for pence, when in ((yearly, "a year"), (once, "once")) if pence]


def _grants(model: Model) -> tuple[int | None, int | None]:
    grants = [line for line in model.funding if line.basis == GRANT]
    amounts = [(None if g.pence is None else g.pence * g.units, g.one_off) for g in grants]
    return (_sum(p for p, once in amounts if not once), _sum(p for p, once in amounts if once))


def _sum(amounts: Iterable[int | None]) -> int | None:
    """Return the sum, or None where one amount is open."""
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _known(amounts: Sequence[int | None]) -> int | None:
    """Return the sum of the amounts that are known, or None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
