"""The words in which commands speak."""

from __future__ import annotations

import os

from bridge.adapters import words
from bridge.ports.words import Words


def speech() -> Words:
    """The words of the command line: English where the environment's language is, else German."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return words.spoken("en" if language.casefold().startswith("en") else "de")
