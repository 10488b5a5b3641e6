"""What the sandbox starts with: one full place and an empty one in each other tool, with tasks as people have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

LANES = ("Offen", "In Arbeit", "Wartet", "Erledigt")
LABELS = ("Rohbau", "Elektro", "Sanitär", "Dringend", "Abnahme", "Nachtrag")
PEOPLE = [
    {"id": "anna", "name": "Anna Weber", "email": "anna.weber@musterbau-weber.example"},
    {"id": "bob", "name": "Bob Schulz", "email": "bob.schulz@nordlicht-schulz.example"},
    {"id": "cora", "name": "Cora Lindner", "email": "cora.lindner@lindner-statik.example"},
    {"id": "dirk", "name": "Dirk Pohl", "email": "dirk.pohl@pohl-ausbau.example"},
]
FLOOR = "Floor"
"""A project that nobody mirrors."""


def seed_of(source: str, size: int) -> dict[str, Any]:
    """So many tasks in one tool, and empty places in the others; cards in Slack, whose workspace has no Lists."""
    board = {"name": "Baustelle", "lists": [], "members": ["anna", "bob", "service"]}
    asana = {"projects": [{"name": "Baustelle"}, {"name": FLOOR}]}
    channel = {"name": "aufgaben", "members": ["anna", "cora", "service"]}
    team = {"name": "Baustelle", "channels": ["Allgemein"], "plan": {}}
    empty = {
        "people": PEOPLE,
        "trello": {"boards": [board]},
        "asana": asana,
        "slack": {"plan": "free", "channels": [channel]},
        "graph": {"teams": [team]},
    }
    return {**empty, **(FULL[source](size) if size else {})}


def _full_trello(size: int) -> dict[str, Any]:
    board = {
        "name": "Baustelle",
        "lists": list(LANES),
        "labels": [{"name": name, "color": "green"} for name in LABELS],
        "members": ["anna", "bob", "service"],
        "cards": [_card(number) for number in range(size)],
    }
    return {"trello": {"boards": [board]}}


def _full_asana(size: int) -> dict[str, Any]:
    project = {"name": "Baustelle", "sections": list(LANES), "tasks": [_task(number) for number in range(size)]}
    tags = [{"name": name} for name in LABELS]
    return {"asana": {"projects": [project, {"name": FLOOR}], "tags": tags}}


def _full_teams(size: int) -> dict[str, Any]:
    # Each task goes in front of the one before.
    plan = {"buckets": list(reversed(LANES)), "tasks": [_planner_task(number) for number in range(size)]}
    return {"graph": {"teams": [{"name": "Baustelle", "channels": ["Allgemein"], "plan": plan}]}}


FULL: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "trello": _full_trello,
    "asana": _full_asana,
    "teams": _full_teams,
}


def _card(number: int) -> dict[str, Any]:
    return {
        "name": _title(number),
        "desc": _text(number),
        "list": _lane(number),
        "labels": _labels(number),
        "done": _lane(number) == LANES[-1],
        "members": ["anna"] if number % 4 == 0 else [],
        "comments": [{"by": "anna", "text": text} for text in _comments(number)],
        **({"due": f"{_day(number)}T11:00:00Z"} if number % 3 == 0 else {}),
    }


def _task(number: int) -> dict[str, Any]:
    return {
        "name": _title(number),
        "notes": _text(number),
        "section": _lane(number),
        "tags": _labels(number),
        "completed": _lane(number) == LANES[-1],
        "comments": [{"author": "bob", "text": text} for text in _comments(number)],
        **({"assignee": "bob"} if number % 4 == 0 else {}),
        **({"due_on": _day(number)} if number % 3 == 0 else {}),
    }


def _planner_task(number: int) -> dict[str, Any]:
    return {
        "title": _title(number),
        "description": _text(number),
        "bucket": _lane(number),
        "labels": _labels(number),
        "percentComplete": 100 if _lane(number) == LANES[-1] else 0,
        "assignments": ["dirk"] if number % 4 == 0 else [],
        "comments": [{"author": "dirk", "text": text} for text in _comments(number)],
        **({"due": _day(number)} if number % 3 == 0 else {}),
    }


def _title(number: int) -> str:
    return f"Aufgabe {number}: Fenster im Haus {number % 40} prüfen"


def _text(number: int) -> str:
    return f"Maße nehmen, Angebot {number} einholen.\n\nDanach bestellen." if number % 2 else ""


def _lane(number: int) -> str:
    return LANES[number % len(LANES)]


def _labels(number: int) -> list[str]:
    return [LABELS[number % len(LABELS)]] if number % 5 else []


def _comments(number: int) -> list[str]:
    return [f"Rückfrage {each} zu Aufgabe {number}" for each in range(number % 3)]


def _day(number: int) -> str:
    return f"2027-{number % 12 + 1:02}-{number % 28 + 1:02}"
