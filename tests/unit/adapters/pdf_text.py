"""What a screen reader reads of a PDF: its structure tree in order, each element with its text.

Reads the files that WeasyPrint writes, no others: fonts with a ToUnicode map, text as hexadecimal glyphs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

Objects = dict[int, bytes]
TOKEN = re.compile(
    rb"/(\w+)\s+<</MCID (\d+)>>\s+BDC|/(Artifact)\s+BMC|\b(EMC)\b|/(\w+) [\d.]+ Tf|\[((?:<\w*>|[-\d. ])*)\] TJ"
)

KID = re.compile(
    rb"/Pg (?P<page>\d+) 0 R/MCID (?P<mark>\d+)|(?P<element>\d+) 0 R|(?<![\w/])(?P<own>\d+)(?! 0 R)(?![\d])"
)


@dataclass(frozen=True, slots=True)
class Read:
    """An element with text of its own: `path` are the tags above it, outermost first."""

    path: tuple[str, ...]
    text: str


def objects_of(pdf: bytes) -> Objects:
    """Every object by its number, streams unpacked."""
    found: Objects = {}
    for match in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL):
        head, _, rest = match[2].partition(b"stream\n")
        body = rest.rpartition(b"\nendstream")[0]
        body = zlib.decompress(body) if b"/FlateDecode" in head else body
        if b"/ObjStm" not in head:
            found[int(match[1])] = head + body
        else:
            first = int(_one(rb"/First (\d+)", head))
            numbers = list(map(int, body[:first].split()))
            starts = [*numbers[1::2], len(body) - first]
            for at, number in enumerate(numbers[::2]):
                found[number] = body[first + starts[at] : first + starts[at + 1]]
    return found


def read_aloud(pdf: bytes) -> list[Read]:
    """The document in the order of its tags."""
    objects = objects_of(pdf)
    root = next(each for each in objects.values() if b"/Type /StructTreeRoot" in each)
    texts = _texts(objects)
    top = _one(rb"/K \[?(\d+) 0 R", root)
    return list(_elements(objects, texts, int(top), ()))


def text_of(pdf: bytes) -> str:
    """All of it, an element a line."""
    return "\n".join(read.text for read in read_aloud(pdf))


def _elements(
    objects: Objects, texts: dict[tuple[int, int], str], number: int, above: tuple[str, ...]
) -> Iterator[Read]:
    element = objects[number]
    path = (*above, _one(rb"/S /(\w+)", element).decode())
    if alternative := re.search(rb"/Alt (?:\((.*?)(?<!\\)\)|<(\w+)>)", element, re.DOTALL):
        yield Read((*path, "Alt"), _string(alternative))
    kids = re.search(rb"/K \[(.*?)\]", element, re.DOTALL)
    for kid in KID.finditer(kids[1] if kids else b""):
        if kid["element"] and b"/StructElem" in objects[int(kid["element"])]:
            yield from _elements(objects, texts, int(kid["element"]), path)
        elif mark := kid["mark"] or kid["own"]:
            page = kid["page"] or _one(rb"/Pg (\d+)", element)
            if text := texts.get((int(page), int(mark)), ""):
                yield Read(path, text)


def _texts(objects: Objects) -> dict[tuple[int, int], str]:
    fonts = {
        name.decode(): _unicode(objects[int(_one(rb"/ToUnicode (\d+)", objects[int(number)]))])
        for each in objects.values()
        for name, number in re.findall(rb"/([A-Z]{6}) (\d+) 0 R", each)
        if b"/ToUnicode" in objects[int(number)]
    }
    texts: dict[tuple[int, int], str] = defaultdict(str)
    for page, each in objects.items():
        if re.search(rb"/Type /Page\b", each):
            for mark, text in _marked(objects[int(_one(rb"/Contents (\d+)", each))], fonts):
                texts[page, mark] += text
    return texts


def _marked(content: bytes, fonts: dict[str, dict[bytes, str]]) -> Iterator[tuple[int, str]]:
    mark, font = -1, {}
    for token in TOKEN.finditer(content):
        if token[2]:
            mark = int(token[2])
        elif token[3] or token[4]:
            mark = -1
        elif token[5]:
            font = fonts.get(token[5].decode(), {})
        elif mark >= 0:
            glyphs = re.findall(rb"[0-9a-f]{4}", b"".join(re.findall(rb"<(\w+)>", token[6])))
            yield mark, "".join(font.get(glyph, "?") for glyph in glyphs)


def _unicode(table: bytes) -> dict[bytes, str]:
    return {
        glyph: bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in re.findall(rb"<(\w{4})> <(\w+)>\n", table.partition(b"beginbfchar")[2])
    }


def _string(found: re.Match[bytes]) -> str:
    if found[2]:
        return bytes.fromhex(found[2].decode()).decode("utf-16")
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode("latin-1")


def _one(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    assert found, f"{pattern!r} is not in {text[:80]!r}"
    return bytes(found[1])
