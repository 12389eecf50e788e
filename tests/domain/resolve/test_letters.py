from hep_tui.domain.door import Door, find
from hep_tui.domain.people import Person
from hep_tui.domain.resolve.letters import BEGINS, ELSEWHERE, FIRST_BEGINS, fit, name_words
from hep_tui.domain.resolve.people import people_named
from hep_tui.domain.resolve.schools import Schools
from hep_tui.domain.schools import School

NAMES = ("Żaneta O’Brien", "Ann Bray Zander", "Ben Zaner-Obre", "Obadiah Lee")


def test_letters_fit_a_name_the_better_the_nearer_its_beginning_they_are() -> None:
    name = name_words("St Mary’s Primary School")
    assert [fit(name_words(asked), name) for asked in ("st marys", "st prim", "mary st", "prim", "oak", "")] == [
        BEGINS, FIRST_BEGINS, ELSEWHERE, ELSEWHERE, None, None,
    ]  # fmt: skip


def test_the_door_the_list_and_the_schools_find_the_same_by_the_same_letters() -> None:
    people = [Person(f"p-{name}", name) for name in NAMES]
    schools = [School(str(number), name, "primary") for number, name in enumerate(NAMES)]
    for typed in ("zan ob", "zaneta obrien", "o", "ŻAN", "lee oba", "x"):
        at_door = {found.label for found in find(typed, Door(people=people))}
        assert {school.name for school in Schools(schools).begun(typed)} <= at_door
        assert {person.name for person in people_named(typed, people)} <= at_door
        assert bool(at_door) == (typed != "x")
