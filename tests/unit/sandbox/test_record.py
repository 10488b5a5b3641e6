"""What was asked of whom."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.sandbox.record import Call

CARD = "/cards/5f0000000000000000000031"


def test_reads_writes_and_statuses_are_counted_for_each_vendor(control: Any, anna: Any) -> None:
    """A test can say how many calls a step took, and which were refused."""
    anna.get(CARD)
    anna.done("PUT", CARD, name="Neu")
    anna.call("GET", "/cards/5f00000000000000000000ff")
    counts = control.get("/requests")["counts"]
    assert counts["trello"] == {"read": 2, "write": 1, "batched": 0, "status": {"200": 2, "404": 1}}
    assert counts["asana"] == {"read": 0, "write": 0, "batched": 0, "status": {}}


def test_each_call_is_listed_with_who_made_it_and_when(control: Any, anna: Any) -> None:
    """A failing test can show what was called."""
    anna.get(CARD)
    (call,) = control.get("/requests", vendor="trello")["calls"]
    assert call.pop("at").startswith("2026-11-22T09:00:0")
    me = anna.get("/members/me")["id"]
    assert call == {"vendor": "trello", "method": "GET", "path": f"/1{CARD}", "status": 200, "actor": me}


def test_endpoints_that_the_vendor_does_not_have_stand_out(control: Any, anna: Any) -> None:
    """A typing error in a path cannot hide among the 404s."""
    assert anna.call("GET", "/kards").status_code == 404
    assert anna.call("GET", "/cards/5f00000000000000000000ff").status_code == 404
    first, second = control.get("/requests")["calls"]
    assert first["unknown"] is True
    assert "unknown" not in second


def test_a_batch_counts_once_and_its_parts_apart(control: Any, anna: Any) -> None:
    """A batch is one call to the vendor's limits; its parts are counted beside it."""
    anna.get("/batch", urls=f"{CARD},/members/me")
    record = control.get("/requests")
    assert record["counts"]["trello"] == {"read": 1, "write": 0, "batched": 2, "status": {"200": 1}}
    assert record["calls"][0]["actions"] == ["GET", "GET"]


@pytest.mark.parametrize(
    ("method", "actions", "reads"),
    [("GET", (), True), ("POST", (), False), ("POST", ("GET", "GET"), True), ("POST", ("GET", "PUT"), False)],
)
def test_a_batch_reads_when_all_its_actions_do(method: str, actions: tuple[str, ...], reads: bool) -> None:  # noqa: FBT001  a table's column
    """What a batch call carries decides whether it counts as a read, not that it is posted."""
    assert Call("asana", method, "/batch", 200, None, "", actions).reads() is reads


def test_refused_callers_are_recorded_without_a_name(control: Any, anna: Any) -> None:
    """A call with a wrong token is on record too."""
    anna.call("GET", CARD, token="wrong")
    (call,) = control.get("/requests")["calls"]
    assert (call["status"], call["actor"]) == (401, None)


def test_the_record_can_be_cleared_and_asked_for_one_vendor(control: Any, anna: Any) -> None:
    """One step is measured by clearing the record before it."""
    anna.get(CARD)
    control.done("DELETE", "/requests")
    assert control.get("/requests")["calls"] == []
    anna.get(CARD)
    assert list(control.get("/requests", vendor="asana")["counts"]) == ["asana"]
    assert control.call("GET", "/requests", vendor="jira").status_code == 404
