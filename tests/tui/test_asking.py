"""Asking in the middle of an action: again while the answer is refused, and nothing under a question is touched."""

from hep_tui.errors import HepError
from tests.tui.conftest import Stage


def _whole(text: str) -> int:
    if not text.isdigit():
        raise HepError(f"{text} is not a number.")
    return int(text)


async def test_a_refused_answer_is_asked_for_again_with_what_was_typed_until_it_can_be_read(on_stage: Stage) -> None:
    async with on_stage() as actor:
        screen, found = actor.app.screen, []

        async def ask() -> None:
            found.append(await screen.ask_until(_whole, "How many?", "x"))

        for last in (("=12", "enter"), ("escape",)):
            await screen.performance.run(ask())
            await actor.press("=y", "enter")
            assert actor.said == "y is not a number."
            assert "How many?" in actor.seen
            await actor.press(*last)
            assert not screen.asking
        assert found == ["12", None]


async def test_leaving_in_the_middle_of_a_question_asks_that_and_changes_nothing(on_stage: Stage) -> None:
    async with on_stage() as actor:
        before = await actor.ask(lambda book: book.count())
        await actor.press("n", "=half a", "ctrl+q")
        assert actor.app.is_running
        assert await actor.ask(lambda book: book.count()) == before
        await actor.press("escape", "escape")
        assert "MEETINGS" in actor.seen
        assert not actor.app.screen.asking
