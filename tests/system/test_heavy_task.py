"""A task that is too much for every tool: each shows as much as it can and says the rest in words, and nothing is lost.

40,000 characters, 30 labels, 25 helpers, 100 elements of a checklist, in the last of 60 lists; all four tools, and the
people of one company who have accounts in each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from connectors.sandbox.serve import running
from tests.consented import consented
from tests.system.served import World

pytestmark = pytest.mark.slow

TOOLS: Mapping[str, str] = {"trello": "trello", "asana": "asana", "slack": "slack", "teams": "graph"}
LANES = [f"Gewerk {number:02}" for number in range(1, 61)]
LABELS = [f"Etikett {number:02}" for number in range(1, 31)]
PEOPLE = [{"id": f"p{number:02}", "name": f"Person {number:02}"} for number in range(1, 27)]
HELPERS = [each["id"] for each in PEOPLE[1:]]
SENTENCE = "Die Wand im zweiten Stock wird neu verputzt. "
TEXT = "\n\n".join(f"Absatz {number}: {SENTENCE * 8}".strip() for number in range(1, 111))
ELEMENTS = [f"Punkt {number:03}" for number in range(1, 101)]
SHOWN = {"trello": 100, "asana": 100, "slack": 30, "teams": 20}
"""Elements of a checklist."""
LEAST = {"trello": 12_000, "asana": len(TEXT) - 2 * 110, "slack": 2_500, "teams": 15_000}
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
                [found] = [each for each in self.state(tool)["tasks"] if not each.get("parent")]
        return found

    def checklist(self, tool: str) -> list[tuple[str, bool]]:
        """The elements that people see there, with their ticks, by title."""
        found = self.native(tool)
        match tool:
            case "trello":
                lists = [each for each in self.state(tool)["checklists"] if each["idCard"] == found["id"]]
                rows = [(each["name"], each["state"] == "complete") for one in lists for each in one["checkItems"]]
            case "asana":
                parts = [each for each in self.state(tool)["tasks"] if each.get("parent")]
                rows = [(each["name"], each["completed"]) for each in parts]
            case "slack":
                boxes = [each["accessory"] for each in found["blocks"] if each["block_id"].startswith("checklist")]
                rows = [
                    (each["text"]["text"], each in one.get("initial_options", ()))
                    for one in boxes
                    for each in one["options"]
                ]
            case _:
                rows = [(each["title"], each["isChecked"]) for each in found["details"]["checklist"].values()]
        return sorted(rows)

    def trello(self, method: str, path: str, **sent: str) -> Any:
        """What Person 02 does on the board."""
        url = f"{self.world.sandbox.urls['trello']}/1{path}"
        answer = requests.request(method, url, params={"key": "people", "token": "trello-p02", **sent}, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def planner(self, change: Callable[[Any], Mapping[str, Any]]) -> None:
        """What Person 03 makes of the task's details in Planner."""
        url = f"{self.world.sandbox.urls['graph']}/v1.0/planner/tasks/{self.native('teams')['id']}/details"
        headers = {"Authorization": "Bearer teams-p03"}
        details = requests.get(url, headers=headers, timeout=10).json()
        headers["If-Match"] = details["@odata.etag"]
        requests.patch(url, json=change(details), headers=headers, timeout=10).raise_for_status()


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
        network.write_text(_network(seed, confirmed=False), "utf-8")
        ours = {"COBRIDGE_DATA_DIR": str(folder / "data"), "COBRIDGE_NETWORK_FILE": str(network)}
        consented(ours)
        ours |= {"COBRIDGE_CLOCK_URL": sandbox.control_url}
        world = World(sandbox, {**sandbox.environment, **ours}, {}, {})
        with world.session:
            site = Site(world, seed)
            site.sync()  # an import sets nobody; whose account is confirmed after it is set everywhere
            network.write_text(_network(seed, confirmed=True), "utf-8")
            yield site


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
    site.trello("PUT", f"/cards/{site.native('trello')['id']}", name="Wand verputzen, dringend")
    site.planner(lambda details: {"description": details["description"].replace("Absatz 1:", "Absatz 1, neu:")})
    site.sync()
    after = site.native("asana")
    assert (after["name"], len(after["tags"]), len(after["followers"])) == (
        "Wand verputzen, dringend", len(before["tags"]), len(before["followers"])
    )  # fmt: skip
    assert after["notes"] == before["notes"].replace("Absatz 1:", "Absatz 1, neu:")
    assert len(TEXT) >= 40_000
    assert site.refused() == []


