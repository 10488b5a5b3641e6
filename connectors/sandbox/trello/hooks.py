"""What Trello sends by itself: a HEAD that tries an address, and each action to whoever asked for it, signed.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.loopback import Answer, head, is_loopback, post
from connectors.sandbox.outbox import Attempt, Outbox, Parcel
from connectors.sandbox.trello.values import Obj, RefusedError

if TYPE_CHECKING:
    from connectors.sandbox.trello.store import Store
SECONDS = 10.0
WAITS = (30.0, 60.0, 120.0)
MOST_FAILURES = 1000
LONGEST_FAILING = timedelta(days=30)
"""Past both, a webhook is switched off."""
FORGER = "a secret that somebody guessed"
_GONE = 410
_AGENT = {"User-Agent": "Trello Webhook", "Accept": "*/*"}
_KINDS = ("boards", "lists", "cards", "members")


@dataclass(slots=True)
class Webhook:
    """`shown` is how Trello shows it; it belongs to the token it was made with, and its key's secret signs."""

    shown: Obj
    token: str = field(repr=False)
    key: str = field(repr=False)


async def confirm(url: str) -> None:
    """Refuses an address that does not answer a HEAD with 200. Nothing is sent to other machines."""
    answer = await head(url, _AGENT, SECONDS) if is_loopback(url) else Answer(trouble="connection")
    if answer.status is None:
        raise RefusedError(400, f"URL ({url}) could not be reached. Error: {answer.trouble}")
    if answer.status != 200:
        raise RefusedError(400, f"URL ({url}) did not return 200 status code, got {answer.status}")


def signature(secret: str, body: bytes, url: str) -> str:
    """As the header `X-Trello-Webhook` has it."""
    return base64.b64encode(hmac.new(secret.encode(), body + url.encode(), hashlib.sha1).digest()).decode()


@dataclass(frozen=True, slots=True)
class Ringing:
    """Tells webhooks of actions. `secret_of` gives the secret that goes with a key."""

    store: Store
    outbox: Outbox
    secret_of: Callable[[str], str]

    def tell(self, action: Obj, models: Sequence[str]) -> None:
        """Send an action to each webhook on one of its models."""
        for webhook in list(self.store.webhooks.values()):
            if webhook.shown["active"] and webhook.shown["idModel"] in models:
                self._send(webhook, action)

    def _send(self, webhook: Webhook, action: Obj) -> None:
        content = {"action": self._told(action), "model": self._model(webhook), "webhook": webhook.shown}
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        url = webhook.shown["callbackURL"]
        self.outbox.send(
            Parcel(
                "trello", f"/webhooks/{action['type']}", _attempt(url, body, self.secret_of(webhook.key)), WAITS,
                lambda answer: answer.taken or answer.status == _GONE, lambda answer: self._heard(webhook, answer),
                _attempt(url, body, FORGER),
            )
        )  # fmt: skip

    def _told(self, action: Obj) -> Obj:
        author = self.store.get("members", action["idMemberCreator"]) or {}
        brief = {key: author.get(key) for key in ("id", "fullName", "username", "initials", "avatarUrl")}
        return {**action, "memberCreator": brief}

    def _model(self, webhook: Webhook) -> Obj:
        wanted = webhook.shown["idModel"]
        found = (self.store.get(kind, wanted) for kind in _KINDS)  # type: ignore[arg-type]  # each is a Kind
        return next((model for model in found if model), {"id": wanted})

    def _heard(self, webhook: Webhook, answer: Answer) -> None:
        """Count what failed in a row; 410 ends it, and so does failing for a month."""
        shown = webhook.shown
        if answer.status == _GONE:
            self.store.webhooks.pop(shown["id"], None)
        elif answer.taken:
            shown |= {"consecutiveFailures": 0, "firstConsecutiveFailDate": None}
        else:
            now, first = self.store.now(), shown["firstConsecutiveFailDate"]
            shown |= {"consecutiveFailures": shown["consecutiveFailures"] + 1, "firstConsecutiveFailDate": first or now}
            failing = datetime.fromisoformat(now) - datetime.fromisoformat(first or now)
            shown["active"] = shown["consecutiveFailures"] < MOST_FAILURES or failing < LONGEST_FAILING


def _attempt(url: str, body: bytes, secret: str) -> Attempt:
    headers = {**_AGENT, "Content-Type": "application/json", "X-Trello-Webhook": signature(secret, body, url)}

    async def attempt(number: int, before: Answer) -> Answer:
        return await post(url, headers, body, SECONDS)

    return attempt
