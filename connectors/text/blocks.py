"""Rich text blocks: sections of text, lists that say how deep each stands, quotes, code.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block. What the page does not name is read as its fallback.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bridge.core.model.document import (
    Block,
    Code,
    Document,
    Emphasis,
    Hyperlink,
    Inline,
    Items,
    Mention,
    Paragraph,
    Preformatted,
    Quote,
    Strike,
    Strong,
    Text,
    Underline,
)
from bridge.core.model.reach import TextForm
from bridge.core.model.restrict import restricted
from connectors.text.blocks_marks import STYLES, write_blocks

__all__ = ["read_blocks", "write_blocks"]

Json = Mapping[str, Any]
Entry = tuple[int, bool, tuple[Inline, ...]]
"""How deep an entry of a list stands, whether it is numbered, and what it says."""
NOBODY = "?"
"""Stands for a person whose name is not known: an account's id is no name."""
DEEPEST = 8
"""How deep a list stands at most within others: Slack has nine levels, 0 to 8, so more is nobody's text."""
_STYLED: Mapping[str, type[Strong | Emphasis | Underline | Strike]] = {name: style for style, name in STYLES.items()}


def read_blocks(elements: Iterable[Json], names: Mapping[str, str] | None = None) -> Document:
    """The elements of a rich text block as a document that one can hold; `names` are people's by account.

    Never raises. What Slack shows and we write otherwise (a hyperlink to a telephone) is read as we write it.
    """
    return restricted(Document(tuple(_blocks(elements, names or {}))), TextForm.BLOCKS)


def _blocks(elements: Iterable[Json], names: Mapping[str, str]) -> Iterator[Block]:
    for is_list, group in groupby(elements, lambda element: element.get("type") == "rich_text_list"):
        if is_list:
            yield from _tree([entry for element in group for entry in _entries(element, names)], 0)
        else:
            yield from (_block(element, names) for element in group)


def _block(element: Json, names: Mapping[str, str]) -> Block:
    inside = _inside(element, names)
    match element.get("type"):
        case "rich_text_quote":
            return Quote((Paragraph(inside),))
        case "rich_text_preformatted":
            return Preformatted("".join(_typed(part) for part in _parts(element)))
        case _:
            return Paragraph(inside)


def _entries(element: Json, names: Mapping[str, str]) -> Iterator[Entry]:
    indent, ordered = element.get("indent"), element.get("style") == "ordered"
    depth = min(indent, DEEPEST) if isinstance(indent, int) else 0
    yield from ((depth, ordered, _inside(part, names)) for part in _parts(element))


def _tree(entries: Sequence[Entry], depth: int) -> list[Items]:
    """Lists at this depth; what stands deeper belongs to the entry before it."""
    found: list[tuple[bool, list[list[Block]]]] = []
    for deeper, group in groupby(entries, lambda entry: entry[0] > depth):
        if deeper:
            nested = _tree(list(group), depth + 1)
            if not found:
                found.append((nested[0].ordered, [[]]))
            found[-1][1][-1].extend(nested)
            continue
        for _, ordered, inside in group:
            if not found or found[-1][0] != ordered:
                found.append((ordered, []))
            found[-1][1].append([Paragraph(inside)])
    return [Items(ordered, tuple(map(tuple, listed))) for ordered, listed in found]


def _inside(element: Json, names: Mapping[str, str]) -> tuple[Inline, ...]:
    return tuple(_styled(part, names) for part in _parts(element))


def _parts(element: Json) -> Sequence[Json]:
    return [part for part in element.get("elements") or () if isinstance(part, Mapping)]


def _styled(part: Json, names: Mapping[str, str]) -> Inline:
    style = part.get("style")
    style = style if isinstance(style, Mapping) else {}
    inline = _leaf(part, names, is_code=bool(style.get("code")))
    for name, wrapped in _STYLED.items():
        if style.get(name):
            inline = wrapped((inline,))
    return Hyperlink(str(part["url"]), (inline,)) if part.get("type") == "link" and part.get("url") else inline


def _leaf(part: Json, names: Mapping[str, str], *, is_code: bool) -> Inline:
    if part.get("type") == "user" and part.get("user_id"):
        account = str(part["user_id"])
        return Mention(account, names.get(account) or NOBODY)
    typed = _typed(part)
    return Code(typed) if is_code else Text(typed)


def _typed(part: Json) -> str:
    """What a reader sees of a part that is no person."""
    match part.get("type"):
        case "text":
            return str(part.get("text") or "")
        case "link":
            return str(part.get("text") or part.get("url") or "")
        case "emoji":
            return _sign(part)
        case "broadcast":
            return f"@{part.get('range', 'channel')}"
        case _:
            return str(part.get("fallback") or part.get("value") or part.get("text") or "")


def _sign(emoji: Json) -> str:
    """The emoji's characters; a workspace's own emoji goes by its name."""
    try:
        return "".join(chr(int(point, 16)) for point in str(emoji["unicode"]).split("-"))
    except (KeyError, ValueError, OverflowError):
        return f":{emoji.get('name', '')}:"
