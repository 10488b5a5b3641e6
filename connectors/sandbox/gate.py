"""What every call to a vendor passes: its credential, the limits, the faults, then the stand-in itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from connectors.sandbox.clock import Clock, iso
from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.faults import OF_DELIVERIES, Fault
from connectors.sandbox.limits import Counting
from connectors.sandbox.record import Call, Record
from connectors.sandbox.stand_in import Caller, NamingReads, StandIn

Witness = Callable[[str, Request, Response], None]
"""Takes a vendor, a call and its answer."""
WITNESSES: list[Witness] = []
"""Who is shown every answer of this process's stand-ins before it is sent, planted faults' included: tests judge it."""
_STATUS = {"500": 500, "503": 503, "expired-token": 401, "stale-etag": 412}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to do with an answer: send it (after `wait` seconds), close the connection, or leave the caller waiting.

    `pending` is an answer still to come; the gate gives no delivery on before it is there.
    """

    response: Response = field(default_factory=Response)
    manner: Literal["send", "drop", "hang"] = "send"
    wait: float = 0.0
    pending: Pending | None = None


@dataclass(slots=True)
class Gate:
    """The way to one vendor. `counting` is None where limits are off; `faults` are those planted for all vendors."""

    stand_in: StandIn
    clock: Clock
    record: Record
    faults: list[Fault]
    counting: Counting | None
    _naming: NamingReads | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Look once at what the stand-in can tell: a call should cost little."""
        self._naming = self.stand_in if isinstance(self.stand_in, NamingReads) else None

    def pass_through(self, request: Request) -> Delivery | Awaitable[Delivery]:
        """Carry out one call and take it down."""
        caller = self.stand_in.caller(request)
        actions = tuple(self.stand_in.actions(request))
        delivery = self._refused(request, caller, max(len(actions), 1)) or self._carried_out(request, caller)
        call = Call(
            vendor=self.stand_in.vendor,
            method=request.method,
            path=request.path,
            status=None,
            actor=caller.actor if caller else None,
            at=iso(self.clock()),
            actions=actions,
            unknown=not self.stand_in.known(request),
            reading=self._naming.reads(request) if self._naming else None,
        )
        if delivery.pending:
            return self._finished(request, call, delivery, delivery.pending)
        return self._taken_down(request, call, delivery)

    async def _finished(self, request: Request, call: Call, delivery: Delivery, pending: Pending) -> Delivery:
        return self._taken_down(request, call, replace(delivery, response=await pending.finish(), pending=None))

    def _taken_down(self, request: Request, call: Call, delivery: Delivery) -> Delivery:
        for witness in WITNESSES:
            witness(call.vendor, request, delivery.response)
        self.record.add(replace(call, status=delivery.response.status) if delivery.manner == "send" else call)
        return delivery

    def _refused(self, request: Request, caller: Caller | None, weight: int) -> Delivery | None:
        if self.counting is None or caller is None:
            return None
        refusal = self.counting.admit(request, caller, weight, self.clock())
        return Delivery(self.stand_in.too_many(refusal.retry_after, refusal.limit)) if refusal else None

    def _carried_out(self, request: Request, caller: Caller | None) -> Delivery:
        fault = self._fault(request)
        if fault is None:
            return self._answered(request, caller)
        match fault.kind:
            case "429":
                return Delivery(self.stand_in.too_many(fault.seconds, "fault"))
            case "500" | "503" | "expired-token" | "stale-etag":
                return Delivery(self.stand_in.failing(_STATUS[fault.kind]))
            case "drop-before":
                return Delivery(manner="drop")
            case "drop-after":
                return replace(self._answered(request, caller), manner="drop")
            case "timeout":
                return replace(self._answered(request, caller), manner="hang")
            case _:
                return replace(self._answered(request, caller), wait=fault.seconds)

    def _answered(self, request: Request, caller: Caller | None) -> Delivery:
        answer = self.stand_in.answer(request, caller)
        return Delivery(pending=answer) if isinstance(answer, Pending) else Delivery(answer)

    def _fault(self, request: Request) -> Fault | None:
        """The first planted fault for calls that strikes; those behind it do not meet the call."""
        planted = (fault for fault in self.faults if fault.kind not in OF_DELIVERIES)
        return next((fault for fault in planted if fault.strikes(self.stand_in.vendor, request)), None)
