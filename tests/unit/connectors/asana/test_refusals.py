"""What Asana refuses, as a decision and a sentence."""

from __future__ import annotations

import json

import pytest

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from connectors.asana.refusals import refusal


def refused(status: int, message: str = "", *, project: bool = False, creates: bool = False) -> Failure:
    body = json.dumps({"errors": [{"message": message, "help": "…"}]}).encode()
    return refusal(status, body, creates=creates, project=project, after=None, what="Asana, changing a task")


@pytest.mark.parametrize(
    ("status", "message", "decision", "said"),
    [
        (400, "assignee: Not a recognized ID: Vertraulich", Park, "its lead"),
        (400, "followers: Unknown object: 12", Park, "its helpers"),
        (400, "html_notes: XML is invalid", Park, "its description"),
        (400, "memberships[0].section: Unknown object: 3", Replan, "section"),
        (400, "tag: Unknown object: 3", Replan, "tag"),
        (400, "project: Unknown object: 3", Stop, "project"),
        (400, "Vertraulich", Park, "one of its values"),
        (401, "Not Authorized", Stop, "credential"),
        (402, "Not on this plan", Park, "plan"),
        (403, "Vertraulich", Park, "does not allow"),
        (404, "task: Unknown object: 12", Replan, "not there"),
    ],
)
def test_each_refusal_is_a_decision(status: int, message: str, decision: type[Failure], said: str) -> None:
    """The sentence says what is meant, and nothing that was sent."""
    failure = refused(status, message)
    assert type(failure) is decision
    assert said in failure.message
    assert "Vertraulich" not in failure.message


@pytest.mark.parametrize("status", [400, 402, 403, 404])
def test_a_project_out_of_reach_stops(status: int) -> None:
    """A project that is gone or closed to us is never read as empty or parked task by task."""
    assert type(refused(status, "project: Unknown object", project=True)) is Stop


def test_an_error_of_asana_s_own_is_ambiguous_for_a_create_only() -> None:
    """A create that ended in an error may have been carried out; anything else may be sent again."""
    assert type(refused(503)) is Retry
    assert type(refused(503, creates=True)) is Ambiguous


@pytest.mark.parametrize("body", [None, b"<html>", b"[]", b'{"errors": []}', b'{"errors": [{"message": 3}]}', 7])
def test_a_body_that_is_no_refusal_of_asana_s_does_not_matter(body: object) -> None:
    """Whatever stands between us and Asana may answer."""
    failure = refusal(400, body, creates=False, project=False, after=None, what="Asana, changing a task")
    assert type(failure) is Park
