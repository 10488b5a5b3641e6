"""Two people in two tools change the same: the one whose value lost is told, and a person can bring it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.consented import consented
from tests.system.served import World, until, world

pytestmark = pytest.mark.slow

TITLE = "Aufgabe 1"


def synced(there: World) -> dict[str, Any]:
    """What a sync printed."""
    ran = there.run("sync", "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]  # JSON


def is_calm(there: World) -> bool:
    """Whether one more sync finds and writes nothing."""
    return all(cycle == {"changes": 0, "writes": 0} for cycle in synced(there)["cycles"])


def conflicts(there: World, *more: str) -> list[dict[str, Any]]:
    """What `conflicts list` shows."""
    ran = there.run("conflicts", "list", "--json", *more)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["conflicts"]  # type: ignore[no-any-return]  # JSON


def comments(there: World, tool: str) -> list[str]:
    """Everything that is said below anything in the tool."""
    return [said["text"] for space in there.boards for each in there.items(tool, space) for said in each["comments"]]


def bob_renames(there: World, title: str, new: str) -> None:
    """In Asana."""
    (ref,) = [each["ref"] for each in there.items("asana") if each["title"] == title]
    url = f"{there.sandbox.urls['asana']}/api/1.0/tasks/{ref}"
    headers = {"Authorization": "Bearer asana-bob"}
    there.session.put(url, headers=headers, json={"data": {"name": new}}, timeout=10).raise_for_status()


def clash(there: World) -> dict[str, Any]:
    """Bob renames in Asana, a little later Anna in Trello: hers counts."""
    synced(there)
    bob_renames(there, TITLE, "Dach mit Ziegeln")
    there.control("POST", "/clock", {"advance": 60})
    there.anna_renames(TITLE, "Dach mit Schindeln")
    assert synced(there)["conflicts"] == 1
    [conflict] = conflicts(there)
    return conflict


def test_who_lost_is_told_once_in_their_tool_and_may_have_it_back(tmp_path: Path) -> None:
    """Nobody else hears of it; restoring is an edit that can be undone; in the end all agree and nothing is written."""
    with world(tmp_path) as there:
        conflict = clash(there)
        told = {name: conflict[name] for name in ("task", "field", "kept", "lost", "kept_from", "lost_from", "reason")}
        assert told == {
            "task": "Dach mit Schindeln", "field": "title", "kept": "Dach mit Schindeln", "lost": "Dach mit Ziegeln",
            "kept_from": "rohbau-board", "lost_from": "rohbau-project", "reason": "later",
        }  # fmt: skip
        [said] = comments(there, "asana")
        assert "Es gilt: Dach mit Schindeln (Musterbau Weber GmbH)" in said
        assert "Ihre Fassung: Dach mit Ziegeln" in said
        assert f"cobridge conflicts restore {conflict['id']}" in said
        assert not comments(there, "trello")
        assert is_calm(there)
        asked = there.run("conflicts", "restore", conflict["id"])
        assert (asked.returncode, there.titles("asana")["Dach mit Ziegeln"]) == (0, 0), asked.stderr
        assert [each["asked"] for each in conflicts(there)] == [True]
        synced(there)
        assert there.titles("asana")["Dach mit Ziegeln"] == there.titles("trello")["Dach mit Ziegeln"] == 1
        assert (conflicts(there), len(conflicts(there, "--all"))) == ([], 1)
        there.run("conflicts", "restore", conflict["id"])
        synced(there)
        assert there.titles("asana") == there.titles("trello")
        assert there.titles("asana")["Dach mit Schindeln"] == 1
        assert is_calm(there)
        assert (comments(there, "asana"), comments(there, "trello")) == ([said], [])


def test_what_was_decided_cannot_be_decided_again(tmp_path: Path) -> None:
    """One clear sentence and 2, for what nobody knows, what was kept, and what was edited again."""
    with world(tmp_path) as there:
        conflict = clash(there)
        unknown = there.run("conflicts", "restore", "nowhere")
        assert (unknown.returncode, unknown.stdout) == (2, "")
        assert "There is no conflict nowhere" in unknown.stderr
        assert conflict["id"] in there.run("conflicts", "list").stdout
        assert "Open conflicts: 1" in there.run("status").stdout
        assert there.run("conflicts", "restore", "--keep", conflict["id"]).returncode == 0
        assert not conflicts(there)
        again = there.run("conflicts", "restore", conflict["id"])
        assert again.returncode == 2
        assert "decided already: somebody has confirmed" in again.stderr
        assert is_calm(there)


def test_the_charter_says_whose_value_counts(tmp_path: Path) -> None:
    """With the policy `place:` the older edit wins, and the later one's author is told why; a wrong policy is told."""
    with world(tmp_path) as there:
        file = tmp_path / "network.toml"
        plain = file.read_text("utf-8")
        file.write_text(f'{plain}[charter.policies]\ntitle = "place:rohbau-projekt"\n', "utf-8")
        wrong = there.run("sync")
        assert wrong.returncode == 2
        assert '"rohbau-projekt" is no place: perhaps rohbau-project was meant' in wrong.stderr
        file.write_text(f'{plain}[charter.policies]\ntitle = "place:rohbau-project"\n', "utf-8")
        consented(there.environment)
        conflict = clash(there)
        assert (conflict["kept"], conflict["lost_from"], conflict["reason"]) == (
            "Dach mit Ziegeln", "rohbau-board", "charter",
        )  # fmt: skip
        [said] = comments(there, "trello")
        assert "So sehen es die Spielregeln für dieses Feld vor." in said
        assert not comments(there, "asana")


def test_a_running_service_takes_the_decision_over(tmp_path: Path) -> None:
    """The command does not wait for it, and needs no place: the service writes it with its next turn."""
    with world(tmp_path) as there:
        conflict = clash(there)
        with there.service() as service:
            until(service.is_well)
            assert there.run("conflicts", "restore", conflict["id"]).returncode == 0
            until(lambda: there.titles("trello")["Dach mit Ziegeln"] == 1)
            until(lambda: there.titles("asana") == there.titles("trello"))


def test_places_that_cannot_be_reached_keep_nobody_from_deciding(tmp_path: Path) -> None:
    """Deciding asks no tool; it is carried out when the place is back."""
    with world(tmp_path) as there:
        conflict = clash(there)
        there.revoke("rohbau")
        assert conflicts(there, "--space", "rohbau")
        assert there.run("conflicts", "restore", conflict["id"]).returncode == 0
        assert there.run("sync").returncode == 4
        assert there.titles("asana")["Dach mit Ziegeln"] == 1
        there.heal()
        synced(there)
        assert there.titles("trello")["Dach mit Ziegeln"] == 1
