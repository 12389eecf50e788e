"""What a table writes of the parts of its rows."""

from hep_tui.exchange.parts import Again, joined, over
from hep_tui.exchange.registry import INTEGER, Column, Table
from hep_tui.exchange.stretch import Stretch

TABLE = Table(
    "marks",
    "Marks",
    "One row a mark.",
    (
        Column("paper", "Paper"),
        Column("option", "Option", codes="option"),
        Column("option_label", "Option in words", labels="option"),
        Column("rank", "Rank", INTEGER, minimum=1),
        Column("day", "Day"),
    ),
    ("paper", "option"),
)
LISTS = {"option": {"a": "Alone, as now", "b": "Both"}}


def stretch() -> Stretch:
    return Stretch(TABLE, LISTS, excel_safe=False)


def test_a_row_is_what_it_says_alone_its_parts_and_its_stamp() -> None:
    cells, line, wrong = stretch().take(({"paper": "p"}, Again({"option": "a", "rank": 2})), [Again({"day": "Monday"})])
    assert cells == ["p", "a", "", "2", "Monday"]
    assert line == ["p", "a", '"Alone, as now"', "2", "Monday"]
    assert not wrong


def test_a_part_that_comes_again_is_written_once_by_each_table() -> None:
    part, one, other = Again({"rank": 1}), stretch(), stretch()
    one.take(({"paper": "p"}, part), ())
    one.take(({"paper": "q"}, part), ())
    assert [*part.written] == [one]
    other.take(({"paper": "p"}, part), ())
    assert [*part.written] == [one, other]


def test_what_a_row_does_not_say_is_empty_whatever_the_row_before_said() -> None:
    table = stretch()
    table.take(({"paper": "p", "rank": 3}, Again({"option": "b"})), ())
    assert table.take(({"paper": "q"},), ())[1] == ["q", "", "", "", ""]


def test_a_later_part_says_what_stands() -> None:
    assert stretch().take(({"rank": 1}, Again({"rank": 2})), [Again({"rank": 3})])[0][3] == "3"
    assert joined({"rank": 1}, Again({"rank": 2})) == {"rank": 2}
    assert over({"rank": 1, "day": "Monday"}, {"rank": 2}) == ({"rank": 2, "day": "Monday"},)


def test_a_value_that_is_none_of_its_column_is_left_out_and_named_in_every_row() -> None:
    table, part, alone = stretch(), Again({"option": "c"}), {"rank": 0}
    for _ in range(2):
        cells, _, wrong = table.take((alone, part), ())
        assert cells == ["", "", "", "", ""]
        assert [*wrong] == ["rank", "option"]
    assert [*table.take(({"rank": 0},), ())[2]] == ["rank"]
