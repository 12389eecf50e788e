"""Setting up a poll: from nothing to a draft in a few keys, with the rule paragraph growing under them."""

from textual import events

from hep_tui.domain.polls import Poll, PollState
from hep_tui.logbook.records import records
from hep_tui.views.polls import PollView, poll_view
from tests.tui.conftest import Actor, Stage


async def made(actor: Actor) -> PollView:
    view = await actor.ask(poll_view, actor.app.screen.poll)
    assert isinstance(view, PollView)
    return view


async def test_a_ranking_of_priorities_takes_three_keys(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v")
        assert "WHAT KIND OF POLL?" in actor.seen
        await actor.press("1")
        assert "Each ballot ranks up to 5 of 12 options" in " ".join(actor.seen.split())
        await actor.press("enter")
        view = await made(actor)
        assert (view.state, view.poll.rule, view.poll.top, len(view.poll.options)) == (PollState.DRAFT, "borda", 5, 12)
        assert view.meeting == "Workshop 3, all phases"


async def test_adopting_a_model_has_its_newest_versions_and_no_change(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "enter")
        poll = (await made(actor)).poll
        assert [o.id for o in poll.options] == list("ABCDEFZ")
        assert (poll.rule, poll.unit, poll.refusal, poll.quorum) == ("adoption", "school", "Z", "half of the schools")
        assert poll.eligible == 102


async def test_everything_typed_at_full_speed_lands_where_it_was_meant(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v")
        await actor.burst("29374\n")
        poll = (await made(actor)).poll
        assert (poll.quorum, poll.electorate) == ("a third of the schools", "one for each table")


async def test_options_of_ones_own_are_typed_one_a_line(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "5", "3", "0")
        await actor.burst("Tea [bold]\nCoffee [/x]\nWater\n\n")
        assert "Tea [bold]" in actor.seen
        await actor.press("2", "ctrl+u", "=What to drink?", "enter", "enter")
        poll = (await made(actor)).poll
        assert [o.label for o in poll.options] == ["Tea [bold]", "Coffee [/x]", "Water"]
        assert poll.question == "What to drink?"


async def test_letters_of_models_are_models_and_what_else_changes_is_said(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "3", "0", "=a; model D; Z", "enter", "=E", "enter", "=-", "enter", "enter")
        draft = actor.app.screen.draft
        assert [(o.id, o.version > 0) for o in draft.options] == [("A", True), ("D", True), ("Z", True)]
        assert (draft.rule, draft.refusal) == ("adoption", "Z")
        await actor.press("3", "0", "=Tea; Coffee; Water", "enter", "enter")
        assert [(o.id, o.label) for o in actor.app.screen.draft.options] == [
            ("1", "Tea"), ("2", "Coffee"), ("3", "Water"),
        ]  # fmt: skip
        assert actor.said.startswith("This changes too: ")
        assert "No change: none" in actor.said
        assert actor.app.screen.draft.rule == "adoption"


async def test_a_rule_that_names_an_option_which_is_gone_is_said_and_not_stored(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "0", "1", "0", "0", "=it must beat Z", "enter")
        await actor.press("3", "0", "=Tea; Coffee; No change", "enter", "enter")
        said = "hat is needed names Z, and no option of this poll is called so"
        assert said in actor.said
        await actor.press("enter")
        assert said in actor.said
        await actor.press("0", "2", "enter")
        assert ((await made(actor)).poll.threshold, (await made(actor)).poll.refusal) == ("it must beat 3", "3")


async def test_an_option_that_says_so_takes_the_place_of_the_one_chosen_as_no_change(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "3", "0", "=Tea; No change: water", "enter", "enter")
        assert (actor.app.screen.draft.refusal, actor.app.screen.draft.rule) == ("2", "adoption")


async def test_no_change_is_chosen_by_the_number_of_the_option(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "5", "g", "2")
        assert actor.app.screen.draft.no_change == "2"
        await actor.press("g", "3")
        assert actor.app.screen.draft.no_change == ""


async def test_a_group_that_the_review_has_not_does_not_vote(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "1", "7", "0", "=members of The Lodge", "enter")
        assert actor.said.startswith("This review has no The Lodge")
        await actor.press("7", "0", "=everybody who brought a cake", "enter")
        assert actor.app.screen.draft.electorate == "everybody who brought a cake"


async def test_a_form_that_was_changed_is_left_only_when_sure(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "1", "escape")
        assert "MEETINGS" in actor.seen
        await actor.press("v", "1", "7", "2", "escape")
        assert "What is filled in is not stored." in actor.seen
        await actor.press("escape")
        assert "one for each school" in actor.seen
        await actor.press("escape", "enter")
        assert "MEETINGS" in actor.seen


async def test_several_lines_pasted_are_several_options(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "5", "3", "0")
        actor.app.post_message(events.Paste("Tea\nCof\x1b[31mfee\n\n"))
        await actor.press("enter", "enter", "enter")
        labels = [o.label for o in (await made(actor)).poll.options]
        assert (len(labels), labels[0]) == (2, "Tea")
        assert "\x1b" not in labels[1]


async def test_the_rule_paragraph_is_what_is_frozen(on_stage: Stage) -> None:
    async with on_stage((120, 40)) as actor:
        await actor.press("v", "4", "0", "3", "9", "4")
        assert "Quorum: half of those present. Needed: more than half." in " ".join(actor.seen.split())
        await actor.press("enter")
        assert "Quorum: half of those present. Needed: more than half." in " ".join(actor.seen.split())


async def test_what_cannot_be_chosen_is_said_and_escape_leaves_it_as_it_is(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "enter")
        assert actor.said == "Choose first: 1 to 5."
        await actor.press("4", "5")
        assert actor.said == "How many: there is nothing to choose here, it is one."
        await actor.press("x")
        assert actor.said == "x is none of the fields; their keys are before them."
        await actor.press("9", "9")
        assert actor.said == "9 is none of the choices; Esc leaves it as it is."
        await actor.press("enter")
        assert actor.said == "Choose by its number first, or Esc leaves it as it is."
        before = len(await actor.ask(records, Poll))
        await actor.press("escape", "escape")
        assert len(await actor.ask(records, Poll)) == before


async def test_a_draft_is_changed_with_e_and_an_open_poll_is_not(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "1", "enter", "e", "5", "1", "enter")
        view = await made(actor)
        assert view.poll.top == 3
        await actor.press("o", "e")
        assert actor.said.startswith("The poll is open: it stays as it was put")


async def test_undo_takes_a_new_poll_back(on_stage: Stage) -> None:
    async with on_stage() as actor:
        before = len(await actor.ask(records, Poll))
        await actor.press("v", "1", "enter", "escape", "ctrl+z")
        assert len(await actor.ask(records, Poll)) == before


async def test_a_poll_is_made_secret_and_the_rule_says_so(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v")
        await actor.burst("2f2")
        assert "f Secret     yes" in actor.seen
        assert "The vote is secret" in " ".join(actor.seen.split())
        await actor.press("enter")
        assert (await made(actor)).poll.secret
        await actor.press("e", "f", "1", "enter")
        assert not (await made(actor)).poll.secret


async def test_a_secret_show_of_hands_is_refused_in_words(on_stage: Stage) -> None:
    async with on_stage() as actor:
        await actor.press("v", "2", "f", "2", "4", "7")
        assert "yes, but the whole room sees a show of hands" in actor.seen
        await actor.press("enter")
        assert "This poll cannot be secret, since the whole room sees" in actor.said
        await actor.press("f", "2")
        assert actor.said == "2 is none of the choices; Esc leaves it as it is."
        await actor.press("1", "enter")
        assert (await made(actor)).poll.method == "hands"
