"""The vendors' published windows, counted on the sandbox's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.sandbox.exchange import Request
from connectors.sandbox.limits import Counting
from connectors.sandbox.stand_in import Caller, Limit

LIMITS = "fast"
CARD = "/cards/5f0000000000000000000031"
START = datetime(2026, 11, 22, 9, tzinfo=UTC)
READ = Request("GET", "/1/x")
ME = Caller("anna", "token", "key")


def refused(
    counting: Counting, calls: int, *, caller: Caller = ME, weight: int = 1, after: float = 0
) -> list[str | None]:
    """The limit that refused each of some calls."""
    admitted = [counting.admit(READ, caller, weight, START + timedelta(seconds=after)) for _ in range(calls)]
    return [refusal.limit if refusal else None for refusal in admitted]


def test_the_101st_call_of_a_token_in_ten_seconds_is_refused(control: Any, anna: Any) -> None:
    """Trello lets a token call 100 times in 10 seconds; then it says which limit, until the window ends."""
    statuses = [anna.call("GET", CARD).status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    assert anna.call("GET", CARD).json() == {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}
    control.done("POST", "/clock", body={"advance": 10})
    assert anna.call("GET", CARD).status_code == 200


def test_a_refused_call_is_not_carried_out(control: Any, anna: Any) -> None:
    """A 429 changes nothing."""
    for _ in range(100):
        anna.call("GET", CARD)
    assert anna.call("PUT", CARD, name="Neu").status_code == 429
    control.done("POST", "/clock", body={"advance": 10})
    assert anna.get(CARD)["name"] == "Standplan abstimmen"


def test_calls_about_members_have_a_window_of_their_own(control: Any, anna: Any) -> None:
    """Trello lets a token ask for members 100 times in 15 minutes, other calls go on."""
    for _ in range(2):
        for _ in range(50):
            assert anna.call("GET", "/members/me").status_code == 200
        control.done("POST", "/clock", body={"advance": 11})
    assert anna.call("GET", "/members/me").json()["error"] == "RATE_LIMIT_EXCEEDED"
    assert anna.call("GET", CARD).status_code == 200
    control.done("POST", "/clock", body={"advance": 880})
    assert anna.call("GET", "/members/me").status_code == 200


@pytest.mark.usefixtures("control")
def test_a_key_is_limited_over_all_its_tokens(trello_as: Callable[[str], Any]) -> None:
    """300 calls in 10 seconds is all that three persons have who share a key."""
    for person, calls in (("anna", 100), ("bob", 100), ("carla", 100)):
        assert {
            trello_as(person).call("GET", "/boards/5f0000000000000000000001").status_code for _ in range(calls)
        } <= {200, 401}
    service = trello_as("anna")
    answer = service.call("GET", CARD, token="trello-bob")
    assert answer.json()["error"] == "API_KEY_LIMIT_EXCEEDED"


def test_more_than_200_refusals_refuse_the_key_for_the_rest_of_the_window() -> None:
    """Who goes on hammering has every token of the key refused."""
    limits = (Limit("hammering", 200, 10, scope="key", counts="refusals"), Limit("token", 1, 10))
    counting = Counting(limits)
    assert refused(counting, 202) == [None] + ["token"] * 201
    other = Caller("bob", "other", "key")
    assert refused(counting, 1, caller=other) == ["hammering"]
    assert refused(counting, 1, caller=other, after=10) == [None]


def test_refused_calls_count_only_where_the_vendor_counts_them() -> None:
    """A window that counts refusals too is used up by them."""
    lenient, strict = (
        Counting((Limit("l", 2, 10),)),
        Counting((Limit("l", 2, 10, refused_count=True), Limit("m", 1, 5))),
    )
    assert refused(lenient, 3) == [None, None, "l"]
    assert refused(strict, 2) == [None, "m"]
    assert refused(strict, 1, after=6) == ["l"]


def test_a_batch_counts_each_action_where_the_vendor_does() -> None:
    """Ten actions in one call use ten of the window."""
    counting = Counting((Limit("l", 15, 10, each_action=True),))
    assert refused(counting, 2, weight=10) == [None, "l"]
    assert refused(counting, 5) == [None] * 5


def test_a_refusal_says_when_its_window_ends() -> None:
    """The wait that a vendor names is the rest of the window that is full."""
    counting = Counting((Limit("l", 1, 10),))
    counting.admit(READ, ME, 1, START)
    refusal = counting.admit(READ, ME, 1, START + timedelta(seconds=4))
    assert refusal is not None
    assert refusal.retry_after == 6


def test_a_clock_set_back_does_not_lock_anybody_out() -> None:
    """Moving the clock back opens a new window."""
    counting = Counting((Limit("l", 1, 10),))
    assert refused(counting, 1) == [None]
    assert refused(counting, 1, after=-3600) == [None]
