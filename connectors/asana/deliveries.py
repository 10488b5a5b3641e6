"""What Asana's webhooks deliver, and what they are known by. Without I/O.

Sources: https://developers.asana.com/docs/webhooks-guide, https://developers.asana.com/reference/createwebhook
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

LONGEST_AGO = timedelta(hours=25)
"""How long ago what is told of may be: Asana repeats a delivery for a day."""
AHEAD = timedelta(minutes=5)
"""How far Asana's clock may be ahead of ours."""
MOST_AT_ONCE = 1_000
"""Events that one delivery may hold; Asana sends at most a hundred."""
PLACE, SIGN, BY = "place", "sign", "by"
"""Parameters of a webhook's target: the project, our sign of the webhook, and our own account."""
_SECRET = re.compile(r"[!-~]{16,256}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What each project's webhook is known by: our sign in its target, and the secret that Asana gave for it.

    `secrets` are the connection's; they outlive the process.
    """

    secrets: MutableMapping[str, str] = field(repr=False)

    def expect(self, project: str) -> str:
        """A new sign; whatever was known of an earlier webhook is gone. Asana may give a secret for it, once."""
        sign = token_urlsafe(24)
        self.secrets[f"webhook_secret_{project}"] = ""  # first: an old secret must never go with a new sign
        self.secrets[f"webhook_sign_{project}"] = sign
        return sign

    def forget(self, project: str) -> None:
        """No webhook came of it, so nobody may give a secret for it any more."""
        self.secrets[f"webhook_sign_{project}"] = ""

    def is_known(self, project: str, sign: str) -> bool:
        """Whether this is the webhook, and its secret is there."""
        return self.is_sign(project, sign) and bool(self.secret(project))

    def is_sign(self, project: str, sign: str) -> bool:
        """Whether this is the sign of the project's webhook; compared in constant time."""
        known = self.secrets.get(f"webhook_sign_{project}", "")
        return bool(known) and hmac.compare_digest(known.encode(), sign.encode("utf-8", "replace"))

    def secret(self, project: str) -> str:
        """The secret of the project's webhook, empty where Asana has not given it."""
        return self.secrets.get(f"webhook_secret_{project}", "")

    def take(self, project: str, offered: str) -> bool:
        """Keep the secret that Asana offers. One that is there is never replaced; the same again is no other."""
        known = self.secret(project)
        if known or not _SECRET.fullmatch(offered):
            return hmac.compare_digest(known.encode(), offered.encode("utf-8", "replace"))
        self.secrets[f"webhook_secret_{project}"] = offered
        return True


@dataclass(frozen=True, slots=True)
class Told:
    """One event: whose it is (empty where Asana itself did it), and when."""

    by: str
    at: datetime


def target(address: str, project: str, sign: str, account: str) -> str:
    """The address that a webhook is made with."""
    return f"{address}?{urlencode({PLACE: project, SIGN: sign, BY: account})}"


def is_signed(body: bytes, secret: str, signature: str) -> bool:
    """Whether somebody signed it who has the webhook's secret; compared in constant time."""
    code = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(code.encode(), signature.encode("utf-8", "replace"))


def read_events(body: bytes) -> list[Told] | None:
    """The events of a delivery, none in a heartbeat; None where it is no delivery of Asana's."""
    try:
        events = json.loads(body)["events"]
        if not isinstance(events, list) or len(events) > MOST_AT_ONCE:
            return None
        return [_told(each) for each in events]
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def is_too_old(events: list[Told], now: datetime) -> bool:
    """Whether all of it is too long ago, or any of it in the future."""
    if not events:
        return False
    times = [each.at for each in events]
    return max(times) < now - LONGEST_AGO or max(times) > now + AHEAD


def _told(event: Any) -> Told:
    at = datetime.fromisoformat(event["created_at"])
    if at.tzinfo is None:
        raise ValueError(at)
    return Told(str((event.get("user") or {}).get("gid") or ""), at)
