"""What Graph sends by itself: tests of addresses, notifications of changes, reminders that a subscription ends."""

from __future__ import annotations

import json
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from connectors.sandbox.graph.entities import Json, Message, Subscription
from connectors.sandbox.graph.errors import bad
from connectors.sandbox.loopback import Answer, is_loopback, post
from connectors.sandbox.outbox import Attempt, Outbox, Parcel

if TYPE_CHECKING:
    from connectors.sandbox.graph.state import State
VALIDATION_SECONDS = 10.0
_ANSWER_SECONDS = 10.0
_WAITS = (10.0, 60.0, 300.0)
_REMINDER = timedelta(minutes=15)
FORGER = "a secret that somebody guessed"
_JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Notices:
    """Sends to the addresses of subscriptions."""

    state: State
    outbox: Outbox

    async def validate(self, url: str) -> None:
        """Refuses the subscription unless the address gives the token back as plain text within ten seconds."""
        request_id = self.state.request_id()
        token = f"Validation: Testing client application reachability for subscription Request-Id: {request_id}"
        joint = "&" if urlsplit(url).query else "?"
        target = f"{url}{joint}validationToken={quote(token, safe='')}"
        plain = {"Content-Type": "text/plain; charset=utf-8"}
        answer = (
            await post(target, plain, b"", VALIDATION_SECONDS) if is_loopback(url) else Answer(trouble="connection")
        )
        if answer.trouble:
            what = "timed out" if answer.trouble == "timeout" else "could not be reached"
            raise bad(f"Subscription validation request failed. Notification endpoint {what}.", "ValidationError")
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if answer.status != 200 or kind != "text/plain" or answer.body.decode(errors="replace") != token:
            raise bad(
                "Subscription validation request failed. "
                "Notification endpoint must respond with 200 OK to validation request.",
                "ValidationError",
            )

    def tell(self, change: str, message: Message) -> None:
        """Notify whoever follows the channel of a message."""
        now = self.state.now()
        for subscription in self.state.subscriptions.values():
            follows = subscription.watched in (None, message.channel) and change in subscription.change_types
            if follows and subscription.expires_at > now:
                self._send("/notifications", subscription.notification_url, self._change(subscription, change, message))

    def watch(self, subscription: Subscription) -> None:
        """Let a subscription be reminded of its end, and end."""
        self.outbox.start(self._watched(subscription))

    async def _watched(self, subscription: Subscription) -> Answer:
        while self.state.subscriptions.get(subscription.id) is subscription:
            ends = datetime.fromisoformat(subscription.expires_at)
            if self.state.clock() >= ends:
                del self.state.subscriptions[subscription.id]
            elif subscription.reminded:
                await self.outbox.clock.until(ends)
            elif self.state.clock() >= ends - _REMINDER:
                subscription.reminded = True
                self._remind(subscription)
            else:
                await self.outbox.clock.until(ends - _REMINDER)
        return Answer()

    def _remind(self, subscription: Subscription) -> None:
        if subscription.lifecycle_url:
            notice = {"lifecycleEvent": "reauthorizationRequired", **self._head(subscription)}
            self._send("/lifecycle", subscription.lifecycle_url, notice)

    def _send(self, name: str, url: str, notice: Json) -> None:
        forged = _attempt(url, {**notice, "clientState": FORGER})
        self.outbox.send(Parcel("graph", name, _attempt(url, notice), _WAITS, forged=forged))

    def _head(self, subscription: Subscription) -> Json:
        return {
            "subscriptionId": subscription.id,
            "subscriptionExpirationDateTime": subscription.expires_at,
            "clientState": subscription.client_state,
            "tenantId": self.state.directory,
        }

    def _change(self, subscription: Subscription, change: str, message: Message) -> Json:
        root = message.root or message
        where = f"teams('{message.channel.group.id}')/channels('{message.channel.id}')/messages('{root.id}')"
        if message.root:
            where += f"/replies('{message.id}')"
        data = {"id": message.id, "@odata.type": "#Microsoft.Graph.chatMessage", "@odata.id": where}
        return {**self._head(subscription), "changeType": change, "resource": where, "resourceData": data}


def _attempt(url: str, notice: Json) -> Attempt:
    content = json.dumps({"value": [notice]}, ensure_ascii=False).encode()

    def attempt(number: int, before: Answer) -> Awaitable[Answer]:
        return post(url, _JSON, content, _ANSWER_SECONDS)

    return attempt
