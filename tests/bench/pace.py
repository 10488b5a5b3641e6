"""The least time in which the vendors' limits let calls pass, however cleverly they are ordered.

A limit of `count` calls in `seconds` lets that many pass at once; the call after them is a whole window later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.sandbox.asana.stand_in import PER_MINUTE
from connectors.sandbox.graph.stand_in import LIMITS as GRAPH
from connectors.sandbox.slack.methods import LIMITS as SLACK
from connectors.sandbox.stand_in import Limit
from connectors.sandbox.trello.stand_in import LIMITS as TRELLO

ASANA = (Limit("minute", PER_MINUTE["paid"], 60, each_action=True),)
PUBLISHED: Mapping[str, Sequence[Limit]] = {"trello": TRELLO, "asana": ASANA, "slack": SLACK, "graph": GRAPH}
"""As the sandbox counts them."""


def least(calls: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Seconds by limit, for the calls of one account to one place in each tool."""
    counted = Counter[tuple[str, Limit]]()
    for call in calls:
        for limit in PUBLISHED[call["vendor"]]:
            if call["status"] != 429 and _concerns(limit, call):
                counted[call["vendor"], limit] += len(call.get("actions", "1")) if limit.each_action else 1
    return {f"{vendor}, {limit.name}": windows(number, limit) for (vendor, limit), number in counted.items()}


def _concerns(limit: Limit, call: Mapping[str, Any]) -> bool:
    named = limit.method in ("", call["method"]) and re.search(limit.path, call["path"]) is not None
    return named and limit.counts == "calls"


def windows(number: int, limit: Limit) -> float:
    """How long after the first of so many calls the last one can be."""
    return max(number - 1, 0) // limit.count * limit.seconds
