"""Deliveries over a connection that we open, where Slack has no address of ours."""

from __future__ import annotations

from queue import Queue

import pytest

from bridge.core.errors import Retry, Stop
from bridge.ports.receiver import Received
from connectors.slack.desk.line import Line
from connectors.slack.desk.receiver import Ear
from tests.contracts.bench import Bench
from tests.contracts.slack_people import People
from tests.contracts.slack_place import KeptPlace


def line_of(bench: Bench, people: People, take: Queue[Received], token: str = "") -> Line:
    """A line to the sandbox whose deliveries end in a queue."""
    kept = bench.connector
    assert isinstance(kept, KeptPlace)
    assert isinstance(kept.ear, Ear)
    (part,) = people.control("GET", "/seed")["service"]["slack"]
    return Line(kept.ear, {"app_token": token or part["app_token"]}, people.sandbox.urls["slack"], take.put)


def test_what_people_do_arrives_over_our_line(bench: Bench, people: People) -> None:
    """Without a public address a press is stored and answered all the same, and a form's faults are said."""
    ref, taken = bench.create("Fenster prüfen").ref, Queue[Received]()
    line = line_of(bench, people, taken)
    line.open()
    try:
        assert line.is_open
        people.act("anna", "press", channel=bench.place.container, ts=ref, action_id="done")
        (submission,) = taken.get(timeout=5).submissions
        assert (submission.ref, submission.changed) == (ref, ("status",))
        people.act("anna", "press", channel=bench.place.container, ts=ref, action_id="edit")
        refused = people.act("anna", "submit", values={"title": " "})
        assert refused["response_action"] == "errors"
        answer = people.act("bob", "slash", channel=bench.place.container, values={"text": "Neu"})
        assert "Karte" in answer["text"]
    finally:
        line.close()
    assert not line.is_open


def test_a_line_that_cannot_be_opened_says_why(bench: Bench, people: People) -> None:
    """A wrong token stops, an outage is tried again; no sentence shows the token."""
    line = line_of(bench, people, Queue(), token="xapp-geheim")
    with pytest.raises(Stop) as caught:
        line.open()
    assert "geheim" not in caught.value.message
    away = line_of(bench, people, Queue())
    away._origin = "http://127.0.0.1:9"  # noqa: SLF001  nobody listens there
    with pytest.raises(Retry):
        away.open()
