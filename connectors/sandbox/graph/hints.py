"""Planner's order hints: a client sends `<previous> <next>!`, Planner answers with a text that sorts there.

Source: https://learn.microsoft.com/graph/api/resources/planner-order-hint-format
"""

from __future__ import annotations

import re
from typing import Any

from connectors.sandbox.graph.errors import invalid

LAST = " !"
_FORM = re.compile(r"(?P<before>.*) (?P<after>[^ ]*?)!+", re.DOTALL)
_LOWEST, _HIGHEST = "0", "z"


class Hints:
    """Makes hints; those without a place of their own sort behind all earlier ones."""

    def __init__(self) -> None:
        self._made = 0

    def placed(self, wish: Any, entity: str) -> str:
        """The hint that a client's hint becomes. Refuses what is no hint of a client's."""
        form = _FORM.fullmatch(wish) if isinstance(wish, str) else None
        if form is None:
            raise invalid("OrderHint", entity, f"The order hint {wish!r} is not in the format '<previous> <next>!'.")
        if form["after"] and "!" not in form["before"]:
            return _between(form["before"], form["after"])
        return self.last()

    def last(self) -> str:
        """A hint behind all others."""
        self._made += 1
        return f"85{self._made:012d}P"


def _between(before: str, after: str) -> str:
    """A text that sorts between two others; right behind the first where they leave no room."""
    made = ""
    for index in range(max(len(before), len(after)) + 1):
        low = before[index] if index < len(before) else _LOWEST
        high = after[index] if index < len(after) else _HIGHEST
        if ord(high) - ord(low) > 1:
            return made + chr((ord(low) + ord(high)) // 2)
        made += low
        if low < high:
            after = ""
    return made + "P"
