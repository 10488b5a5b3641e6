"""What the demo asks the sandbox itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from bridge.entry.demo.control import Control
from bridge.entry.demo.processes import FailedError
from connectors.sandbox.serve import Sandbox, running

SEED = {
    "people": [{"id": "anna", "name": "Anna Weber"}],
    "trello": {"boards": [{"name": "Messe", "lists": ["Offen"]}]},
}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Anna's, and the service's."""
    with running(SEED) as sandbox:
        yield sandbox


def test_calls_of_people_are_not_the_services(sandbox: Sandbox) -> None:
    """Both look at the same board while the service runs; only its own look counts."""
    control = Control(sandbox.control_url)
    seed = control.seed()
    service, anna = seed["service"]["trello"][0], seed["people"][0]
    url = f"{sandbox.urls['trello']}/1/boards/{seed['trello']['boards'][0]['id']}"
    for key, token in ((service["key"], service["token"]), ("people", "trello-anna"), ("people", "trello-anna")):
        requests.get(f"{url}/cards", params={"key": key, "token": token}, timeout=10).raise_for_status()
    sent = {"key": "people", "token": "trello-anna", "name": "Neu"}
    requests.post(f"{url}/lists", params=sent, timeout=10).raise_for_status()
    assert control.calls(["trello"], {anna["accounts"]["trello"]}) == {"trello": {"read": 1, "write": 0}}
    assert control.calls(["trello"], ()) == {"trello": {"read": 3, "write": 1}}


def test_an_act_that_nobody_can_do_is_told_in_a_sentence(sandbox: Sandbox) -> None:
    """The sandbox's own, so that whoever reads the demo's failure knows what was tried."""
    with pytest.raises(FailedError, match="anna has no modal open"):
        Control(sandbox.control_url).act(tool="slack", person="anna", do="submit", values={"title": "x"})
