"""The shapes recorded from Slack's API: each method's answer, an object with every key that was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.judge.learnt import ITEMS, Shape

SAME: dict[str, list[tuple[str, ...]]] = {
    "message": [
        ("conversations.history", "messages", ITEMS), ("conversations.replies", "messages", ITEMS),
        ("chat.postMessage", "message"), ("chat.update", "message"), ("pins.list", "items", ITEMS, "message"),
        ("reactions.list", "items", ITEMS, "message"),
    ],
    "view": [(f"views.{each}", "view") for each in ("open", "publish", "push", "update")],
    "row": [
        ("slackLists.items.create", "item"), ("slackLists.items.info", "record"),
        ("slackLists.items.list", "items", ITEMS), ("slackLists.items.info", "subtasks", ITEMS),
    ],
}  # fmt: skip
"""Objects that are the same wherever they stand. Each method's own was recorded from a few examples."""
ENVELOPE = {
    "ok": True, "error": "", "needed": "", "provided": "", "warning": "", "deprecated_argument": "",
    "req_method": "",
    "response_metadata": {"warnings": [""], "messages": [""]},
}  # fmt: skip
"""What any method's answer may hold (https://docs.slack.dev/apis/web-api/#responses)."""


@dataclass(frozen=True)
class Recorded:
    """All methods and the objects they share."""

    methods: Mapping[str, Shape]
    kinds: Mapping[str, Shape]

    @classmethod
    def read(cls, folder: Path) -> Recorded:
        """From the folder of recorded answers."""
        methods = {path.stem: Shape() for path in sorted(folder.glob("*.json"))}
        for name, shape in methods.items():
            shape.learn(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
            shape.learn(ENVELOPE)
        return cls(methods, {kind: _shared(kind, ways, methods) for kind, ways in SAME.items()})

    def unlike(self, method: str, answer: Any) -> Iterator[tuple[str, str, Any]]:
        """Where an answer is unlike what was recorded: by the kind of object where it is one of the shared."""
        yield from self.methods[method].strange(answer, method)

    def at(self, place: str) -> Shape:
        """What was recorded at a place as findings name it. Raises KeyError where nothing was."""
        start, *way = place.split("/")
        found = (self.kinds.get(start) or self.methods[start]).at(way)
        if found is None:
            raise KeyError(place)
        return found


def _shared(kind: str, ways: Sequence[tuple[str, ...]], methods: Mapping[str, Shape]) -> Shape:
    """One shape of all that stand on these ways, put there in place of theirs."""
    shared = Shape(name=kind)
    for method, *way in ways:
        methods[method].put(way, shared)
    return shared
