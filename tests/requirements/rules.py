"""The rules in our own words, from the files `rules_*.toml` beside this one.

A section is named by its identifier and has `en` and `de`, and `open` where something is not held by a test: why. Where
several files speak of one identifier, all of it counts, in the order of their names.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.requirements.wanted import PRIORITY

FOLDER = Path(__file__).parent
SPOKEN = ("de", "en", "open")


class Unknown(Exception):
    """A file says something that has no place on the page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds, in both languages, and what no test shows yet."""

    de: str = ""
    en: str = ""
    open: str = ""

    def with_more(self, other: Rule) -> Rule:
        """Both, one after the other; what was said already is not said again."""
        return Rule(*(_joined(getattr(self, name), getattr(other, name)) for name in SPOKEN))


def rules(folder: Path = FOLDER) -> dict[str, Rule]:
    """By identifier. Raises Unknown for an identifier or a key that there is not."""
    found: dict[str, Rule] = {}
    for file in sorted(folder.glob("rules_*.toml")):
        for identifier, said in tomllib.loads(file.read_text("utf-8")).items():
            if identifier not in PRIORITY:
                raise Unknown(f"{file.name}: {identifier} is no identifier of tests/requirements/wanted.py.")
            if strange := said.keys() - set(SPOKEN):
                raise Unknown(f"{file.name}, {identifier}: {', '.join(sorted(strange))} is none of {SPOKEN}.")
            rule = Rule(**{key: " ".join(value.split()) for key, value in said.items()})
            found[identifier] = found.get(identifier, Rule()).with_more(rule)
    return found


def _joined(one: str, other: str) -> str:
    return one if other in one else f"{one} {other}".strip()
