"""A task that is too much for every tool: each shows as much as it can and says the rest in words, and nothing is lost.

40,000 characters, 30 labels, 25 helpers, in the last of 60 lists; all four tools, and the people of one company who
have accounts in each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from connectors.sandbox.serve import running
from tests.system.served import World

pytestmark = pytest.mark.slow

TOOLS: Mapping[str, str] = {"trello": "trello", "asana": "asana", "slack": "slack", "teams": "graph"}
LANES = [f"Gewerk {number:02}" for number in range(1, 61)]
LABELS = [f"Etikett {number:02}" for number in range(1, 31)]
PEOPLE = [{"id": f"p{number:02}", "name": f"Person {number:02}"} for number in range(1, 27)]
HELPERS = [each["id"] for each in PEOPLE[1:]]
SENTENCE = "Die Wand im zweiten Stock wird neu verputzt. "
TEXT = "\n\n".join(f"Absatz {number}: {SENTENCE * 8}".strip() for number in range(1, 111))
LEAST = {"trello": 12_000, "asana": len(TEXT) - 2 * 110, "slack": 4_500, "teams": 15_000}
MOST = {"trello": 16_384, "asana": 65_535, "slack": 8_000, "teams": 20_000}
"""Characters of the item's text: as much as is there at least, and what the vendor takes."""


