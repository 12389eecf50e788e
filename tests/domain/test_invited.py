from dataclasses import replace

from hep_tui.domain.invited import aliases, changes, joined, one_person, without
from hep_tui.domain.people import Invitation, Person, Standing

ANN = Person("p-ann", "Ann Lee", "primary", ("head",), (), ("1",), ("m",))


def test_a_list_that_is_silent_on_coming_leaves_what_was_said() -> None:
    away = ANN.with_invitation(Invitation("m", Standing.AWAY, "N"))
    assert joined(away, ANN) == away
    seated = joined(away, ANN.with_invitation(Invitation("m", table_no=4)))
    assert seated.at("m") == Invitation("m", Standing.AWAY, "N", 4)
    assert joined(away, ANN.with_invitation(Invitation("m", said="Yes"))).standing("m") is Standing.EXPECTED


def test_a_school_that_is_settled_is_not_unsettled_by_how_a_list_writes_it() -> None:
    unsettled = replace(ANN, urns=(), organisation="hill")
    assert joined(ANN, unsettled) == ANN
    assert joined(unsettled, ANN) == ANN


def test_two_entries_become_one_person_who_is_found_by_both_codes() -> None:
    double = Person("p-2", "A Lee", "", (), ("hash",), (), ("n",), "hill")
    both = one_person(ANN, double)
    assert both == replace(ANN, groups=("hash",), meetings=("n", "m"), also=("p-2",))
    assert aliases({both.code: both}) == {"p-ann": both, "p-2": both}
    assert one_person(Person("p-3", "Ann"), both).also == ("p-2", "p-ann")


def test_who_is_off_the_list_of_the_last_meeting_is_off_the_list() -> None:
    assert without(ANN, "m") is None
    both = replace(ANN, meetings=("m", "n")).with_invitation(Invitation("m", table_no=2))
    assert without(both, "m") == replace(ANN, meetings=("n",))


def test_what_a_list_changes_is_named() -> None:
    after = replace(ANN, roles=("deputy",), meetings=("m", "n")).with_invitation(Invitation("n", table_no=2))
    assert changes(ANN, after, "n") == ("role", "table", "invited to this meeting, too")
    assert changes(ANN, ANN, "n") == ()
