"""Sends what came of an act to an app, and waits a while for its answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from typing import Any

from connectors.sandbox.loopback import Answer
from connectors.sandbox.outbox import Outbox, Parcel
from connectors.sandbox.slack.entities import App, Channel
from connectors.sandbox.slack.feed import ACT_SECONDS, Feed, Kind
from connectors.sandbox.slack.values import Obj
from connectors.sandbox.stand_in import CannotActError


@dataclass(frozen=True, slots=True)
class Messenger:
    """Between people and the apps."""

    feed: Feed

    async def told(self, app: App, kind: Kind, payload: Obj, name: str) -> Answer:
        """Send an interaction; Slack does not repeat those."""
        return await self.sent(self.feed.parcel(app, kind, payload, ACT_SECONDS, name), app)

    async def sent(self, parcel: Parcel, app: App | None = None) -> Answer:
        """The answer to the first attempt, or none after ten seconds."""
        if app is not None and not app.request_url and self.feed.sockets.of(app) is None:
            raise CannotActError(f"The app {app.connection} has no address and no WebSocket; register a url first.")
        first: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def heard(answer: Answer) -> None:
            if not first.done():
                first.set_result(answer)

        task = self.outbox().send(replace(parcel, heard=heard))
        await asyncio.wait({first, task}, timeout=ACT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if first.done():
            return first.result()
        return task.result() if task.done() and not task.cancelled() else Answer(trouble="timeout")

    def outbox(self) -> Outbox:
        """What carries it."""
        if self.feed.outbox is None:
            raise CannotActError("The sandbox is not running.")
        return self.feed.outbox

    async def first(self, channel: Channel, event: Obj, name: str) -> Answer:
        """Tell all apps in a channel; the answer is that of the first one."""
        apps = [app for app in self.feed.state.apps_in(channel) if app.request_url or self.feed.sockets.of(app)]
        answers = await asyncio.gather(*(self.sent(self.feed.told(app, event, name)) for app in apps))
        return answers[0] if answers else Answer()


def body_of(answer: Answer) -> Any:
    """What the app answered: JSON where it is some, else text; None where there is nothing."""
    if not answer.body:
        return None
    try:
        return json.loads(answer.body)
    except ValueError:
        return answer.body.decode(errors="replace")
