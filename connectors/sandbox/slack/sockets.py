"""Socket Mode: an app asks for an address, opens a WebSocket there, and acknowledges each envelope.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode/
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from connectors.sandbox.exchange import Request
from connectors.sandbox.loopback import Answer
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.slack.entities import App
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError
from connectors.sandbox.stand_in import Talk

PATH = "/link/"
MOST = 10
_ADDRESS_SECONDS = 30
_LASTS = 18_060


@dataclass(slots=True, eq=False)
class Socket:
    """One open WebSocket of an app, and the envelopes that wait to be acknowledged."""

    talk: Talk
    id: str
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _sent: int = 0

    async def deliver(self, kind: str, payload: Obj, number: int, reason: str, seconds: float) -> Answer:
        """Send an envelope and wait for its acknowledgement, whose payload is the answer's body."""
        self._sent += 1
        envelope_id = f"{self.id}-{self._sent:08x}"
        envelope: Obj = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason.removeprefix("http_")}
        waiting = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await self.talk.send(json.dumps(envelope, ensure_ascii=False))
            async with asyncio.timeout(seconds):
                body = await waiting
        except TimeoutError:
            return Answer(trouble="timeout")
        finally:
            self._waiting.pop(envelope_id, None)
        return Answer(200, b"" if body is None else json.dumps(body, ensure_ascii=False).encode())

    def heard(self, text: str) -> None:
        """Take what the app sends; only acknowledgements mean something."""
        try:
            said = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(said.get("payload"))


@dataclass(slots=True)
class Sockets:
    """The open WebSockets by app, the newest last, and the addresses given out for new ones."""

    state: State
    _open: dict[str, list[Socket]] = field(default_factory=dict)
    _addresses: dict[str, tuple[App, float]] = field(default_factory=dict)

    def of(self, app: App) -> Socket | None:
        """The one through which an app is told things now."""
        sockets = self._open.get(app.id)
        return sockets[-1] if sockets else None

    def address(self, app: App, host: str) -> str:
        """An address that is good for one WebSocket within half a minute."""
        if len(self._open.get(app.id, ())) >= MOST:
            raise RefusedError("too_many_websockets")
        secret = self.state.new_id("t").lower()
        self._addresses[secret] = (app, self.state.now() + _ADDRESS_SECONDS)
        return f"ws://{host}{PATH}?ticket={secret}&app_id={app.id}"

    def welcomes(self, request: Request) -> bool:
        """Whether a WebSocket may be opened with this address."""
        _, ends = self._addresses.get(request.query.get("ticket", ""), (None, 0.0))
        return request.path == PATH and self.state.now() < ends

    async def converse(self, request: Request, talk: Talk, outbox: Outbox) -> None:
        """Greet, take acknowledgements, and after five hours ask the app to open another one."""
        app, _ = self._addresses.pop(request.query["ticket"])
        socket = Socket(talk, self.state.new_id("s").lower())
        mine = self._open.setdefault(app.id, [])
        mine.append(socket)
        ends = outbox.start(_at_last(outbox.clock.until(outbox.clock() + timedelta(seconds=_LASTS))))
        try:
            await talk.send(json.dumps(_hello(app, len(mine))))
            while (text := await _next(talk, ends)) is not None:
                socket.heard(text)
            await talk.send(json.dumps({"type": "disconnect", "reason": "refresh_requested", "debug_info": _DEBUG}))
        finally:
            ends.cancel()
            mine.remove(socket)


async def _next(talk: Talk, ends: asyncio.Task[Answer]) -> str | None:
    """The next text; None when the app is gone or the connection has lasted long enough."""
    text = asyncio.ensure_future(talk.receive())
    await asyncio.wait({text, ends}, return_when=asyncio.FIRST_COMPLETED)
    if text.done():
        return text.result()
    text.cancel()
    return None


async def _at_last(waiting: Coroutine[Any, Any, None]) -> Answer:
    await waiting
    return Answer()


def _hello(app: App, connections: int) -> Obj:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {**_DEBUG, "approximate_connection_time": _LASTS},
        "connection_info": {"app_id": app.id},
    }


_DEBUG: Obj = {"host": "applink-sandbox", "build_number": 1}
