"""Rosters and accounts by the public commands, in all four tools of the sandbox."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from connectors.sandbox.serve import Sandbox, running
from tests.consented import consented

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-m", "bridge.entry")
NETWORK = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "weber-trello"
tool = "trello"
[[partners.connections]]
id = "weber-asana"
tool = "asana"
[[partners.connections]]
id = "weber-teams"
tool = "teams"
settings = {{ channel = "{channel}" }}
[[partners]]
id = "nordlicht"
name = "Nordlicht Elektro KG"
[[partners.connections]]
id = "nordlicht-slack"
tool = "slack"
[[spaces]]
id = "stand"
name = "Stand"
{places}
[charter]
visibility = {{ trello = "name", asana = "name", slack = "name", teams = "name" }}
"""
PLACE = '[[spaces.places]]\nid = "{id}"\nconnection = "{connection}"\ncontainer = "{container}"\n'
LANES = ["Offen", "Erledigt"]
EVERYWHERE = {"anna", "bob", "cem"}
SEED: dict[str, Any] = {
    "people": [
        {"id": "anna", "name": "Anna Weber", "email": "anna.weber@weber.example"},
        {"id": "bob", "name": "Bob Schulz", "email": "bob@weber.example"},
        {"id": "cem", "name": "Cem Acar", "email": "cem@nordlicht.example"},
    ],
    "trello": {
        "boards": [
            {
                "name": "Stand",
                "lists": LANES,
                "members": [*EVERYWHERE, "service"],
                "cards": [{"name": "Standplan", "list": "Offen", "members": ["anna"]}],
            }
        ]
    },
    "asana": {"projects": [{"name": "Stand", "sections": LANES}]},
    "slack": {"channels": [{"name": "stand"}]},
    "graph": {
        "teams": [{"name": "Stand", "members": [*EVERYWHERE, "service"], "plan": {"title": "Stand", "buckets": LANES}}]
    },
}
LIST = """Name;E-Mail;Rolle;weber-trello
Anna Weber;Anna.Weber@WEBER.example;Einkauf;
Bob Schulz;bob@weber.example;;
"""


@dataclass(frozen=True)
class Office:
    """Somebody at the command line, beside tools in which people work."""

    sandbox: Sandbox
    folder: Path
    environment: Mapping[str, str]
    accounts: Mapping[str, Mapping[str, str]]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        told = {**os.environ, **self.environment, "LANG": "en"}
        return subprocess.run(
            [*COMMAND, *arguments], env=told, capture_output=True, text=True, timeout=120, check=False
        )

    def done(self, *arguments: str) -> Any:
        """What a command prints as JSON when it ends well."""
        ran = self.run(*arguments, "--json")
        assert ran.returncode == 0, ran.stderr + ran.stdout
        return json.loads(ran.stdout)

    def list(self, text: str) -> str:
        file = self.folder / "liste.csv"
        file.write_bytes(text.encode("cp1252"))
        return str(file)

    def sync(self) -> None:
        ran = self.run("sync")
        assert ran.returncode == 0, ran.stderr + ran.stdout

    def calm(self) -> None:
        """A further sync reads no edit and writes nothing: what was confirmed or undone is nobody's edit."""
        cycles = self.done("sync")["cycles"]
        assert [(each["changes"], each["writes"]) for each in cycles] == [(0, 0)]

    def state(self, vendor: str, form: str = "") -> Any:
        return requests.get(f"{self.sandbox.control_url}/state/{vendor}{form}", timeout=30).json()

    def shown(self, tool: str) -> set[str]:
        """The names of the people natively on the task."""
        (item,) = [each for each in self.state(tool, "?form=items") if each["title"] == "Standplan"]
        return set(item["people"])

    def text(self, tool: str) -> str:
        (item,) = [each for each in self.state(tool, "?form=items") if each["title"] == "Standplan"]
        return str(item["description"])

    def on(self, title: str) -> dict[str, set[str]]:
        """The names of the people natively on a task, by tool."""
        return {
            tool: set(each["people"])
            for tool in ("trello", "asana", "graph")
            for each in self.state(tool, "?form=items")
            if each["title"] == title
        }


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    with running(SEED) as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        team = seed["graph"]["teams"][0]
        containers = {
            "weber-trello": seed["trello"]["boards"][0]["id"],
            "weber-asana": seed["asana"]["projects"][0]["gid"],
            "weber-teams": team["plan"]["id"],
            "nordlicht-slack": seed["slack"]["channels"][0]["id"],
        }
        places = "".join(
            PLACE.format(id=f"{link}-place", connection=link, container=container)
            for link, container in containers.items()
        )
        file = folder / "network.toml"
        file.write_text(NETWORK.format(places=places, channel=f"{team['id']}/{team['channels'][0]['id']}"), "utf-8")
        secrets = {
            f"COBRIDGE_CONNECTIONS__{link.upper().replace('-', '_')}__{name.upper()}": value
            for link in containers
            for name, value in service(seed, link.partition("-")[2]).items()
        }
        told = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(file)}
        consented(told)
        origins = {name: each for name, each in sandbox.environment.items() if "CONNECTIONS" not in name}
        accounts = {person["id"]: person["accounts"] for person in seed["people"]}
        yield Office(sandbox, folder, {**origins, **told, **secrets}, accounts)