@pytest.fixture(scope="module")
def listed(site: Site) -> Site:
    """Somebody in Trello has put a checklist of a hundred elements on the card."""
    checklist = site.trello("POST", f"/cards/{site.native('trello')['id']}/checklists", name="Checkliste")
    for title in ELEMENTS:
        site.trello("POST", f"/checklists/{checklist['id']}/checkItems", name=title, pos="bottom")
    rounds = [site.sync() for _ in range(2)]
    assert sum(cycle["writes"] for cycle in rounds[-1]["cycles"]) == 0, "nothing is left to write"
    return site


def test_a_checklist_arrives_as_far_as_the_tool_allows(listed: Site) -> None:
    """Asana has all of it, Slack and Planner the first elements, and say in words that there are others."""
    for tool, number in SHOWN.items():
        assert listed.checklist(tool) == [(title, False) for title in ELEMENTS[:number]], tool
    for tool in ("slack", "teams"):
        rest = ELEMENTS[SHOWN[tool] :]
        named = ", ".join(f"☐ {title}" for title in rest[:10])
        assert f"Weitere Punkte der Checkliste: {named}, und {len(rest) - 10} weitere" in _words(listed.native(tool)), (
            tool
        )
    assert listed.refused() == []


def test_a_tick_of_what_is_not_shown_changes_the_words_alone(listed: Site) -> None:
    """Of an element that neither Slack nor Planner shows, ticked in Trello, Slack says so in words; the rest stays."""
    before = {tool: listed.checklist(tool) for tool in ("slack", "teams")}
    words = {tool: _words(listed.native(tool)) for tool in before}
    title = ELEMENTS[35]
    tick(listed, title)
    assert {tool: listed.checklist(tool) for tool in before} == before
    assert listed.native("slack")["blocks"] == json.loads(words["slack"].replace(f"☐ {title}", f"☑ {title}"))["blocks"]
    assert _words(listed.native("teams")) == words["teams"], "it names only the first of those that it does not show"
    assert [done for each, done in listed.checklist("asana") if each == title] == [True]


def test_a_tick_in_planner_arrives_everywhere(listed: Site) -> None:
    """And nothing of what Planner does not show is lost by it."""
    before, title = listed.checklist("asana"), ELEMENTS[5]
    listed.planner(lambda details: {"checklist": ticked(details["checklist"], title)})
    listed.sync()
    for tool in ("trello", "asana", "slack"):
        assert (title, True) in listed.checklist(tool), tool
    assert listed.checklist("asana") == sorted((each, done or each == title) for each, done in before)
    assert listed.checklist("trello") == listed.checklist("asana")
    assert listed.refused() == []


def tick(site: Site, title: str) -> None:
    """In Trello, and mirrored."""
    items = [each for one in site.state("trello")["checklists"] for each in one["checkItems"]]
    [element] = [each["id"] for each in items if each["name"] == title]
    site.trello("PUT", f"/cards/{site.native('trello')['id']}/checkItem/{element}", state="complete")
    site.sync()


def ticked(elements: Mapping[str, Any], title: str) -> Mapping[str, Any]:
    """What is sent for one element of a plan's task."""
    [key] = [key for key, each in elements.items() if each["title"] == title]
    return {key: {"@odata.type": "#microsoft.graph.plannerChecklistItem", "isChecked": True}}


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


def _network(seed: Mapping[str, Any], *, confirmed: bool) -> str:
    """One partner with a connection and a place in each tool; whether its people's accounts are known in all."""
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
        accounts = ", ".join(f'{tool} = "{each["accounts"][tool]}"' for tool in TOOLS if confirmed)
        rows.append(f'[[partners.roster]]\nid = "{each["id"]}"\nname = "{each["name"]}"\naccounts = {{ {accounts} }}')
    rows.append('[[spaces]]\nid = "halle"\nname = "Halle"')
    rows += [
        f'[[spaces.places]]\nid = "halle-{tool}"\nconnection = "{tool}"\ncontainer = "{container}"'
        for tool, container in containers.items()
    ]
    return "\n".join(rows) + "\n"
