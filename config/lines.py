"""On which line of a TOML text a value stands; tomllib tells values only.

Reads no more than the layout: table headers, keys at the start of a line, and where a text of several lines ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
LONG_TEXT = re.compile(r'"""|\'\'\'')


@dataclass(slots=True)
class LineIndex:
    """The line, counted from 1, of each table and key."""

    text: str
    _lines: dict[Path, int] = field(default_factory=dict)
    _counts: dict[Path, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look through the text once."""
        table: Path = ()
        for number, line in lines_outside_texts(self.text):
            if header := HEADER.match(line):
                table = self._opened(_parts(header[2]), is_list=header[1] == "[[")
                self._lines.setdefault(table, number)
            elif key := KEY.match(line):
                self._lines.setdefault((*table, *_parts(key[1])), number)

    def line(self, path: Path) -> int:
        """The line of the value, else of the nearest table or key around it; 1 for what stands nowhere."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def knows(self, path: Path) -> bool:
        """Whether the table or key has a line of its own."""
        return path in self._lines

    def _opened(self, names: tuple[str, ...], *, is_list: bool) -> Path:
        """The path of a table: lists among its names stand for their last element so far."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, names[-1])
        if is_list:
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
        return path


def lines_outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """The numbered lines that do not begin within a text of several lines."""
    within = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not within:
            yield number, line
        for mark in LONG_TEXT.findall(line):
            within = "" if mark == within else within or mark


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in PART.findall(dotted))