def service(seed: Any, tool: str) -> dict[str, str]:
    """The secrets of the service's account."""
    names = {
        "trello": ("key", "token"),
        "asana": ("token",),
        "slack": ("token", "signing_secret"),
        "teams": ("tenant_id", "client_id", "client_secret", "refresh_token"),
    }[tool]
    given = seed["service"]["graph" if tool == "teams" else tool][0]
    return {name: given[name] for name in names}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("people")) as found:
        yield found


def confirm_all(office: Office) -> None:
    """What is equal by address is proposed and confirmed together; Trello tells none, so Anna is confirmed by hand."""
    found = office.done("people", "match")
    assert {(each["person"], each["connection"]) for each in found["proposals"]} == {
        (person, connection) for person in ("anna-weber", "bob-schulz") for connection in ("weber-asana", "weber-teams")
    }
    assert {(each["name"], *each["namesakes"]) for each in found["by_hand"]} == {
        ("Anna Weber", "anna-weber"),
        ("Bob Schulz", "bob-schulz"),
        ("Cem Acar",),
    }
    anna = office.accounts["anna"]
    office.done("people", "assign", "anna-weber", "weber-trello", anna["trello"])
    confirmed = office.done("people", "assign", "--confirm")["confirmed"]
    assert len(confirmed) == 4
    assert office.done("people", "match")["proposals"] == []


def test_a_list_is_imported_accounts_are_proposed_confirmed_and_undone(office: Office) -> None:
    """From a partner's Excel list to native leads in its other tools, and back to words, with nothing lost between."""
    assert office.done("people", "import", office.list(LIST), "--partner", "weber")["taken"]
    office.sync()
    assert office.shown("trello") == {"Anna Weber"}, "present at home from the start"
    assert office.shown("asana") == office.shown("graph") == set()
    assert "Anna Weber" in office.text("asana")

    confirm_all(office)

    planned = office.done("plan")
    assert (planned["creates"], planned["updates"] >= 2, planned["deletes"]) == (0, True, 0)
    office.sync()
    assert office.shown("trello") == office.shown("asana") == office.shown("graph") == {"Anna Weber"}
    assert "Anna Weber" not in office.text("asana")
    assert "Anna Weber" in office.text("slack") or "Anna Weber" in str(office.state("slack"))
    office.calm()

    office.done("people", "assign", "anna-weber", "weber-asana", "--undo")
    office.sync()
    assert office.shown("asana") == set()
    assert "Anna Weber" in office.text("asana")
    assert office.shown("trello") == office.shown("graph") == {"Anna Weber"}
    office.done("people", "assign", "anna-weber", "weber-trello", "--undo")
    office.sync()
    assert office.shown("trello") == {"Anna Weber"}, "whom a colleague put on the card stays on it"
    assert office.shown("graph") == set()
    office.calm()


