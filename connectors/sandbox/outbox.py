"""What vendors send by themselves: each delivery a task on the servers' own loop, with the faults planted for it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Protocol

from connectors.sandbox.clock import Clock, iso
from connectors.sandbox.exchange import Request
from connectors.sandbox.faults import OF_DELIVERIES, Fault
from connectors.sandbox.loopback import Answer

MOST_SHOWN = 10_000


class Attempt(Protocol):
    """Sends once. `number` is 0 for the first attempt; `before` is what became of the one before."""

    def __call__(self, number: int, before: Answer) -> Awaitable[Answer]: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to be delivered.

    `name` is what a fault's `path_regex` is searched in, such as `/events/message`. After an attempt that failed the
    next follows when the next of `waits` (seconds on the sandbox's clock) has passed; `final` says of an answer that
    no further attempt is wanted. `heard` is told each answer as the vendor hears it.
    """

    vendor: str
    name: str
    attempt: Attempt
    waits: Sequence[float] = ()
    final: Callable[[Answer], bool] = lambda answer: answer.taken
    heard: Callable[[Answer], None] = lambda _: None


@dataclass(slots=True)
class Outbox:
    """Sends parcels. `faults` are those planted for all vendors; `origins` are the vendors' own addresses."""

    clock: Clock
    faults: list[Fault]
    origins: dict[str, str] = field(default_factory=dict)
    _shown: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=MOST_SHOWN))
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def send(self, parcel: Parcel) -> asyncio.Task[Answer]:
        """Start a delivery; the task ends with the answer to the last attempt."""
        fault = self._fault(parcel)
        return self.start(self._delivered(parcel, fault))

    def start(self, work: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
        """Let something go on by itself until it is done or the sandbox is reset."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def shown(self, vendors: Sequence[str]) -> list[dict[str, Any]]:
        """As `GET /deliveries` shows them: each attempt, and each fault that kept one away."""
        return [entry for entry in self._shown if entry["vendor"] in vendors]

    def clear(self) -> None:
        """Forget everything, and stop what is on its way."""
        for task in self._tasks:
            task.cancel()
        self._shown.clear()

    async def _delivered(self, parcel: Parcel, fault: Fault | None) -> Answer:
        match fault:
            case Fault(kind="lost-webhook"):
                self._note(parcel, 0, Answer(), "lost-webhook")
                return Answer(trouble="timeout")
            case Fault(kind="duplicate-webhook"):
                _, answer = await asyncio.gather(self._attempts(parcel), self._attempts(parcel))
                return answer
            case Fault(kind="late-webhook", seconds=seconds):
                await self.clock.until(self.clock() + timedelta(seconds=seconds))
            case Fault(kind="unanswered-webhook"):
                return await self._attempts(replace(parcel, attempt=_unheard(parcel.attempt)))
        return await self._attempts(parcel)

    async def _attempts(self, parcel: Parcel) -> Answer:
        answer = Answer()
        for number, wait in enumerate((0.0, *parcel.waits)):
            await self.clock.until(self.clock() + timedelta(seconds=wait))
            answer = await parcel.attempt(number, answer)
            parcel.heard(answer)
            self._note(parcel, number, answer, answer.trouble)
            if parcel.final(answer):
                break
        return answer

    def _fault(self, parcel: Parcel) -> Fault | None:
        request = Request("POST", parcel.name)
        planted = (fault for fault in self.faults if fault.kind in OF_DELIVERIES)
        return next((fault for fault in planted if fault.strikes(parcel.vendor, request)), None)

    def _note(self, parcel: Parcel, number: int, answer: Answer, trouble: str) -> None:
        entry = {"vendor": parcel.vendor, "name": parcel.name, "attempt": number, "status": answer.status}
        self._shown.append({**entry, "trouble": trouble, "at": iso(self.clock())})


def _unheard(attempt: Attempt) -> Attempt:
    """The same attempts, but the answer to the first never comes back."""

    async def attempted(number: int, before: Answer) -> Answer:
        answer = await attempt(number, before)
        return answer if number else Answer(trouble="timeout")

    return attempted
