"""A question that a person answers with yes or no, in either language."""

from __future__ import annotations

import sys

AGREED = frozenset({"j", "ja", "y", "yes"})


def says_yes(question: str) -> bool:
    """Whether the next line says yes; whatever else it says, or where there is none, the answer is no."""
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in AGREED
