"""What Graph refuses, as a decision and a sentence; and what is left when it answers nothing sensible."""

from __future__ import annotations

from typing import Any

import pytest

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from connectors.teams.refusals import refusal


def refused(
    status: int, code: str = "", *, container: bool = False, creates: bool = False, body: Any = None
) -> Failure:
    body = body or {"error": {"code": code, "message": "Vertraulich"}}
    return refusal(status, body, creates=creates, container=container, after=7.0, what="Teams, changing a task")


@pytest.mark.parametrize(
    ("status", "code", "decision", "said"),
    [
        (400, "", Park, "refuses this"),
        (401, "InvalidAuthenticationToken", Stop, "credential"),
        (403, "MaximumActiveTasksInProject", Park, "no room"),
        (403, "", Park, "refuses this"),
        (404, "", Replan, "not there"),
        (409, "", Replan, "faster"),
        (412, "", Replan, "faster"),
        (413, "RequestEntityTooLarge", Park, "refuses this"),
        (429, "TooManyRequests", Retry, "wait"),
        (503, "", Retry, "later"),
    ],
)
def test_each_refusal_is_a_decision(status: int, code: str, decision: type[Failure], said: str) -> None:
    """The sentence says what is meant, and nothing that Graph said or was sent."""
    failure = refused(status, code)
    assert type(failure) is decision
    assert said in failure.message
    assert "Vertraulich" not in failure.message


@pytest.mark.parametrize("status", [403, 404])
def test_a_plan_out_of_reach_stops(status: int) -> None:
    """A plan that is gone or closed to us is never read as empty."""
    assert type(refused(status, container=True)) is Stop


def test_an_error_of_graph_s_own_is_ambiguous_for_a_create_only() -> None:
    """A create that ended in an error may have been carried out; anything else may be sent again."""
    assert type(refused(504)) is Retry
    assert type(refused(504, creates=True)) is Ambiguous


@pytest.mark.parametrize("body", ["<html>", [], {"error": None}, {"error": {"code": 3}}, {"error": {"code": "a b <"}}])
def test_a_body_that_is_no_refusal_of_graph_s_does_not_matter(body: Any) -> None:
    """Whatever stands between us and Graph may answer."""
    assert type(refused(403, body=body)) is Park
