"""Texts that nobody should write and somebody does: one file each, with the rule in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "fixtures" / "text" / "hostile"


@dataclass(frozen=True)
class Hostile:
    """A text as it is typed; `name` is its file's."""

    name: str
    rule: str
    text: str

    @property
    def title(self) -> str:
        """As much of it as somebody would put into a title."""
        return self.text[:400]

    @property
    def typed(self) -> str:
        """As much of it as a person can put into any tool; what JSON cannot carry as UTF-8 is left out."""
        return self.text[:1_500].encode("utf-8", "ignore").decode()


def hostile() -> list[Hostile]:
    """All of them, by name."""
    return list(_read())


def _read() -> Iterator[Hostile]:
    for path in sorted(FOLDER.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        yield Hostile(path.stem, told["rule"], _text(told))


def _text(told: dict[str, Any]) -> str:
    """As it stands there, or one piece many times, or one level below the other."""
    if "levels" in told:
        return "\n".join(f"{'  ' * level}{told['levels']}Ebene {level}" for level in range(told["times"]))
    return str(told.get("text", "")) + str(told.get("piece", "")) * int(told.get("times", 0)) + str(told.get("end", ""))
