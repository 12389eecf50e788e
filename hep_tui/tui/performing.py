"""Run one action at a time, in the order of the keys that asked for it."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

R = TypeVar("R")


class Performance:
    """Hold the actions that are under way; one of them may wait in its middle for an answer.

    Whoever takes keys awaits `run` for a command and `go_on` for an answer. Both return when the action is done or
    waits again, so that the next key is looked at only when it is clear to whom it belongs.
    """

    def __init__(self) -> None:
        self._rests: dict[asyncio.Task[None], asyncio.Event] = {}
        self._waiting: asyncio.Task[None] | None = None

    async def run(self, action: Awaitable[object]) -> None:
        """Run an action until it is done or waits; raises what it raises."""
        if asyncio.current_task() in self._rests:
            await action
            return
        task = asyncio.create_task(_await(action))
        self._rests[task] = asyncio.Event()
        task.add_done_callback(lambda done: self._rests.pop(done).set())
        await self._rest(task)

    async def go_on(self) -> None:
        """Return when the action that waited is done or waits again; raises what it raises."""
        task, self._waiting = self._waiting, None
        if task is not None:
            await self._rest(task)

    async def _rest(self, task: asyncio.Task[None]) -> None:
        if rests := self._rests.get(task):
            await rests.wait()
            rests.clear()
        if task.done() and not task.cancelled():
            task.result()

    async def wait_for(self, answer: asyncio.Future[R]) -> R:
        """Wait for an answer in the middle of an action. Raises RuntimeError outside of one: no key could arrive."""
        task = asyncio.current_task()
        if task is None or task not in self._rests:
            raise RuntimeError("only an action that is run by its screen can wait for an answer")
        self._waiting = task
        self._rests[task].set()
        return await answer

    def stop(self) -> None:
        """Let go of an action whose answer will never come."""
        if self._waiting is not None:
            self._waiting.cancel()


async def _await(action: Awaitable[Any]) -> None:
    # Textual has newer Pythons start a task at once, which is before `run` can know it.
    await asyncio.sleep(0)
    await action
