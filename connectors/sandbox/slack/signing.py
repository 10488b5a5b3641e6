"""How Slack signs what it sends.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack/
"""

from __future__ import annotations

import hashlib
import hmac


def signed(secret: str, moment: float, body: bytes) -> dict[str, str]:
    """The headers that prove a body to come from Slack at a moment (seconds since 1970)."""
    stamp = str(int(moment))
    code = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={code}"}
