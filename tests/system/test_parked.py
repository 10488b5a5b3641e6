"""What a tool refuses for good waits for a person, who tries it again or lets it be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.system.served import World, world

pytestmark = pytest.mark.slow


def wrongly_signed_in(there: World) -> World:
    """A person's token, who is no app and may not set our marker."""
    return replace(there, environment={**there.environment, "COBRIDGE_CONNECTIONS__ASANA__TOKEN": "asana-bob"})


def parked(there: World, *more: str) -> list[dict[str, Any]]:
    """What `parked list` shows."""
    ran = there.run("parked", "list", "--json", *more)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["parked"]  # type: ignore[no-any-return]  # JSON


def test_what_a_tool_refuses_is_shown_tried_again_and_dropped(tmp_path: Path) -> None:
    """Place, task, reason and ways out; retried it is sent once the reason is gone, dropped it is not."""
    with world(tmp_path) as there:
        wrong = wrongly_signed_in(there)
        wrong.run("sync", "--space", "rohbau")
        rows = parked(wrong, "--space", "rohbau")
        assert sorted(row["task"] for row in rows) == ["Aufgabe 0", "Aufgabe 1", "Aufgabe 2"]
        first, second, _ = sorted(rows, key=lambda row: str(row["task"]))
        assert (first["place"], first["tool"], first["what"]) == ("rohbau-project", "asana", "create")
        assert first["reason"] == "Asana, creating a task: Asana does not allow this account to do it."
        assert first["id"] in first["way_out"]
        assert "Parked: 3. See: cobridge parked list." in wrong.run("status").stdout
        assert json.loads(wrong.run("status", "--json").stdout)["parked"] == 3
        assert "Reason: " in wrong.run("parked", "list").stdout
        there.run("sync", "--space", "rohbau")
        assert not there.items("asana")
        assert there.run("parked", "retry", first["id"]).returncode == 0
        assert there.run("parked", "drop", second["id"]).returncode == 0
        there.run("sync", "--space", "rohbau")
        assert set(there.titles("asana")) == {"Aufgabe 0"}
        assert [row["task"] for row in parked(there)] == ["Aufgabe 2"]
        unknown = there.run("parked", "retry", first["id"])
        assert (unknown.returncode, unknown.stdout) == (2, "")
        assert f"Nothing is parked under the id {first['id']}" in unknown.stderr
        there.anna_renames("Aufgabe 1", "Aufgabe 1 neu")
        there.run("sync", "--space", "rohbau")
        assert set(there.titles("asana")) == {"Aufgabe 0", "Aufgabe 1 neu"}


def test_it_may_be_decided_while_the_service_runs(tmp_path: Path) -> None:
    """And while a place cannot be reached: deciding asks no tool."""
    with world(tmp_path) as there:
        wrong = wrongly_signed_in(there)
        wrong.run("sync", "--space", "rohbau")
        [first, *_] = parked(wrong, "--space", "rohbau")
        with there.service():
            assert there.run("parked", "retry", first["id"]).returncode == 0
        there.revoke("rohbau")
        assert there.run("parked", "drop", parked(there)[0]["id"]).returncode == 0
