"""The lines of a model: how they read, how they are changed, and what differs between versions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.model_lines import Change, ModelLine, changed, changes, fee_words, lines, typed, with_versions
from hep_tui.domain.pack import Funding, Model, Pack
from hep_tui.errors import HepError

FEE = Funding("per-pupil", 1900, 1250000, note="Capped at £12,500 a school.")
MODEL = Model("D", 1, "Company", offer=("CPD", "peer review"), funding=(FEE,), total="about £852,000 a year")


def line(model: Model, label: str) -> ModelLine:
    return next(each for each in lines(model) if each.label == label)


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        (FEE, "£19 a pupil a year, at most £12,500 a school"),
        (Funding("per-pupil", 1900, 1500000, "secondary"), "£19 a pupil a year, at most £15,000 a school (secondary)"),
        (Funding("band", 250000, phase="primary"), "£2,500 a school a year (primary)"),
        (Funding("flat", 125050), "£1,250.50 a school a year"),
        (Funding("la-grant", 2500000, units=6, one_off=True), "LA grant: 6 × £25,000 once"),
        (Funding("de-delegation", 100), "de-delegated: £1 a pupil a year"),
        (Funding("top-slice", 100), "top-sliced: £1 a pupil a year"),
        (Funding("traded", note="Prices are not set yet."), "traded: amount open. Prices are not set yet."),
        (Funding("la-grant"), "LA grant: amount open"),
    ],
)
def test_a_fee_is_said_in_words(fee: Funding, words: str) -> None:
    assert fee_words(fee) == words


def test_a_sheet_has_every_line_and_one_for_each_fee() -> None:
    two = replace(MODEL, funding=(FEE, FEE))
    assert [each.label for each in lines(MODEL)].count("Fee") == 1
    assert [each.label for each in lines(two) if each.field == "funding"] == ["Fee 1", "Fee 2"]
    assert line(MODEL, "Offer").words == "CPD; peer review"
    assert line(MODEL, "Board").words == ""


@pytest.mark.parametrize(
    ("label", "text", "field", "held"),
    [
        ("Board", "  Half LA, half schools ", "board", "Half LA, half schools"),
        ("Offer", "voice; ; brokerage ;", "offer", ("voice", "brokerage")),
        ("Risks", "", "risks", ()),
        ("Title", "A smaller company", "title", "A smaller company"),
    ],
)
def test_a_line_is_changed_as_it_is_typed(label: str, text: str, field: str, held: object) -> None:
    assert getattr(changed(MODEL, line(MODEL, label), text), field) == held


@pytest.mark.parametrize(
    ("text", "pence", "cap"),
    [
        ("15 cap 10000", 1500, 1000000),
        ("£15 cap £10,000", 1500, 1000000),
        ("0.50", 50, None),
        ("1,250.50", 125050, None),
        ("open", None, None),
        ("open cap 500", None, 50000),
    ],
)
def test_a_fee_is_changed_in_pounds_and_what_was_said_of_it_goes(text: str, pence: int | None, cap: int | None) -> None:
    new = changed(MODEL, line(MODEL, "Fee"), text)
    assert (new.funding[0].pence, new.funding[0].cap_pence) == (pence, cap)
    assert new.funding[0].note == ""
    assert new.total == ""


@pytest.mark.parametrize("text", ["", "a lot", "-5", "19 cap", "19 cap lots", "1.5", "19 a pupil", "nan", "9" * 12])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(HepError, match="is not an amount, so nothing was changed"):
        changed(MODEL, line(MODEL, "Fee"), text)


def test_a_title_of_no_words_is_refused() -> None:
    with pytest.raises(HepError, match="needs a title"):
        changed(MODEL, line(MODEL, "Title"), "  ")


@given(
    st.builds(
        Funding,
        st.sampled_from(("per-pupil", "flat", "traded")),
        st.one_of(st.none(), st.integers(0, 10**10)),
        st.one_of(st.none(), st.integers(0, 10**10)),
        note=st.text(max_size=5),
    )
)
def test_a_fee_that_is_accepted_as_it_stands_stays_as_it_is(fee: Funding) -> None:
    model = replace(MODEL, funding=(fee,))
    assert changed(model, line(model, "Fee"), typed(model, line(model, "Fee"))) == model


@given(st.sampled_from([each.label for each in lines(MODEL)]))
def test_every_line_that_is_accepted_as_it_stands_stays_as_it_is(label: str) -> None:
    assert changed(MODEL, line(MODEL, label), typed(MODEL, line(MODEL, label))) == MODEL


def test_what_differs_is_named_line_by_line() -> None:
    new = replace(MODEL, board="Heads", funding=(replace(FEE, pence=1500), Funding("flat", 5000)))
    assert changes(MODEL, MODEL) == ()
    assert changes(MODEL, new) == (
        Change("Board", "", "Heads"),
        Change("Fee 1", "£19 a pupil a year, at most £12,500 a school", "£15 a pupil a year, at most £12,500 a school"),
        Change("Fee 2", "", "£50 a school a year"),
    )


def test_a_pack_takes_the_versions_that_were_made_and_its_own_stand() -> None:
    pack = Pack("p", "P", "B", models=(MODEL, Model("Z", 1, "No change")))
    second, other = replace(MODEL, version=2), replace(MODEL, title="Another")
    found = with_versions(pack, [second, other, Model("X", 1, "New")])
    assert [(m.id, m.version, m.title) for m in found.models] == [
        ("D", 1, "Company"), ("D", 2, "Company"), ("Z", 1, "No change"), ("X", 1, "New"),
    ]  # fmt: skip
    assert found.model("D") == second
    assert with_versions(found, [second]) is found
    assert with_versions(pack, []) is pack
