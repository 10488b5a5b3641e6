"""W7: whether something that goes out speaks of anybody or any task after all, in whatever form it is written.

Nothing in a release can hold a name; this looks at what was made, so that it is seen where one gets in.
"""

from __future__ import annotations

import html
import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator

LETTERS, DIGITS = 3, 6
"""What has fewer letters, or is a shorter number, stands in everything and tells of nobody."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_QUOTED = re.compile(rb"=([0-9A-F]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)


def scan(made: bytes | str, forbidden: Collection[str], known: Collection[str] = ()) -> tuple[str, ...]:
    """Which of the forbidden words stand there, each as a word of its own, in any case; empty where none does.

    Read as text, with HTML, JSON, percent and mail escapes undone, as UTF-16, and with a PDF's streams inflated. Text
    that a PDF draws with a font of its own is not found: extract it first. `known` words belong there anyway.
    """
    asked = {folded: each for each in forbidden if _tells(folded := _folded(each))}
    for each in known:
        asked.pop(_folded(each), None)
    texts = [_folded(text) for text in _readings(made if isinstance(made, bytes) else made.encode())]
    return tuple(sorted({each for word, each in asked.items() if any(_has(text, word) for text in texts)}))


def _tells(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= LETTERS or (word.isdigit() and len(word) >= DIGITS)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _has(text: str, word: str) -> bool:
    if word not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _readings(made: bytes) -> Iterator[str]:
    for each in (made, *_inflated(made)):
        plain = each.decode(errors="replace")
        yield plain
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(plain))
        for escapes in (_PERCENT, _QUOTED):
            if escapes.search(each):
                yield escapes.sub(lambda found: bytes([int(found[1], 16)]), each).decode(errors="replace")
        if b"\x00" in each:
            yield from (each[odd:].decode("utf-16-be", errors="replace") for odd in (0, 1))


def _inflated(made: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(made):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
