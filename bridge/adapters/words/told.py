"""What connectors say, in the reader's language.

They say it in English, as one sentence that is kept as it is (`Trello, creating a card: the tool asks us to wait.`) and
shown when somebody looks, who may read another language. So it is put into that language then, by tables of the
sentences that there are. One that no table knows is shown as it was said: better in English than not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bridge.adapters.words.acts_de import GERMAN_ACTS
from bridge.adapters.words.findings_de import GERMAN_FINDINGS
from bridge.adapters.words.troubles_de import GERMAN_OF_TOOLS, GERMAN_PARTS, GERMAN_TROUBLE

_TOOL = "Asana|Graph|Microsoft|Slack|Teams|Trello"
_HEAD = re.compile(rf"(?P<tool>{_TOOL})(?:, (?P<act>[^:]+))?: (?P<said>.+)", re.DOTALL)
_NAME = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence with names in braces for what differs, and the same in the other language."""

    found: re.Pattern[str]
    said: str

    @classmethod
    def of(cls, sentence: str, said: str) -> _Form:
        def group(name: re.Match[str]) -> str:
            return f"(?P<{name[1]}>{_TOOL if name[1] == 'tool' else '.+?'})"

        return cls(re.compile(_NAME.sub(group, re.escape(sentence)), re.DOTALL), said)


@cache
def _forms() -> tuple[Mapping[str, str], tuple[_Form, ...]]:
    """Sentences in which nothing differs, and the forms of the others, those of the most words first."""
    rows = {**GERMAN_ACTS, **GERMAN_TROUBLE, **GERMAN_OF_TOOLS, **GERMAN_PARTS, **GERMAN_FINDINGS}
    forms = sorted((row for row in rows.items() if "{" in row[0]), key=lambda row: -len(row[0]))
    return rows, tuple(_Form.of(sentence, said) for sentence, said in forms)


def in_german(sentence: str) -> str:
    """What a connector said, with its parts, in German; as it was where nothing of it is known."""
    if head := _HEAD.fullmatch(sentence):
        act = f", {in_german(head['act'])}" if head["act"] else ""
        return f"{head['tool']}{act}: {in_german(head['said'])}"
    rows, forms = _forms()
    if sentence in rows:
        return rows[sentence]
    return next(_filled(sentence, forms), sentence)


def _filled(sentence: str, forms: tuple[_Form, ...]) -> Iterator[str]:
    for form in forms:
        if found := form.found.fullmatch(sentence):
            yield form.said.format(**{name: _part(value) for name, value in found.groupdict().items()})


def _part(value: str) -> str:
    """A part that is known, else each of a list, else as it is."""
    whole = in_german(value)
    return whole if whole != value else ", ".join(map(in_german, value.split(", ")))
