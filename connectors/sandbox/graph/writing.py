"""How Planner answers a change: with nothing, unless `Prefer: return=representation` asks for the whole."""

from __future__ import annotations

from connectors.sandbox.graph.call import Call, One, Plain, Reply


def written(call: Call, reply: One) -> Reply:
    """204, or the changed entity."""
    return reply if "return=representation" in call.headers.get("prefer", "").replace(" ", "") else Plain()
