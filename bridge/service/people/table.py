"""A list of people as a file brings it: bytes become rows of texts, as Excel and others write them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

SEPARATORS = ";,\t"
_NAMED_SEPARATOR = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)
"""What Excel puts before the headings to tell itself the separator."""
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class UnreadableError(Exception):
    """The bytes are no such list; `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Row:
    """One row, with the line of the file in which it begins."""

    line: int
    cells: tuple[str, ...]


def rows_of(content: bytes) -> tuple[Row, Sequence[Row]]:
    """The headings, and the rows below them that are not empty; cells without space around them.

    UTF-8 with or without a mark at its beginning, UTF-16 with one, or Windows-1252; separated by `;`, `,` or tabs.
    Raises UnreadableError.
    """
    text = _decoded(content)
    named = _NAMED_SEPARATOR.match(text)
    body = text[named.end() :] if named else text
    separator = named.group(1) if named else _separator(body)
    rows = list(_read(body, separator, first=2 if named else 1))
    if not rows:
        raise UnreadableError("people.file.empty")
    return rows[0], rows[1:]


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    for name in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError("people.file.encoding")


def _separator(text: str) -> str:
    """The one that most headings stand between, outside of quotes."""
    heading = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max(SEPARATORS, key=heading.count)


def _read(text: str, separator: str, first: int) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = first
    try:
        for cells in reader:
            cleaned = tuple(map(_cleaned, cells))
            if any(cleaned):
                yield Row(line, cleaned)
            line = first + reader.line_num
    except csv.Error as fault:
        raise UnreadableError("people.file.quotes") from fault


def _cleaned(cell: str) -> str:
    """One line in NFC; Excel leaves hard spaces and signs without width."""
    visible = "".join(sign for sign in cell if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible).split())
