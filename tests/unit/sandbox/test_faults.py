"""Faults that a test plants."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

CARD = "/cards/5f0000000000000000000031"


def plant(control: Any, **fault: Any) -> None:
    control.done("PUT", "/faults", body={"vendor": "trello", **fault})


def name_of(anna: Any, control: Any) -> str:
    control.done("PUT", "/faults", body=[])
    found: str = anna.get(CARD)["name"]
    return found


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("429", 429, "API_TOKEN_LIMIT_EXCEEDED"),
        ("500", 500, "Internal Server Error"),
        ("503", 503, "Service Unavailable"),
        ("expired-token", 401, "invalid token"),
    ],
)
def test_a_failing_vendor_answers_in_its_own_words_and_does_nothing(
    control: Any, anna: Any, kind: str, status: int, words: str
) -> None:
    """An error means that nothing was carried out."""
    plant(control, kind=kind, times=1)
    answer = anna.call("PUT", CARD, name="Neu")
    assert (answer.status_code, words in answer.text) == (status, True)
    assert name_of(anna, control) == "Standplan abstimmen"


@pytest.mark.parametrize(("kind", "name"), [("drop-before", "Standplan abstimmen"), ("drop-after", "Neu")])
def test_a_dropped_connection_leaves_open_what_happened(control: Any, anna: Any, kind: str, name: str) -> None:
    """The caller gets no answer; whether the call was carried out differs."""
    plant(control, kind=kind, times=1)
    with pytest.raises(requests.ConnectionError):
        anna.call("PUT", CARD, name="Neu")
    assert control.get("/requests")["calls"][-1]["status"] is None
    assert name_of(anna, control) == name


def test_a_timeout_is_carried_out_and_never_answered(control: Any, anna: Any) -> None:
    """The caller has to give up by itself."""
    plant(control, kind="timeout", times=1)
    with pytest.raises(requests.ReadTimeout):
        anna.call("PUT", CARD, name="Neu", timeout=0.3)
    assert name_of(anna, control) == "Neu"


def test_a_slow_answer_takes_its_seconds(control: Any, anna: Any) -> None:
    """A slow call arrives late and complete."""
    plant(control, kind="slow", seconds=0.3, times=1)
    began = time.monotonic()
    assert anna.get(CARD)["name"] == "Standplan abstimmen"
    assert time.monotonic() - began >= 0.3


def test_after_and_times_choose_which_calls_are_struck(control: Any, anna: Any) -> None:
    """The first two calls pass, the next two fail, the rest pass."""
    plant(control, kind="503", after=2, times=2)
    assert [anna.call("GET", CARD).status_code for _ in range(6)] == [200, 200, 503, 503, 200, 200]
    (shown,) = control.get("/faults")
    assert (shown["met"], shown["fired"]) == (6, 2)


def test_a_rate_strikes_by_chance_that_repeats_with_its_seed(control: Any, anna: Any) -> None:
    """A run with chance in it can be repeated."""

    def statuses(seed: int) -> list[int]:
        plant(control, kind="500", rate=0.5, seed=seed)
        return [anna.call("GET", CARD).status_code for _ in range(30)]

    first = statuses(7)
    assert set(first) == {200, 500}
    assert statuses(7) == first
    assert statuses(8) != first


def test_a_fault_strikes_only_what_it_matches(control: Any, anna: Any) -> None:
    """Vendor, method and path narrow a fault."""
    plant(control, kind="500", match={"method": "put", "path_regex": "/cards/"})
    assert anna.call("GET", CARD).status_code == 200
    assert anna.call("PUT", "/lists/5f0000000000000000000011", name="x").status_code == 200
    assert anna.call("PUT", CARD, name="x").status_code == 500
    control.done("PUT", "/faults", body=[{"vendor": "asana", "kind": "500"}])
    assert anna.call("PUT", CARD, name="x").status_code == 200


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"vendor": "trello", "kind": "stale-etag"}, "trello has nothing that stale-etag could strike"),
        ({"vendor": "trello", "kind": "flood"}, "kind must be one of"),
        ({"vendor": "jira", "kind": "500"}, "vendor must be one of"),
        ({"vendor": "trello", "kind": "500", "often": 1}, "unknown key 'often'"),
        ({"vendor": "trello", "kind": "500", "times": -1}, "times must be a whole number of 0 or more"),
        ({"vendor": "trello", "kind": "500", "rate": 2}, "rate must be a number from 0 to 1"),
        ({"vendor": "trello", "kind": "500", "match": {"path_regex": "("}}, "no regular expression"),
        ({"vendor": "trello", "kind": "500", "match": {"status": 1}}, "match must be"),
        ("503", "expected an object"),
    ],
)
def test_a_wrong_fault_is_answered_in_a_sentence_and_plants_nothing(control: Any, fault: Any, words: str) -> None:
    """Whoever writes a fault wrong reads what is allowed; a fault that cannot strike is not accepted."""
    answer = control.call("PUT", "/faults", body=[{"vendor": "trello", "kind": "500"}, fault])
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert answer.json()["error"].startswith("fault 2: ")
    assert control.get("/faults") == []


def test_planting_replaces_and_a_reset_clears(control: Any) -> None:
    """There are only the faults planted last, and none after a reset."""
    plant(control, kind="500")
    plant(control, kind="503")
    assert [fault["kind"] for fault in control.get("/faults")] == ["503"]
    control.done("POST", "/reset")
    assert control.get("/faults") == []
