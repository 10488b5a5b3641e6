"""Checklists, starts and dues between Trello and Asana, with people at work on both sides at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.system.served import SPACES, World, world

pytestmark = pytest.mark.slow

SPACE = SPACES[0]
TITLES = [f"Punkt {number:03}" for number in range(100)]
Elements = Counter[tuple[str, bool]]


class Site:
    """One card on Anna's board and the task on Bob's project that it is mirrored to."""

    def __init__(self, there: World) -> None:
        self.there = there

    def sync(self, code: int = 0) -> Mapping[str, Any]:
        done = self.there.run("sync", "--json")
        assert done.returncode == code, done.stdout + done.stderr
        told: Mapping[str, Any] = json.loads(done.stdout)
        return told

    def settle(self) -> None:
        """Mirrored until nothing is left to write, and then a calm cycle writes nothing."""
        self.sync()
        calm = self.sync()
        assert [calm["parked"], calm["conflicts"]] == [0, 0]
        assert sum(cycle["writes"] for cycle in calm["cycles"]) == 0

    def item(self, tool: str) -> Mapping[str, Any]:
        (item,) = self.there.items(tool, SPACE)
        return item

    def elements(self, tool: str) -> Elements:
        """What people see, without the sign that keeps a colon from making a heading."""
        return Counter((each["title"].replace("\u2060", ""), each["done"]) for each in self.item(tool)["checklist"])

    def anna(self, method: str, path: str, **sent: str) -> Any:
        query, url = {"key": "people", "token": "trello-anna"}, f"{self.there.sandbox.urls['trello']}/1{path}"
        answer = self.there.session.request(method, url, params=query, data=sent, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def bob(self, method: str, path: str, **data: object) -> Any:
        url, headers = f"{self.there.sandbox.urls['asana']}/api/1.0{path}", {"Authorization": "Bearer asana-bob"}
        sent: dict[str, Any] = {"params": data} if method in ("GET", "DELETE") else {"json": {"data": data}}
        answer = self.there.session.request(method, url, headers=headers, timeout=10, **sent)
        answer.raise_for_status()
        return answer.json()["data"]

    def native(self) -> tuple[dict[str, str], dict[str, str], str]:
        """The elements' ids in either tool by title, and the id of the checklist."""
        (checklist,) = self.anna("GET", f"/cards/{self.item('trello')['ref']}/checklists")
        cards = {each["name"]: each["id"] for each in checklist["checkItems"]}
        tasks = self.bob("GET", f"/tasks/{self.item('asana')['ref']}/subtasks", limit=100)
        return cards, {each["name"]: each["gid"] for each in tasks}, checklist["id"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with world(tmp_path, cards=1) as there, there.session:
        yield Site(there)


def filled(site: Site) -> None:
    """100 elements in Trello, all of them in Asana too."""
    card = site.item("trello")["ref"]
    checklist = site.anna("POST", f"/cards/{card}/checklists", name="Checklist")["id"]
    for title in TITLES:
        site.anna("POST", f"/checklists/{checklist}/checkItems", name=title)
    site.settle()
    assert site.elements("asana") == site.elements("trello") == Counter((title, False) for title in TITLES)


def test_people_work_on_a_hundred_elements_on_both_sides_at_once(site: Site) -> None:
    """Whatever each of them ticks, renames, adds and takes out counts; nothing is doubled or lost, and then it is calm.

    Of one element that both changed each change counts; one that somebody takes out while another renames it stays.
    """
    filled(site)
    cards, tasks, checklist = site.native()
    card, task = site.item("trello")["ref"], site.item("asana")["ref"]
    for each in (*TITLES[0:10], TITLES[60]):
        site.anna("PUT", f"/cards/{card}/checkItem/{cards[each]}", state="complete")
    for each in (*TITLES[30:40], TITLES[60], TITLES[61]):
        site.bob("PUT", f"/tasks/{tasks[each]}", completed=True)
    for each in (*TITLES[10:20], TITLES[61]):
        site.anna("PUT", f"/cards/{card}/checkItem/{cards[each]}", name=f"{each} neu")
    for each in (*TITLES[40:50], TITLES[62]):
        site.bob("PUT", f"/tasks/{tasks[each]}", name=f"{each} anders")
    for each in (*TITLES[20:25], TITLES[62]):
        site.anna("DELETE", f"/cards/{card}/checkItem/{cards[each]}")
    for each in TITLES[50:55]:
        site.bob("DELETE", f"/tasks/{tasks[each]}")
    for number in range(5):
        site.anna("POST", f"/checklists/{checklist}/checkItems", name=f"Von Anna {number}:", checked="true")
        site.bob("POST", f"/tasks/{task}/subtasks", name=f"Von Bob {number}", completed=False)
    site.settle()
    gone, renamed = {*TITLES[20:25], *TITLES[50:55]}, dict[str, str]()
    renamed |= {each: f"{each} neu" for each in (*TITLES[10:20], TITLES[61])}
    renamed |= {each: f"{each} anders" for each in (*TITLES[40:50], TITLES[62])}
    done = {*TITLES[0:10], *TITLES[30:40], TITLES[60], TITLES[61]}
    left = [each for each in TITLES if each not in gone]
    expected = Counter((renamed.get(each, each), each in done) for each in left)
    expected += Counter([(f"Von Anna {number}:", True) for number in range(5)])
    expected += Counter([(f"Von Bob {number}", False) for number in range(5)])
    assert site.elements("trello") == expected
    assert site.elements("asana") == expected


@pytest.mark.parametrize("tool", ["asana", "trello"])
def test_an_answer_that_is_lost_amid_five_elements_doubles_none(site: Site, tool: str) -> None:
    """The third of five new elements is there but nobody answered: the rest follows, and each is there once."""
    site.settle()
    if tool == "asana":
        checklist = site.anna("POST", f"/cards/{site.item('trello')['ref']}/checklists", name="Checklist")["id"]
        for title in TITLES[:5]:
            site.anna("POST", f"/checklists/{checklist}/checkItems", name=title)
    else:
        for title in TITLES[:5]:
            site.bob("POST", f"/tasks/{site.item('asana')['ref']}/subtasks", name=title)
    path = {"asana": "/subtasks$", "trello": "/checkItems$"}[tool]
    match = {"method": "POST", "path_regex": path}
    fault = {"vendor": tool, "kind": "drop-after", "match": match, "times": 1, "after": 2}
    site.there.control("PUT", "/faults", fault)
    assert [cycle["writes"] for cycle in site.sync()["cycles"]][:2] == [0, 1], "it broke off, then was decided anew"
    site.settle()
    assert site.elements("trello") == site.elements("asana") == Counter((title, False) for title in TITLES[:5])


def test_starts_and_dues_keep_their_day_and_hour_across_both_clock_changes(site: Site) -> None:
    """From the end of summer time to its beginning, as days and as instants, set on either side."""
    card = site.item("trello")["ref"]
    site.anna("PUT", f"/cards/{card}", start="2026-10-25T11:00:00.000Z", due="2027-03-28T10:00:00.000Z")
    site.settle()
    task = site.bob("GET", f"/tasks/{site.item('asana')['ref']}")
    assert (task["start_on"], task["due_on"], task["due_at"]) == ("2026-10-25", "2027-03-28", None)
    begins, ends = "2026-10-25T00:30:00.000Z", "2027-03-28T01:30:00.000Z"
    site.bob("PUT", f"/tasks/{task['gid']}", start_at=begins, due_at=ends)
    site.settle()
    shown = site.anna("GET", f"/cards/{card}")
    assert (shown["start"], shown["due"]) == (begins, ends)
    site.bob("PUT", f"/tasks/{task['gid']}", start_on="2027-03-28", due_on="2027-10-31")
    site.settle()
    shown = site.anna("GET", f"/cards/{card}")
    assert (shown["start"], shown["due"]) == ("2027-03-28T10:00:00.000Z", "2027-10-31T11:00:00.000Z")
    site.anna("PUT", f"/cards/{card}", start="null", due="null")
    site.settle()
    task = site.bob("GET", f"/tasks/{site.item('asana')['ref']}")
    assert (task["start_on"], task["start_at"], task["due_on"], task["due_at"]) == (None, None, None, None)