class Site:
    """The four places, and the command that mirrors them."""

    def __init__(self, world: World, seed: Mapping[str, Any]) -> None:
        self.world, self.seed = world, seed

    def sync(self) -> Mapping[str, Any]:
        done = self.world.run("sync", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        told: Mapping[str, Any] = json.loads(done.stdout)
        return told

    def item(self, tool: str) -> Mapping[str, Any]:
        """The one item as people see it in the tool."""
        [item] = [each for each in self.world.control("GET", f"/state/{TOOLS[tool]}?form=items") if each["title"]]
        return dict(item)

    def state(self, tool: str) -> Any:
        return self.world.control("GET", f"/state/{TOOLS[tool]}")

    def refused(self) -> list[Mapping[str, Any]]:
        """Calls that a vendor refused; a sync token that Asana asks to be fetched anew is none."""
        calls = self.world.control("GET", "/requests")["calls"]
        return [each for each in calls if each["status"] >= 400 and "/events" not in each["path"]]

    def native(self, tool: str) -> Any:
        """The one item as the tool keeps it."""
        match tool:
            case "trello":
                [found] = self.state(tool)["cards"]
            case "slack":
                messages = [each for channel in self.state(tool)["channels"] for each in channel["messages"]]
                [found] = [each for each in messages if "cobridge_task" in json.dumps(each.get("metadata"))]
            case _:
                [found] = self.state(tool)["tasks"]
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Mirrored until nothing is left to write."""
    with opened(tmp_path_factory.mktemp("heavy")) as site:
        rounds = [site.sync() for _ in range(3)]
        assert [each["parked"] for each in rounds] == [0, 0, 0]
        assert sum(cycle["writes"] for cycle in rounds[-1]["cycles"]) == 0, "nothing is left to write"
        yield site


@contextmanager
def opened(folder: Path) -> Iterator[Site]:
    with running(_seed()) as sandbox:
        seed = requests.get(f"{sandbox.control_url}/seed", timeout=30).json()
        network = folder / "network.toml"
        network.write_text(_network(seed), "utf-8")
        ours = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        ours |= {"COBRIDGE_CLOCK_URL": sandbox.control_url}
        world = World(sandbox, {**sandbox.environment, **ours}, {}, {})
        with world.session:
            yield Site(world, seed)


def test_no_vendor_refuses_anything(site: Site) -> None:
    """What is too long, too many or too much is known before it is sent."""
    assert site.refused() == []


@pytest.mark.parametrize("tool", TOOLS)
def test_the_text_arrives_as_far_as_the_tool_allows(site: Site, tool: str) -> None:
    """Asana has it whole; the others have a beginning worth reading, and say above it who has the rest."""
    assert len(TEXT) >= 40_000
    shown = site.item(tool)["description"]
    assert LEAST[tool] <= len(shown) <= MOST[tool]
    assert ("Absatz 110:" in shown) == (tool == "asana")
    assert ("[…]" in shown) == (tool != "asana")
    assert ("Gekürzt, ganz bei: Musterbau Weber GmbH" in _words(site.native(tool))) == (tool != "asana")


def test_labels_arrive_as_far_as_the_tool_allows(site: Site) -> None:
    """A plan has 25 labels; the other five are said in words."""
    names = {each["id"]: each["name"] for each in site.state("trello")["labels"]}
    assert {names[each] for each in site.native("trello")["idLabels"]} == set(LABELS)
    assert all(label in _words(site.native("slack")) for label in LABELS)
    assert len(site.native("teams")["appliedCategories"]) == 25
    description = site.native("teams")["details"]["description"]
    assert f"⇄ Weitere Etiketten: {', '.join(LABELS[25:])}" in description


def test_people_arrive_as_far_as_the_tool_allows(site: Site) -> None:
    """Planner takes 20 people; the other six are said in words."""
    assert len(site.native("trello")["idMembers"]) == 26
    assert len(site.item("slack")["people"]) == 26
    assert len(site.native("teams")["assignments"]) == 20
    [line] = [each for each in site.native("teams")["details"]["description"].split("\n") if "Mitwirkend" in each]
    assert line.count("Person ") == 6


def test_lists_arrive_as_far_as_the_tool_allows(site: Site) -> None:
    """Trello and Planner take 60 lists; a message of Slack's takes 48, and the card says in words where its task is."""
    assert [each["name"] for each in sorted(site.state("trello")["lists"], key=lambda each: each["pos"])] == LANES
    assert {each["name"] for each in site.state("teams")["buckets"]} == set(LANES)
    assert site.item("trello")["lane"] == site.item("teams")["lane"] == LANES[-1]
    assert f"Spalte: {LANES[-1]}" in _words(site.native("slack"))


def test_the_rest_stays_when_somebody_edits_what_is_there(site: Site) -> None:
    """A new title in Trello and a new first paragraph in Planner reach everybody, and nothing else changes in Asana."""
    before = site.native("asana")
    card, task = site.native("trello"), site.native("teams")
    url = f"{site.world.sandbox.urls['trello']}/1/cards/{card['id']}"
    answer = requests.put(
        url, params={"key": "people", "token": "trello-p02", "name": "Wand verputzen, dringend"}, timeout=10
    )
    answer.raise_for_status()
    url = f"{site.world.sandbox.urls['graph']}/v1.0/planner/tasks/{task['id']}/details"
    headers = {"Authorization": "Bearer teams-p03"}
    details = requests.get(url, headers=headers, timeout=10).json()
    text = details["description"].replace("Absatz 1:", "Absatz 1, neu:")
    headers["If-Match"] = details["@odata.etag"]
    requests.patch(url, json={"description": text}, headers=headers, timeout=10).raise_for_status()
    site.sync()
    after = site.native("asana")
    assert (after["name"], len(after["tags"]), len(after["followers"])) == (
        "Wand verputzen, dringend", len(before["tags"]), len(before["followers"])
    )  # fmt: skip
    assert after["notes"] == before["notes"].replace("Absatz 1:", "Absatz 1, neu:")
    assert len(TEXT) >= 40_000
    assert site.refused() == []


def _words(native: Any) -> str:
    return json.dumps(native, ensure_ascii=False)


def _seed() -> dict[str, Any]:
    everybody = [each["id"] for each in PEOPLE]
    task = {"name": "Wand verputzen", "notes": TEXT, "section": LANES[-1], "tags": LABELS, "assignee": "p01"}
    return {
        "people": PEOPLE,
        "trello": {"boards": [{"name": "Halle", "lists": [], "members": [*everybody, "service"]}]},
        "asana": {"projects": [{"name": "Halle", "sections": LANES, "tasks": [{**task, "followers": HELPERS}]}]},
        "slack": {"channels": [{"name": "aufgaben", "members": [*everybody, "service"]}]},
        "graph": {
            "teams": [{"name": "Halle", "channels": ["Allgemein"], "plan": {"title": "Halle", "buckets": LANES[:1]}}]
        },
    }


def _network(seed: Mapping[str, Any]) -> str:
    """One partner with a connection and a place in each tool, whose people are known in all of them."""
    containers = {
        "trello": seed["trello"]["boards"][0]["id"],
        "asana": seed["asana"]["projects"][0]["gid"],
        "slack": next(each["id"] for each in seed["slack"]["channels"] if each["name"] == "aufgaben"),
        "teams": seed["graph"]["teams"][0]["plan"]["id"],
    }
    rows = ['[network]\nid = "bau"\nname = "Bau"', '[[partners]]\nid = "weber"\nname = "Musterbau Weber GmbH"']
    for tool in TOOLS:
        settings = '\nsettings = { sign_in = "oauth" }' if tool == "asana" else ""
        rows.append(f'[[partners.connections]]\nid = "{tool}"\ntool = "{tool}"{settings}')
    for each in seed["people"]:
        accounts = ", ".join(f'{tool} = "{each["accounts"][tool]}"' for tool in TOOLS)
        rows.append(f'[[partners.roster]]\nid = "{each["id"]}"\nname = "{each["name"]}"\naccounts = {{ {accounts} }}')
    rows.append('[[spaces]]\nid = "halle"\nname = "Halle"')
    rows += [
        f'[[spaces.places]]\nid = "halle-{tool}"\nconnection = "{tool}"\ncontainer = "{container}"'
        for tool, container in containers.items()
    ]
    return "\n".join(rows) + "\n"
