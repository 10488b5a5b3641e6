"""The clock that a test moves."""

from __future__ import annotations

from typing import Any

import pytest


def test_the_clock_starts_where_the_seed_says_and_can_be_set_and_advanced(control: Any) -> None:
    """A test decides what time it is: set to an instant of any zone, or moved on by seconds."""
    assert control.get("/clock")["now"].startswith("2026-11-22T09:00:0")
    assert control.done("POST", "/clock", body={"now": "2027-01-01T01:00:00+01:00"})["now"].startswith(
        "2027-01-01T00:00:0"
    )
    assert control.done("POST", "/clock", body={"advance": 3600})["now"].startswith("2027-01-01T01:00:0")


def test_every_answer_carries_the_clocks_date(control: Any, anna: Any) -> None:
    """A connector can tell the vendor's time from any answer, errors included."""
    control.done("POST", "/clock", body={"now": "2027-05-06T07:08:00Z"})
    assert anna.call("GET", "/members/me").headers["Date"].startswith("Thu, 06 May 2027 07:08:0")
    assert anna.call("GET", "/cards/nothing").headers["Date"].startswith("Thu, 06 May 2027 07:08:0")


def test_a_reset_puts_the_clock_back(control: Any) -> None:
    """After a reset it is the seed's time again."""
    control.done("POST", "/clock", body={"advance": 86400})
    control.done("POST", "/reset")
    assert control.get("/clock")["now"].startswith("2026-11-22T09:00:0")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "takes"),
        ({"now": "tomorrow"}, "'tomorrow'"),
        ({"now": "2026-11-22T09:00:00"}, "no zone"),
        ({"advance": "1"}, "takes"),
        ({"advance": 1e300}, "calendar"),
        ([], "JSON object"),
    ],
)
def test_a_wrong_time_is_answered_in_a_sentence(control: Any, body: Any, words: str) -> None:
    """Whoever sends a wrong time reads what is wrong, and the clock stays."""
    answer = control.call("POST", "/clock", body=body)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert control.get("/clock")["now"].startswith("2026-11-22T09:00:0")
