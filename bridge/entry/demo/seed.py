"""What the sandbox starts with: the built-in companies and tasks, or companies around a person's own board."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from bridge.entry.demo.board import board_name
from bridge.entry.demo.stage import ONE_OF_EACH, Space

OWN = "raum"


def space_of(board: Path) -> Space:
    """The space of a person's own board, which a partner of each tool shares. Raises UnusableError."""
    return Space(OWN, board_name(board), ONE_OF_EACH)


def seed_of(board: Path | None) -> dict[str, Any]:
    """The built-in seed; for a person's board its people, with that board still to come and an empty place each."""
    seed: dict[str, Any] = json.loads((files("bridge.entry.demo") / "seed.json").read_text("utf-8"))
    if board is None:
        return seed
    space = space_of(board)
    teams = [_with_plan(team, space.name) for team in seed["graph"]["teams"]]
    members = next(each["members"] for each in seed["slack"]["channels"] if each["name"].startswith("zeder-"))
    return {
        **{key: seed[key] for key in ("people", "service")},
        "trello": {"boards": []},
        "asana": {"projects": [{"name": space.name, "sections": []}]},
        "slack": {"channels": [{"name": f"zeder-{space.id}", "members": members}]},
        "graph": {"teams": teams},
    }


def _with_plan(team: dict[str, Any], title: str) -> dict[str, Any]:
    return {key: team[key] for key in ("name", "members", "channels")} | {"plan": {"title": title}}
