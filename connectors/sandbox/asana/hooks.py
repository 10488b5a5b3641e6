"""What Asana sends by itself: handshakes, events with signatures, heartbeats; and when it gives up.

Sources: https://developers.asana.com/docs/webhooks-guide, https://developers.asana.com/reference/createwebhook
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from connectors.sandbox.asana.errors import bad
from connectors.sandbox.clock import iso
from connectors.sandbox.loopback import Answer, is_loopback, post
from connectors.sandbox.outbox import Attempt, Outbox, Parcel

if TYPE_CHECKING:
    from connectors.sandbox.asana.entities import Event, Project, Task, User
    from connectors.sandbox.asana.state import State
SECONDS = 10.0
HEARTBEAT = timedelta(hours=8)
GIVES_UP = timedelta(hours=24)
"""A webhook that could not be delivered to for so long is deleted."""
WAITS = (10.0, 60.0, 300.0, 900.0, 3600.0, 7200.0, 14400.0, 28800.0, 31130.0)
FORGER = "a secret that somebody guessed"
_GONE = 410
_JSON = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Asana"}


@dataclass(slots=True, eq=False)
class Webhook:
    """One webhook of a person in an app (None: by personal access tokens). `failing_since` is None while it works."""

    gid: str
    resource: Project | Task
    target: str
    user: User
    app: str | None
    created_at: datetime
    secret: str = field(repr=False)
    filters: Sequence[Mapping[str, Any]] = ()
    active: bool = True
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    last_failure_content: str | None = None
    retries: int = 0
    next_attempt_after: datetime | None = None
    failing_since: datetime | None = None
    kind: ClassVar[str] = "webhook"

    @property
    def failure_deletion_timestamp(self) -> datetime | None:
        """When it is deleted unless a delivery succeeds before."""
        return self.failing_since + GIVES_UP if self.failing_since else None


async def shake_hands(target: str, secret: str) -> None:
    """Refuses a target that does not give the secret back. Nothing is sent to other machines."""
    sent = {**_JSON, "X-Hook-Secret": secret}
    answer = await post(target, sent, b"{}", SECONDS) if is_loopback(target) else Answer(trouble="connection")
    if answer.status is None:
        raise bad("Could not complete activation handshake with target URL. Please ensure that the receiving server is "
                  "accepting connections.")  # fmt: skip
    if answer.status not in (200, 204):
        raise bad("The remote server which is intended to receive the webhook responded with an incorrect HTTP status "
                  f"code: {answer.status} ({target})")  # fmt: skip
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if headers.get("x-hook-secret") != secret:
        raise bad("The remote server did not respond with the handshake secret.")


def signature(secret: str, body: bytes) -> str:
    """As the header `X-Hook-Signature` has it."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Ringing:
    """Tells webhooks of events: those of one call in one delivery."""

    state: State
    outbox: Outbox
    _waiting: defaultdict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, event: Event, resources: Iterable[str]) -> None:
        """Keep an event for each webhook on one of the resources whose filters it passes."""
        above = frozenset(resources)
        for webhook in self.state.webhooks.values():
            if webhook.active and webhook.resource.gid in above and passes(event, webhook.filters):
                if not self._waiting:
                    asyncio.get_running_loop().call_soon(self._ring)
                self._waiting[webhook.gid].append(event)

    def watch(self, webhook: Webhook) -> None:
        """Let a webhook's heart beat, and let it be deleted when nothing arrives any more."""
        self.outbox.start(self._watched(webhook))

    def _ring(self) -> None:
        waiting, self._waiting = self._waiting, defaultdict(list)
        for gid, events in waiting.items():
            if webhook := self.state.webhooks.get(gid):
                self._send(webhook, "/webhooks/events", [_shown(event) for event in events])

    def _send(self, webhook: Webhook, name: str, events: Sequence[Mapping[str, Any]]) -> None:
        body = json.dumps({"events": events}, ensure_ascii=False, separators=(",", ":")).encode()
        self.outbox.send(
            Parcel(
                "asana", name, _attempt(webhook.target, body, webhook.secret), WAITS,
                lambda answer: answer.taken or answer.status == _GONE or webhook.gid not in self.state.webhooks,
                lambda answer: self._heard(webhook, answer), _attempt(webhook.target, body, FORGER),
            )
        )  # fmt: skip

    def _heard(self, webhook: Webhook, answer: Answer) -> None:
        now = self.state.now()
        if answer.status == _GONE:
            self.state.webhooks.pop(webhook.gid, None)
        elif answer.taken:
            webhook.last_success_at, webhook.failing_since = now, None
            webhook.retries, webhook.next_attempt_after = 0, None
        else:
            said = f"{answer.status} {answer.body.decode(errors='replace')[:200]}" if answer.status else answer.trouble
            webhook.last_failure_at, webhook.last_failure_content = now, said
            webhook.failing_since = webhook.failing_since or now
            wait = WAITS[min(webhook.retries, len(WAITS) - 1)]
            webhook.retries, webhook.next_attempt_after = webhook.retries + 1, now + timedelta(seconds=wait)

    async def _watched(self, webhook: Webhook) -> Answer:
        beat = self.state.clock()
        while self.state.webhooks.get(webhook.gid) is webhook:
            now, ends = self.state.clock(), webhook.failure_deletion_timestamp
            if ends and now >= ends:
                del self.state.webhooks[webhook.gid]
            elif now >= beat:
                beat = now + HEARTBEAT
                self._send(webhook, "/webhooks/heartbeat", [])
            else:
                await self.outbox.clock.until(min(beat, ends) if ends else beat)
        return Answer()


def passes(event: Event, filters: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an event passes one of the filters; without filters all do."""
    return not filters or any(_fits(event, each) for each in filters)


def _fits(event: Event, wanted: Mapping[str, Any]) -> bool:
    subtype = getattr(event.resource, "subtype", None)
    changed = (event.change or {}).get("field")
    return (
        wanted.get("resource_type") in (None, event.resource.kind)
        and wanted.get("resource_subtype") in (None, subtype)
        and wanted.get("action") in (None, event.action)
        and (not wanted.get("fields") or changed in wanted["fields"])
    )


def _shown(event: Event) -> dict[str, Any]:
    """An event as a delivery has it: ids, and no values but those that are ids."""
    change = event.change and {key: each if isinstance(each, str) else _id(each) for key, each in event.change.items()}
    return {
        "user": _id(event.user),
        "created_at": iso(event.created_at),
        "action": event.action,
        "resource": _id(event.resource),
        "parent": _id(event.parent) if event.parent else None,
        **({"change": change} if change else {}),
    }


def _id(entity: Any) -> dict[str, Any]:
    named = {"gid": entity.gid, "resource_type": entity.kind}
    return {**named, "resource_subtype": entity.subtype} if hasattr(entity, "subtype") else named


def _attempt(target: str, body: bytes, secret: str) -> Attempt:
    headers = {**_JSON, "X-Hook-Signature": signature(secret, body)}

    async def attempt(number: int, before: Answer) -> Answer:
        return await post(target, headers, body, SECONDS)

    return attempt
