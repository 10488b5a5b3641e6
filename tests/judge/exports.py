"""Trello's real objects, as its own exports of boards have them: what its description forgets, or says wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.judge.exchange import Finding
from tests.judge.learnt import ITEMS, Shape

CHECKLISTS, MEMBERS = ("checklists", ITEMS), ("members", ITEMS)
KINDS: dict[str, tuple[str, ...]] = {
    "Action": ("actions", ITEMS), "Board": (), "Card": ("cards", ITEMS), "Checklist": CHECKLISTS,
    "CheckItem": (*CHECKLISTS, "checkItems", ITEMS), "Label": ("labels", ITEMS), "Member": MEMBERS,
    "TrelloList": ("lists", ITEMS), "Attachment": ("cards", ITEMS, "attachments", ITEMS), "Prefs": ("prefs",),
    "Limits": ("limits",),
}  # fmt: skip
"""Where the objects of each published schema stand in an export, which is a board."""
SAME: dict[str, list[tuple[str, ...]]] = {
    "Member": [("actions", ITEMS, "member"), ("actions", ITEMS, "memberCreator")],
    "Label": [("cards", ITEMS, "labels", ITEMS)],
}
"""Where else objects of a kind stand."""
ALIKE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("cards", ITEMS, "start"): ("cards", ITEMS, "due"),
    ("cards", ITEMS, "dateClosed"): ("cards", ITEMS, "dateLastActivity"),
    ("cards", ITEMS, "dateCompleted"): ("cards", ITEMS, "dateLastActivity"),
    ("actions", ITEMS, "data", "card", "start"): ("cards", ITEMS, "due"),
    ("actions", ITEMS, "data", "old", "start"): ("cards", ITEMS, "due"),
}
"""Keys that are null in every exported object, or whose change was never exported, each with one of the same kind of
value. `PUT /cards/{id}` describes `start` as it does `due`; the others are instants by their names.
"""
NESTED = {"actions": "Action", "checklists": "Checklist", "members": "Member", "list": "TrelloList", "board": "Board"}
"""What a card holds when asked for its nested resources, by key."""


@dataclass(frozen=True)
class Exports:
    """What was seen in all exports."""

    board: Shape

    @classmethod
    def read(cls, folder: Path) -> Exports:
        """From the folder of exports."""
        board = Shape()
        for path in sorted(folder.glob("*.json")):
            board.learn(json.loads(path.read_text(encoding="utf-8")))
        exports = cls(board)
        for kind in KINDS:
            exports.of(kind).name = f"exports/{kind}"
        for kind, ways in SAME.items():
            for way in ways:
                board.put(way, exports.of(kind))
        for way, like in ALIKE.items():
            board.liken(way, like)
        card = exports.of("Card")
        for key, kind in NESTED.items():
            whole = exports.of(kind)
            card.keys[key] = whole if key in {"list", "board"} else Shape(types={"array"}, items=whole)
        return exports

    def of(self, kind: str) -> Shape:
        """The objects of a published schema. Raises KeyError where no export has any."""
        found = self.board.at(KINDS[kind])
        if found is None:
            raise KeyError(kind)
        return found

    def unlike(self, kind: str, value: Any) -> Iterator[tuple[str, str, Any]]:
        """Where an object, or each of a list, is unlike all that were exported."""
        for each in value if isinstance(value, list) else [value]:
            yield from self.of(kind).strange(each)

    def left(self, finding: Finding) -> Iterator[Finding]:
        """What is left of a finding where real objects have the key, the type, the null, the word or the form of a
        date; else the finding itself.
        """
        way = _way(finding)
        found = self.of(_schema(finding)).at(way) if _schema(finding) in KINDS else None
        rule, _, name = finding.rule.partition(": ")
        if found is None or (rule == "format" and "instant" not in name):
            yield finding
        elif rule == "enum" and finding.value is not None:
            if str(finding.value) not in found.words:
                yield finding
        else:
            for place, strange, value in found.strange(finding.value, "/".join(("exports", _schema(finding), *way))):
                yield replace(finding, place=place, rule=strange, value=value)


def _schema(finding: Finding) -> str:
    return finding.place.removeprefix("components/schemas/").partition("/")[0]


def _way(finding: Finding) -> list[str]:
    """The keys and lists on the way through schemas to what was found, without their schema's name."""
    keys: list[str] = []
    rest = finding.place.removeprefix("components/schemas/").split("/")
    while rest:
        match rest:
            case ["properties", key, *more]:
                keys, rest = [*keys, key], more
            case ["items", *more]:
                keys, rest = [*keys, ITEMS], more
            case [_, *more]:
                rest = more
    name = finding.rule.partition("unnamed: ")[2]
    return [*keys, name] if name else keys
