"""Other people leave a copy of somebody's data: their names, addresses and accounts never stand in it (Art. 15(4))."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bridge.core.reports.gdpr.found import Record, Value

SHORTEST = 3
"""A part of a name shorter than this is no name by itself, and an id or account not longer none that a text names."""
GENITIVE = r"(?:['’]?s)?"
"""`Brandts Entwurf`, `Lena's draft`."""
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")


@dataclass(frozen=True)
class Redaction:
    """Puts `instead` in the place of other people.

    `names` are those of all others, `signs` their addresses, ids and accounts. `own` are the person's names: a word of
    these is no trace of somebody else. `kept` are names of organisations and the like, which stay as a whole.
    """

    instead: str
    names: frozenset[str]
    signs: frozenset[str]
    own: frozenset[str] = field(default_factory=frozenset)
    kept: frozenset[str] = field(default_factory=frozenset)

    def text(self, text: str) -> str:
        """The text without other people. What is kept stays also where somebody else has a part of the same name."""
        if not text:
            return text
        return self._any.sub(lambda found: found.group() if found.group("kept") else self.instead, text)

    def record(self, record: Record, plain: Collection[str] = ()) -> Record:
        """The record without other people; fields in `plain` hold no text of anybody."""
        return {name: value if name in plain else self._value(value) for name, value in record.items()}

    def _value(self, value: Value) -> Value:
        return self.text(value) if isinstance(value, str) else value

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Longer ones first, so that a whole name is replaced once. A name as a whole is found in any case."""
        stay = {*self.own, *self.kept}
        kept = {each.casefold() for each in stay}
        names = [each for each in self.names if each.strip() and each.casefold() not in kept]
        signs = [each for each in self.signs if len(each) > SHORTEST and each.casefold() not in kept]
        parts = sorted(set(self._parts()), key=lambda each: (-len(each), each))
        both = [
            f"(?P<kept>(?i:{_alternatives(stay)}))" if stay else r"(?P<kept>(?!))",
            f"(?i:{_alternatives(names)}){GENITIVE}" if names else r"(?!)",
            f"(?i:{_alternatives(signs)})" if signs else r"(?!)",
            f"(?:{'|'.join(map(re.escape, parts))}){GENITIVE}" if parts else r"(?!)",
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(both)})(?!\w)")

    def _parts(self) -> Iterator[str]:
        """First and last names by themselves, as they are written and in capitals; `von` is no name."""
        own = {word.casefold() for each in self.own for word in _WORD.findall(each)}
        for name in self.names:
            for word in _WORD.findall(name):
                if len(word) >= SHORTEST and word[0].isupper() and word.casefold() not in own:
                    yield from (word, word.upper())


def _alternatives(texts: Iterable[str]) -> str:
    """Any of the texts, whatever white space stands between their words."""
    ordered = sorted({" ".join(each.split()) for each in texts if each.strip()}, key=lambda each: (-len(each), each))
    return "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered)
