from hep_tui.domain.ranking import ranking


def test_options_that_are_level_share_the_best_of_their_places() -> None:
    assert list(ranking([["C"], ["A", "D"], [], ["B"]])) == [(1, "C"), (2, "A"), (2, "D"), (4, "B")]
    assert list(ranking([])) == []
