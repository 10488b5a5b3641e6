"""Slack's limits: by method and token, and messages by channel."""

from typing import Any

import pytest

GENERAL, CARDS = "C0GENERAL01", "C0CARDS0001"
LIMITS = "fast"


@pytest.mark.parametrize(("method", "count"), [("conversations.list", 20), ("conversations.history", 50)])
def test_a_method_is_limited_by_its_tier(app: Any, anna: Any, control: Any, method: str, count: int) -> None:
    """20 calls a minute in tier 2, 50 in tier 3, for each method and token; then 429 says how long to wait."""
    statuses = [app.send(method, channel=GENERAL).status_code for _ in range(count + 1)]
    assert statuses == [200] * count + [429]
    refused = app.send(method, channel=GENERAL)
    assert refused.json() == {"ok": False, "error": "ratelimited"}
    wait = int(refused.headers["Retry-After"])
    assert 50 <= wait <= 60
    assert app.send("team.info").status_code == anna.send(method, channel=GENERAL).status_code == 200
    control.advance(wait)
    assert app.send(method, channel=GENERAL).status_code == 200


def test_a_channel_takes_about_a_message_a_second(app: Any, control: Any) -> None:
    """A short burst passes, then it is one a second; another channel has its own."""
    statuses = [app.send("chat.postMessage", channel=CARDS, text="x").status_code for _ in range(5)]
    assert statuses == [200] * 4 + [429]
    assert app.send("chat.postMessage", channel=GENERAL, text="x").status_code == 200
    assert len(app.history(CARDS)) == 4
    control.advance(4)
    assert app.send("chat.postMessage", channel=CARDS, text="x").status_code == 200
