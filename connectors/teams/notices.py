"""What Graph's notifications say, and the secret by which they are known. Without I/O.

Sources: learn.microsoft.com/graph/change-notifications-delivery-webhooks, .../change-notifications-lifecycle-events,
.../teams-changenotifications-chatmessage
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bridge.core.model.ids import ConnectionId, Ref

MOST_AT_ONCE = 1_000
"""Notifications that one delivery may hold; Graph sends a few together."""
_PART = r"\('(?P<{}>[^']+)'\)"
_REPLY = re.compile(
    "/?teams{}/channels{}/messages{}/replies{}".format(*map(_PART.format, ("team", "channel", "root", "reply")))
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification: the reply that it is about, None where there is none; or what became of the subscription."""

    reply: Ref | None = None
    lifecycle: str = ""


def client_state(connection: ConnectionId, secrets: Mapping[str, str]) -> str:
    """The secret that Graph sends along with each notification: the same one as long as the client secret is.

    Nothing has to be kept so, and whoever reads it cannot tell the client secret from it.
    """
    told = f"cobridge notifications for {connection}"
    return hmac.new(secrets.get("client_secret", "").encode(), told.encode(), hashlib.sha256).hexdigest()


def read_notices(body: bytes) -> Sequence[Any] | None:
    """What a delivery holds; None where it is none of Graph's."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    notices = said.get("value") if isinstance(said, dict) else None
    return notices if isinstance(notices, list) and len(notices) <= MOST_AT_ONCE else None


def is_ours(notice: Any, state: str) -> bool:
    """Whether it bears our secret, compared in constant time."""
    said = notice.get("clientState") if isinstance(notice, dict) else None
    return isinstance(said, str) and hmac.compare_digest(said.encode("utf-8", "replace"), state.encode())


def understood(notice: Mapping[str, Any], team: str, channel: str) -> Notice:
    """What it says of this channel: of messages that are no replies, and of other channels, nothing."""
    lifecycle = notice.get("lifecycleEvent")
    if isinstance(lifecycle, str) and lifecycle:
        return Notice(lifecycle=lifecycle)
    found = _REPLY.fullmatch(str(notice.get("resource") or ""))
    if found is None or (found["team"], found["channel"]) != (team, channel):
        return Notice()
    return Notice(Ref(f"{found['root']}/{found['reply']}"))
