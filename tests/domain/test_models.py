"""What a model costs, on the real schools and on made ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hep_tui.domain.models import Cost, cost, full_take_up, money
from hep_tui.domain.pack import Funding, Model, Pack
from hep_tui.domain.pack_read import read_pack, read_school_table
from hep_tui.domain.schools import School

DATA = Path(__file__).resolve().parents[2] / "data"
PACK_PATH = DATA / "packs" / "hillingdon-2021.toml"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(PACK_PATH)


@pytest.fixture(scope="module")
def schools(pack: Pack) -> tuple[School, ...]:
    return read_school_table(pack, PACK_PATH, DATA / "schools")


def the(pack: Pack, id: str) -> Model:
    found = pack.model(id)
    assert found is not None
    return found


def made(*funding: Funding) -> Model:
    return Model("M", 1, "Made", funding=funding)


@pytest.mark.parametrize(
    ("id", "yearly", "once", "words"),
    [
        ("A", 0, 0, "£0 to schools"),
        ("B", 0, 0, "£0 to schools; a grant of £150,000 once"),
        ("C", 5_232_400, 0, "£52,324 a year"),
        ("D", 85_225_400, 0, "£852,254 a year"),
        ("E", None, 0, "depends on what schools buy; a grant of £600,000 a year"),
        ("F", 27_150_000, 0, "£271,500 a year; open for 11 of 102 schools"),
        ("Z", None, None, "no fee is stated"),
    ],
)
def test_full_take_up_gives_the_figures_of_the_review(
    pack: Pack, schools: tuple[School, ...], id: str, yearly: int | None, once: int | None, words: str
) -> None:
    total = full_take_up(the(pack, id), schools)
    assert (total.yearly_pence, total.once_pence, total.words) == (yearly, once, words)


def test_the_hubs_are_started_with_a_grant_and_not_with_fees(pack: Pack, schools: tuple[School, ...]) -> None:
    total = full_take_up(the(pack, "B"), schools)
    assert (total.grant_yearly_pence, total.grant_once_pence) == (0, 15_000_000)


def test_the_amount_of_a_grant_may_be_open(pack: Pack, schools: tuple[School, ...]) -> None:
    assert full_take_up(the(pack, "A"), schools).grant_yearly_pence is None


@pytest.mark.parametrize(
    ("id", "pupils", "phase", "words"),
    [
        ("A", 400, "primary", "£0: paid by a grant"),
        ("C", 604, "primary", "£604 a year"),
        ("D", 604, "primary", "£11,476 a year"),
        ("D", 1004, "primary", "£12,500 a year"),
        ("D", 734, "secondary", "£13,946 a year"),
        ("D", 1854, "secondary", "£15,000 a year"),
        ("E", 604, "primary", "what the school buys"),
        ("F", 604, "primary", "£2,500 a year"),
        ("F", 1854, "secondary", "£4,500 a year"),
        ("F", 158, "special", "no fee is set yet for special"),
        ("Z", 604, "primary", "no fee is stated"),
    ],
)
def test_one_school_hears_what_it_would_pay(pack: Pack, id: str, pupils: int, phase: str, words: str) -> None:
    assert cost(the(pack, id), pupils, phase).words == words


def test_a_line_for_the_phase_stands_in_place_of_the_general_one() -> None:
    model = made(Funding("per-pupil", 100), Funding("per-pupil", 50, phase="special"))
    assert cost(model, 10, "special").yearly_pence == 500
    assert cost(model, 10, "primary").yearly_pence == 1000


def test_lines_of_different_bases_add_up() -> None:
    model = made(Funding("flat", 10_000), Funding("per-pupil", 100), Funding("flat", 50_000, one_off=True))
    assert cost(model, 300, "primary") == Cost(40_000, 50_000, "£400 a year and £500 once")


def test_de_delegation_concerns_maintained_schools_only() -> None:
    model = made(Funding("de-delegation", 500))
    assert cost(model, 100, "primary", maintained=True).yearly_pence == 50_000
    assert cost(model, 100, "primary", maintained=False) == Cost(0, 0, "£0")


def test_an_open_part_leaves_the_sum_open_and_still_tells_the_part_that_is_known() -> None:
    found = cost(made(Funding("per-pupil", 100), Funding("traded")), 100, "primary")
    assert (found.yearly_pence, found.words) == (None, "£100 a year and what the school buys")
    assert cost(made(Funding("flat")), 100, "primary").words == "an amount still open"


def test_a_school_without_a_pupil_count_is_left_out_of_the_sum_and_said_to_be() -> None:
    schools = [School("100001", "One", "primary", pupils=200), School("100002", "Two", "primary")]
    total = full_take_up(made(Funding("per-pupil", 100)), schools)
    assert (total.yearly_pence, total.words) == (20_000, "£200 a year; open for 1 of 2 schools")


def test_independent_schools_and_colleges_are_not_asked() -> None:
    schools = [
        School("100001", "One", "independent", "independent", pupils=200),
        School("100002", "Two", "post-16", "FE"),
    ]
    assert full_take_up(made(Funding("flat", 100)), schools).words == "there are no schools to ask"


@given(pupils=st.integers(0, 5000), rate=st.integers(0, 10_000), cap=st.integers(0, 2_000_000))
def test_a_fee_never_exceeds_its_cap_and_never_falls_as_pupils_come(pupils: int, rate: int, cap: int) -> None:
    model = made(Funding("per-pupil", rate, cap))
    now, then = (cost(model, n, "primary").yearly_pence for n in (pupils, pupils + 1))
    assert now is not None
    assert then is not None
    assert now <= then <= cap


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=20), st.integers(0, 5000))
def test_full_take_up_is_the_sum_of_what_each_school_hears(pupils: list[int], rate: int) -> None:
    model = made(Funding("per-pupil", rate), Funding("flat", 1))
    schools = [School(str(100000 + i), f"School {i}", "primary", pupils=n) for i, n in enumerate(pupils)]
    each = [cost(model, n, "primary").yearly_pence or 0 for n in pupils]
    assert full_take_up(model, schools).yearly_pence == sum(each)


@pytest.mark.parametrize(("pence", "said"), [(0, "£0"), (5, "£0.05"), (125_050, "£1,250.50"), (85_225_400, "£852,254")])
def test_money_is_written_as_pounds(pence: int, said: str) -> None:
    assert money(pence) == said
