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
    no further attempt is wanted. `heard` is told each answer as the vendor hears it. `forged` sends the same as
    somebody does who has not the vendor's secret; without it nobody can forge this.
    """

    vendor: str
    name: str
    attempt: Attempt
    waits: Sequence[float] = ()
    final: Callable[[Answer], bool] = lambda answer: answer.taken
    heard: Callable[[Answer], None] = lambda _: None
    forged: Attempt | None = None


@dataclass(slots=True)
class Outbox:
    """Sends parcels. `faults` are those planted for all vendors; `origins` are the vendors' own addresses."""

    clock: Clock
    faults: list[Fault]
    origins: dict[str, str] = field(default_factory=dict)
    _shown: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=MOST_SHOWN))
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    _overtaken: dict[str, asyncio.Event | None] = field(default_factory=dict)

    def send(self, parcel: Parcel) -> asyncio.Task[Answer]:
        """Start a delivery; the task ends with the answer to the last attempt."""
        fault = self._fault(parcel)
        waiting = self._overtaken.pop(parcel.vendor, None)
        overtaken = self._overtaken[parcel.vendor] = asyncio.Event() if _waits(fault) else None
        task = self.start(self._delivered(parcel, fault, overtaken))
        if waiting:
            task.add_done_callback(lambda _: waiting.set())
        return task

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
        self._overtaken.clear()

    async def _delivered(self, parcel: Parcel, fault: Fault | None, overtaken: asyncio.Event | None) -> Answer:
        match fault:
            case Fault(kind="lost-webhook"):
                self._note(parcel, 0, Answer(), "lost-webhook")
                return Answer(trouble="timeout")
            case Fault(kind="duplicate-webhook"):
                _, answer = await asyncio.gather(self._attempts(parcel), self._attempts(parcel))
                return answer
            case Fault(kind="late-webhook", seconds=seconds):
                await self.clock.until(self.clock() + timedelta(seconds=seconds))
            case Fault(kind="reordered-webhook", seconds=seconds) if overtaken:
                await self._let_pass(overtaken, seconds)
            case Fault(kind="forged-webhook") if parcel.forged:
                return await self._attempts(replace(parcel, attempt=parcel.forged, waits=(), heard=lambda _: None))
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

    async def _let_pass(self, overtaken: asyncio.Event, seconds: float) -> None:
        """Wait until the vendor's next delivery is over, or for so long where there is none."""
        ends = self.clock() + timedelta(seconds=seconds)
        waits = [asyncio.ensure_future(each) for each in (overtaken.wait(), self.clock.until(ends))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    def _fault(self, parcel: Parcel) -> Fault | None:
        request = Request("POST", parcel.name)
        planted = (fault for fault in self.faults if fault.kind in OF_DELIVERIES)
        return next((fault for fault in planted if fault.strikes(parcel.vendor, request)), None)

    def _note(self, parcel: Parcel, number: int, answer: Answer, trouble: str) -> None:
        entry = {"vendor": parcel.vendor, "name": parcel.name, "attempt": number, "status": answer.status}
        self._shown.append({**entry, "trouble": trouble, "at": iso(self.clock())})


def _waits(fault: Fault | None) -> bool:
    return fault is not None and fault.kind == "reordered-webhook"


def _unheard(attempt: Attempt) -> Attempt:
    """The same attempts, but the answer to the first never comes back."""

    async def attempted(number: int, before: Answer) -> Answer:
        answer = await attempt(number, before)
        return answer if number else Answer(trouble="timeout")

    return attempted
