"""What Trello's webhooks deliver, and the signature by which it is known. Without I/O.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from connectors.trello.translate import read_instant

BY = "by"
"""The parameter of our address that names our own account, whose acts are no news. The signature covers it."""
LONGEST_AGO = timedelta(hours=1)
"""How long ago what is told of may be: Trello repeats a delivery within four minutes."""
AHEAD = timedelta(minutes=5)
"""How far Trello's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Told:
    """One action: its id, whose it is, when, and the id of the board whose webhook tells it."""

    action: str
    by: str
    at: datetime
    board: str

    def is_recent(self, now: datetime) -> bool:
        """Whether it is neither too old nor of the future."""
        return now - LONGEST_AGO <= self.at <= now + AHEAD


def callback(address: str, account: str) -> str:
    """The address that a webhook is made with, the same for the same account of ours."""
    return f"{address}?{urlencode({BY: account})}"


def is_signed(body: bytes, url: str, secret: str, signature: str) -> bool:
    """Whether somebody signed it who has the app's secret; compared in constant time."""
    code = hmac.new(secret.encode(), body + url.encode(), hashlib.sha1).digest()
    return hmac.compare_digest(base64.b64encode(code), signature.encode("utf-8", "replace"))


def read_delivery(body: bytes) -> Told | None:
    """What a delivery tells; None where it is none of Trello's."""
    try:
        said = json.loads(body)
        action = said["action"]
        texts, at = (action["id"], action["idMemberCreator"], said["model"]["id"]), read_instant(action["date"])
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    is_whole = all(isinstance(each, str) for each in texts)
    return Told(texts[0], texts[1], at, texts[2]) if at and is_whole else None
