"""A person connects the tools on the command line; the browser and the vendors' pages are the test's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from connectors.sandbox.serve import Sandbox, running
from tests.system.free_port import free_port

pytestmark = pytest.mark.slow

COBRIDGE = (sys.executable, "-m", "bridge.entry")
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "trello"
tool = "trello"
[[partners.connections]]
id = "asana"
tool = "asana"
settings = {{ sign_in = "oauth" }}
[[partners.connections]]
id = "token-asana"
tool = "asana"
[[partners.connections]]
id = "slack"
tool = "slack"
settings = {{ sign_in = "oauth" }}
[[partners.connections]]
id = "teams"
tool = "teams"
settings = {{ channel = "{channel}" }}
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "board"
connection = "trello"
container = "{board}"
[[spaces.places]]
id = "project"
connection = "asana"
container = "{project}"
"""
SEED = {
    "people": [{"id": "anna", "name": "Anna Weber"}],
    "trello": {"boards": [{"name": "Rohbau", "lists": ["Offen"], "members": ["anna", "service"]}]},
    "asana": {"projects": [{"name": "Rohbau", "sections": ["Offen"]}]},
    "graph": {"teams": [{"name": "Bau", "channels": [{"name": "Aufgaben"}], "plan": {"title": "Rohbau"}}]},
}


@dataclass(frozen=True)
class Desk:
    """A machine on which nobody has signed in yet."""

    sandbox: Sandbox
    service: dict[str, list[dict[str, Any]]]
    environment: dict[str, str]
    folder: Path

    def run(self, *words: str, typed: Sequence[str] = (), **also: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself, with these lines on its standard input."""
        return subprocess.run(
            [*COBRIDGE, *words], env=self.environment | also, input="".join(f"{line}\n" for line in typed),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def begin(self, *words: str, typed: Sequence[str] = ()) -> tuple[subprocess.Popen[str], str]:
        """A command that waits for a person at a page, and the page's address."""
        begun = subprocess.Popen(
            [*COBRIDGE, *words], env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert begun.stdin
        assert begun.stdout
        begun.stdin.write("".join(f"{line}\n" for line in typed))
        begun.stdin.flush()
        page = next((line.strip() for line in begun.stdout if line.startswith("http")), "")
        assert page, begun.communicate()
        return begun, page

    def findings(self, place: str, **also: str) -> dict[str, str]:
        """What the doctor finds at a place: subject and advice."""
        found = json.loads(self.run("doctor", "--json", **also).stdout)["findings"]
        return {each["subject"]: each["advice"] for each in found if each["about"] == place}

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.control_url}{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running(json.loads(json.dumps(SEED)), "fast") as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        team = seed["graph"]["teams"][0]
        channel = f"{team['id']}/{team['channels'][0]['id']}"
        places = {"board": seed["trello"]["boards"][0]["id"], "project": seed["asana"]["projects"][0]["gid"]}
        network = tmp_path / "network.toml"
        network.write_text(NETWORK.format(channel=channel, **places), "utf-8")
        told = {name: value for name, value in sandbox.environment.items() if "__" not in name}
        told |= {"COBRIDGE_DATA_DIR": str(tmp_path / "data"), "COBRIDGE_NETWORK_FILE": str(network), "LANG": "en"}
        yield Desk(sandbox, seed["service"], {**os.environ, **told}, tmp_path)


def agree(page: str, **headers: str) -> str:
    """The person agrees at the vendor's page: the address to which they are sent."""
    return requests.get(page, headers=headers, timeout=10, allow_redirects=False).headers["Location"]


def copied(desk: Desk, tool: str, *names: str) -> list[str]:
    return [desk.service[tool][0][name] for name in names]


CONNECTED = {
    "asana": ("asana", ("client_id", "client_secret")),
    "slack": ("slack", ("client_id", "client_secret", "signing_secret", "")),
    "teams": ("graph", ("tenant_id", "client_id", "client_secret")),
}


def typed_for(desk: Desk, tool: str) -> list[str]:
    """What the person copies from the vendor's pages; an empty line leaves something out."""
    key, names = CONNECTED[tool]
    return [desk.service[key][0][name] if name else "" for name in names]


@pytest.mark.parametrize("tool", CONNECTED)
def test_a_person_agrees_in_the_browser_and_the_tool_is_connected(desk: Desk, tool: str) -> None:
    """The address is shown, the browser comes back to this machine, and who signed in is named."""
    redirect = f"http://localhost:{free_port()}/"
    begun, page = desk.begin("connect", tool, "--connection", tool, "--redirect", redirect, typed=typed_for(desk, tool))
    came = requests.get(agree(page), timeout=10)
    assert came.status_code == 200
    printed, complaints = begun.communicate(timeout=60)
    assert begun.returncode == 0, (printed, complaints)
    assert f"{tool} is signed in as Cobridge".lower() in printed.lower()
    assert "cobridge doctor" in printed


def test_over_ssh_the_address_is_pasted(desk: Desk) -> None:
    """Nobody waits on this machine; a bare code does as well."""
    for cut in (lambda back: back, lambda back: parse_qs(urlsplit(back).query)["code"][0]):
        begun, page = desk.begin("connect", "asana", "--connection", "asana", "--paste", typed=typed_for(desk, "asana"))
        printed, complaints = begun.communicate(f"{cut(agree(page))}\n", timeout=60)
        assert begun.returncode == 0, (printed, complaints)
        assert "asana is signed in as Cobridge" in printed
    assert not [advice for advice in desk.findings("project").values() if advice]


def test_what_was_pasted_is_kept_once_the_vendor_named_the_account(desk: Desk) -> None:
    """Key and token of Trello, a personal token of Asana; the doctor then finds both."""
    key, token = copied(desk, "trello", "key", "token")
    done = desk.run("connect", "trello", typed=[key, token, ""])
    assert done.returncode == 0, done
    assert "trello is signed in as Cobridge" in done.stdout
    assert not [advice for advice in desk.findings("board").values() if advice]
    done = desk.run("connect", "asana", "--connection", "token-asana", typed=copied(desk, "asana", "token"))
    assert (done.returncode, "token-asana is signed in as Cobridge" in done.stdout) == (0, True), done


def test_a_wrong_token_is_not_kept(desk: Desk) -> None:
    """Exit code 1, and what worked before works on."""
    key, token = copied(desk, "trello", "key", "token")
    assert desk.run("connect", "trello", typed=[key, token, ""]).returncode == 0
    wrong = desk.run("connect", "trello", typed=[key, "falsch-4711", ""])
    assert wrong.returncode == 1
    assert "Trello" in wrong.stderr
    assert "falsch" not in wrong.stdout + wrong.stderr
    assert not [advice for advice in desk.findings("board").values() if advice]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ({"code": "a-code", "state": "another"}, "does not belong to this sign-in"),
        ({"code": "a-code"}, "does not belong to this sign-in"),
        ({"error": "access_denied"}, "Nobody agreed"),
        ({}, "No code"),
    ],
)
def test_an_answer_that_is_none_of_ours_signs_in_nobody(desk: Desk, came: dict[str, str], said: str) -> None:
    """A forged answer, a refusal, an answer without a code: nothing is exchanged, nothing kept."""
    redirect = f"http://localhost:{free_port()}/"
    begun, page = desk.begin(
        "connect", "asana", "--connection", "asana", "--redirect", redirect, typed=typed_for(desk, "asana")
    )
    state = parse_qs(urlsplit(page).query)["state"][0]
    ours = came if "code" in came else {**came, "state": state}
    requests.get(f"{redirect}?{urlencode(ours)}", timeout=10)
    printed, complaints = begun.communicate(timeout=60)
    assert begun.returncode == 1, printed
    assert said in complaints
    assert not [call for call in desk.control("GET", "/requests?vendor=asana")["calls"] if call["method"] == "POST"]
    assert desk.findings("project")


