"""An action that waits for an answer, on every Python."""

import asyncio
from typing import Any

import pytest

from hep_tui.tui.performing import Performance

AT_ONCE = getattr(asyncio, "eager_task_factory", None)


@pytest.mark.parametrize(
    "factory", [None, pytest.param(AT_ONCE, marks=pytest.mark.skipif(AT_ONCE is None, reason="this Python has none"))]
)
async def test_an_action_waits_for_its_answer_also_where_tasks_are_started_at_once(factory: Any) -> None:
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    performance, answer, heard = Performance(), loop.create_future(), []

    async def ask() -> None:
        heard.append(await performance.wait_for(answer))

    await performance.run(ask())
    answer.set_result("yes")
    await performance.go_on()
    assert heard == ["yes"]
