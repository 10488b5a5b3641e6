"""What the report was given, as it is shown: on one line, short, and nothing that a program would act on."""

from __future__ import annotations

import re

from bridge.core.model.characters import beginning, folded
from bridge.ports.words import Words

LONGEST = 100
"""Signs that are shown of a title; the task has the whole."""
DIRECTING = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
"""Invisible signs that turn around what follows, or hide within it."""
COMPUTED = ("=", "+", "-", "@", "|")
"""A text that begins so, copied into a spreadsheet, may be taken for a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""


def shown(text: str, longest: int = LONGEST) -> str:
    """The text for a reader. One that a spreadsheet would compute stands in quotation marks."""
    one = folded(DIRECTING.sub("", text))
    if len(one) > longest:
        one = f"{beginning(one, longest - 1).rstrip()}…"
    return f"»{one}«" if one.startswith(COMPUTED) else one


def named(kind: str, name: str, say: Words) -> str:
    """The word for a field, place or tool; for one that the words do not know, its name."""
    try:
        return say(f"weekly.{kind}.{name}")
    except KeyError:
        return shown(name)
