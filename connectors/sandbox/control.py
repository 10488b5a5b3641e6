"""The sandbox's own endpoints: clock, faults, record, seed, state, and what can be loaded."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.sandbox.clock import iso
from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.faults import FaultError, read_faults
from connectors.sandbox.gate import Delivery
from connectors.sandbox.stand_in import Acting, CannotActError, NotLoadableError, StandIn
from connectors.sandbox.world import World


class ControlError(ValueError):
    """A control call that cannot be carried out: a status and one sentence."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        """400 is for what is wrong in the call, 404 for what is not there."""
        super().__init__(sentence)
        self.status = status


class Control:
    """Answers the control port."""

    def __init__(self, world: World) -> None:
        """All of it acts on one world."""
        self._world = world

    async def answer(self, request: Request) -> Delivery:
        """Carry out one control call; whatever is wrong with it is answered in one sentence."""
        try:
            answer = self._route(request)
            return Delivery(Response(200, await answer if inspect.isawaitable(answer) else answer))
        except ControlError as fault:
            return Delivery(Response(fault.status, {"error": str(fault)}))
        except NotLoadableError as fault:
            return Delivery(Response(422, {"error": str(fault)}))
        except (CannotActError, FaultError) as fault:
            return Delivery(Response(400, {"error": str(fault)}))

    def _route(self, request: Request) -> Any:
        for method, pattern, handler in _ROUTES:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                return handler(self._world, request, *found.groups())
        offered = ", ".join(f"{method} {_written(pattern)}" for method, pattern, _ in _ROUTES)
        raise ControlError(f"There is no {request.method} {request.path} here; the control offers {offered}.", 404)


def _read_clock(world: World, _: Request) -> Any:
    return {"now": iso(world.clock())}


def _move_clock(world: World, request: Request) -> Any:
    wanted = _object(request)
    match wanted:
        case {"now": str(now), **rest} if not rest:
            world.clock.set(_instant(now))
        case {"advance": int() | float() as seconds, **rest} if not rest and not isinstance(seconds, bool):
            _advance(world, seconds)
        case _:
            raise ControlError('The clock takes {"now": an ISO instant} or {"advance": seconds}.')
    return _read_clock(world, request)


def _advance(world: World, seconds: float) -> None:
    try:
        world.clock.advance(seconds)
    except (OverflowError, ValueError) as fault:
        raise ControlError(
            f"The clock cannot be advanced by {seconds:g} seconds: it would leave the calendar."
        ) from fault


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ControlError(f"now: expected an instant such as 2026-11-22T09:00:00Z, found {text!r}.") from fault
    if moment.tzinfo is None:
        raise ControlError(f"now: {text!r} has no zone; write an instant such as 2026-11-22T09:00:00Z.")
    return moment.astimezone(UTC)


def _show_requests(world: World, request: Request) -> Any:
    vendor = request.query.get("vendor")
    return world.record.shown((_vendor(world, vendor).vendor,) if vendor else tuple(world.stand_ins))


def _forget_requests(world: World, _: Request) -> Any:
    world.record.clear()
    return {}


def _show_faults(world: World, _: Request) -> Any:
    return [fault.shown() for fault in world.faults]


def _plant_faults(world: World, request: Request) -> Any:
    world.faults[:] = read_faults(_json(request), {vendor: each.own_faults for vendor, each in world.stand_ins.items()})
    return _show_faults(world, request)


def _reset(world: World, _: Request) -> Any:
    world.reset()
    return {}


def _show_seed(world: World, _: Request) -> Any:
    return world.effective_seed()


def _show_state(world: World, request: Request, vendor: str) -> Any:
    stand_in = _vendor(world, vendor)
    match request.query.get("form"):
        case None:
            return stand_in.native()
        case "items":
            return list(stand_in.items())
        case other:
            raise ControlError(f"form must be items or left out, not {other!r}.")


def _load(world: World, request: Request, name: str) -> Any:
    loads = {offered: load for stand_in in world.stand_ins.values() for offered, load in stand_in.loads.items()}
    if name not in loads:
        raise ControlError(f"{name!r} cannot be loaded; what can be: {', '.join(loads)}.", 404)
    try:
        content = request.json()
    except ValueError as fault:
        raise NotLoadableError(f"The file is no JSON ({fault}).") from fault
    return loads[name](content)


def _show_deliveries(world: World, request: Request) -> Any:
    vendor = request.query.get("vendor")
    return world.outbox.shown((_vendor(world, vendor).vendor,) if vendor else tuple(world.stand_ins))


async def _act(world: World, request: Request) -> Any:
    wanted = _object(request)
    tool = wanted.get("tool")
    for stand_in in world.stand_ins.values():
        if isinstance(stand_in, Acting) and stand_in.tool == tool:
            return await stand_in.act(wanted)
    raise ControlError(f"There is nothing that people do in {tool} without its API: call the API as that person.", 404)


def _vendor(world: World, name: str | None) -> StandIn:
    if name not in world.stand_ins:
        raise ControlError(f"{name!r} is no vendor here; there are {', '.join(world.stand_ins)}.", 404)
    return world.stand_ins[name]


def _json(request: Request) -> Any:
    try:
        return request.json()
    except ValueError as fault:
        raise ControlError(f"The body is no JSON ({fault}).") from fault


def _object(request: Request) -> Mapping[str, Any]:
    content = _json(request)
    if not isinstance(content, Mapping):
        raise ControlError("The body must be a JSON object.")
    return content


def _written(pattern: str) -> str:
    return pattern.replace("([^/]+)", "…")


_ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("GET", "/clock", _read_clock),
    ("POST", "/clock", _move_clock),
    ("GET", "/requests", _show_requests),
    ("DELETE", "/requests", _forget_requests),
    ("GET", "/deliveries", _show_deliveries),
    ("GET", "/faults", _show_faults),
    ("PUT", "/faults", _plant_faults),
    ("POST", "/reset", _reset),
    ("GET", "/seed", _show_seed),
    ("GET", "/state/([^/]+)", _show_state),
    ("POST", "/load/([^/]+)", _load),
    ("POST", "/act", _act),
)