def test_a_person_put_on_it_in_one_tool_and_taken_off_in_another_is_one_person(office: Office) -> None:
    """Bob makes a task his in Asana, and is on it in Trello and Planner; taken off the card there, he is off it all."""
    office.run("people", "import", office.list(LIST), "--partner", "weber", "--yes")
    bob, url = office.accounts["bob"], office.sandbox.urls
    office.done("people", "assign", "bob-schulz", "weber-trello", bob["trello"])
    office.done("people", "assign", "--confirm")
    (project,) = office.state("asana")["projects"]
    task = {"name": "Strom", "assignee": bob["asana"], "projects": [project["gid"]], "followers": []}
    headers = {"Authorization": "Bearer asana-bob"}
    requests.post(f"{url['asana']}/api/1.0/tasks", json={"data": task}, headers=headers, timeout=10).raise_for_status()
    office.sync()
    assert office.on("Strom") == {"trello": {"Bob Schulz"}, "asana": {"Bob Schulz"}, "graph": {"Bob Schulz"}}
    (card,) = [each["ref"] for each in office.state("trello", "?form=items") if each["title"] == "Strom"]
    query = {"key": "people", "token": "trello-anna"}
    there = f"{url['trello']}/1/cards/{card}/idMembers/{bob['trello']}"
    requests.delete(there, params=query, timeout=10).raise_for_status()
    office.sync()
    assert office.on("Strom") == {"trello": set(), "asana": set(), "graph": set()}
    office.calm()


def test_a_later_list_is_shown_and_taken_only_when_somebody_says_so(office: Office) -> None:
    """Exit code 3 without consent, 2 where nobody says what becomes of those who are missing; then it is done."""
    office.run("people", "import", office.list(LIST), "--partner", "weber", "--yes")
    shorter = office.list("Name;E-Mail;Rolle\nAnna Weber;anna.weber@weber.example;Leitung\n")
    shown = office.run("people", "import", shorter, "--partner", "weber")
    assert shown.returncode == 3
    assert "Einkauf → Leitung" in shown.stdout
    assert "Bob Schulz" in shown.stdout
    refused = office.run("people", "import", shorter, "--partner", "weber", "--yes")
    assert refused.returncode == 2
    assert "--missing" in refused.stderr
    taken = office.done("people", "import", shorter, "--partner", "weber", "--yes", "--missing", "leave")
    assert [each["id"] for each in taken["left"]] == ["bob-schulz"]
    again = office.run("people", "import", shorter, "--partner", "weber")
    assert (again.returncode, "nothing new" in again.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "nirgends.csv", "--partner", "weber"), "cannot be read"),
        (("import", "{list}", "--partner", "wber"), "There is no partner wber"),
        (("assign", "anna-weber", "weber-asana"), "PERSON CONNECTION ACCOUNT"),
        (("assign", "anna-weber", "weber-asana", "1299999"), "there is no account 1299999"),
        (("assign", "anna-weber", "weber-jira", "1"), "no connection weber-jira"),
        (("assign", "niemand", "weber-asana", "1"), "not on the roster of weber"),
        (("assign", "--confirm", "--undo"), "PERSON CONNECTION ACCOUNT"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(office: Office, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2; what is wrong, and what to do."""
    office.run("people", "import", office.list(LIST), "--partner", "weber", "--yes")
    given = [each.format(list=office.list(LIST)) for each in arguments]
    ran = office.run("people", *given)
    assert ran.returncode == 2, ran
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_every_fault_of_a_list_is_named_with_its_line(office: Office) -> None:
    """And nothing of it is imported."""
    before = office.done("people", "match")
    ran = office.run("people", "import", office.list("Name;E-Mail\nNeu;neu@\n;x@weber.example\n"), "--partner", "weber")
    assert ran.returncode == 2
    assert "Line 2: “neu@” is no e-mail address" in ran.stderr
    assert "Line 3: the name is missing" in ran.stderr
    assert office.done("people", "match") == before


def test_a_tool_that_cannot_be_asked_keeps_no_other_from_answering(office: Office) -> None:
    """Exit code 4, and the others' proposals are there."""
    control = f"{office.sandbox.control_url}/faults"
    requests.put(control, json={"vendor": "asana", "kind": "expired-token", "times": 100}, timeout=10)
    ran = office.run("people", "match", "--json")
    requests.put(control, json=[], timeout=10)
    assert ran.returncode == 4
    assert set(json.loads(ran.stdout)["unreachable"]) == {"weber-asana"}


def test_nothing_of_a_roster_is_stored_outside_the_vault(office: Office) -> None:
    """Addresses and roles stand in no file of the data directory that anybody could read (PL-11)."""
    files = [file for file in (office.folder / "data").rglob("*") if file.is_file()]
    assert {"vault.db", "cobridge.db"} <= {file.name for file in files}
    canaries = (b"@weber.example", b"@WEBER.example", b"anna-weber", b"Einkauf")
    assert not [(file.name, word) for file in files for word in canaries if word in file.read_bytes()]
