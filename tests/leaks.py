"""Tokens of the sandbox's own accounts in what a test said: the service had them, and nothing may show them."""

from __future__ import annotations

import re

SEEDED = re.compile(
    r"sandbox-(?:access|refresh|code)-[0-9a-f]{40}|token-of-[\w-]+|secret-of-[\w-]+|cobridge-asana-(?:token|secret)"
    r"|x(?:oxb|app)-cobridge|cobridge-(?:slack-secret|signing-secret|graph-secret|graph-refresh)"
)
"""What accounts have where a seed says nothing, and what sign-ins give."""


def leaked(said: str) -> str:
    """The first such token, cut so that it is not shown once more; empty where there is none."""
    found = SEEDED.search(said)
    return f"{found[0][:12]}…" if found else ""
