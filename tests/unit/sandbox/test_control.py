"""The sandbox's own endpoints, beyond clock, record and faults."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from typing import Any

import pytest

from connectors.sandbox.serve import running
from connectors.sandbox.servers import PortTakenError

COMMAND = (
    "from connectors.sandbox.serve import serve; from connectors.sandbox.seed import Seed; serve(Seed.load(), port=0)"
)


def test_a_reset_forgets_what_happened(control: Any, anna: Any) -> None:
    """After a reset everything is as the seed says, and nothing is on record."""
    anna.done("PUT", "/cards/5f0000000000000000000031", name="Neu")
    control.done("POST", "/reset")
    assert control.get("/requests")["calls"] == []
    assert anna.get("/cards/5f0000000000000000000031")["name"] == "Standplan abstimmen"


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/nothing", 404, "the control offers GET /clock"),
        ("GET", "/state/jira", 404, "'jira' is no vendor here; there are trello, asana"),
        ("GET", "/state/trello?form=cards", 400, "form must be items or left out"),
        ("POST", "/load/jira-export", 404, "what can be: trello-export"),
        ("POST", "/load/trello-export", 422, "no Trello board export"),
        ("PUT", "/faults", 400, "expected an object"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(control: Any, method: str, path: str, status: int, words: str) -> None:
    """The control says what it did not understand and what it offers."""
    answer = control.call(method, path)
    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_there_is_nothing_to_do_without_the_interface_in_asana(control: Any) -> None:
    """Pressing and submitting belong to other tools; the answer says what to do instead."""
    answer = control.call("POST", "/act", body={"tool": "asana", "person": "anna", "do": "press"})
    assert answer.status_code == 404
    assert "call the API as that person" in answer.json()["error"]


def test_ports_follow_the_first() -> None:
    """Control listens on the port named, Trello on the next, then Asana, then Slack."""
    for _ in range(20):  # a port that is free now may be taken by another program a moment later
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with contextlib.suppress(PortTakenError), running(port=port) as sandbox:
            vendors = ("trello", "asana", "slack")
            origins = [sandbox.control_url, *(sandbox.urls[vendor] for vendor in vendors)]
            assert origins == [f"http://127.0.0.1:{port + offset}" for offset in range(4)]
            return
    pytest.fail("twenty times no three ports in a row were free")


def test_a_taken_port_is_told_before_anything_starts() -> None:
    """Whoever starts it twice reads which port is in use."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"Port {port} on 127.0.0.1 is in use"), running(port=port):
            pass


def test_the_command_prints_its_environment_then_ready_and_stops_when_told() -> None:
    """A script reads lines of the form KEY=value up to `# ready`; a signal ends it cleanly."""
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if line.startswith("# ready"):
                break
        process.terminate()
        assert process.wait(timeout=20) == 0
    names = [line.partition("=")[0] for line in lines]
    assert names[:3] == ["SANDBOX_URL", "COBRIDGE_TRELLO_URL", "COBRIDGE_ASANA_URL"]
    assert "COBRIDGE_CONNECTIONS__TRELLO__KEY" in names
    assert "COBRIDGE_CLOCK_URL" not in names
    assert names[-1] == "# ready"