def test_a_code_that_the_vendor_refuses_is_said(desk: Desk) -> None:
    """Exit code 1 and what to look at."""
    begun, _ = desk.begin("connect", "asana", "--connection", "asana", "--paste", typed=typed_for(desk, "asana"))
    _, complaints = begun.communicate("erfunden\n", timeout=60)
    assert begun.returncode == 1
    assert "refuses the code" in complaints
    assert "erfunden" not in complaints


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("connect", "asana"), "asana, token-asana"),
        (("connect", "asana", "--connection", "trello"), "There is no connection trello"),
        (("connect", "jira"), "names no connection to jira"),
        (("connect", "trello"), "It takes a key"),
    ],
)
def test_what_cannot_be_connected_is_bad_input(desk: Desk, words: tuple[str, ...], said: str) -> None:
    """Exit code 2 and what there is."""
    ended = desk.run(*words)
    assert (ended.returncode, said in ended.stderr) == (2, True), ended


def test_what_was_given_last_counts(desk: Desk) -> None:
    """What somebody entered takes the place of the setting, until the setting is another."""
    key, token = copied(desk, "trello", "key", "token")
    setting = {"COBRIDGE_CONNECTIONS__TRELLO__KEY": key, "COBRIDGE_CONNECTIONS__TRELLO__TOKEN": "veraltet-4711"}
    assert [advice for advice in desk.findings("board", **setting).values() if advice]
    assert desk.run("connect", "trello", typed=["", token, ""], **setting).returncode == 0
    assert not [advice for advice in desk.findings("board", **setting).values() if advice]
    other = setting | {"COBRIDGE_CONNECTIONS__TRELLO__TOKEN": "auch-falsch-4711"}
    assert [advice for advice in desk.findings("board", **other).values() if advice]
