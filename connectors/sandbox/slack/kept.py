"""Texts as Slack keeps them: three characters escaped, addresses marked, and rich text made of what people type.

Source: https://docs.slack.dev/messaging/formatting-message-text/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectors.sandbox.slack.values import Obj

_MARKED = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?|mailto|tel):[^<>\s]+[^<>]*)>")
_EMPHASIS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_STYLES = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_BARE = re.compile(r"&(?!(?:amp|lt|gt);)")
_ADDRESS = re.compile(r"(?<![\w|<])https?://[^\s<>|]*[^\s<>|.,;:!?)\]'\"]")


def as_kept(text: str, *, addresses: bool = True) -> str:
    """A text as it comes back: what is not Slack's own marking is escaped, bare addresses become links."""
    pieces, place = [], 0
    for found in _MARKED.finditer(text):
        pieces += [_escaped(text[place : found.start()], addresses=addresses), found.group()]
        place = found.end()
    return "".join((*pieces, _escaped(text[place:], addresses=addresses)))


def _escaped(text: str, *, addresses: bool) -> str:
    escaped = _BARE.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _ADDRESS.sub(lambda found: f"<{found.group()}>", escaped) if addresses else escaped


def unescaped(text: str) -> str:
    """The three characters as they are read."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(kept: str, block_id: str) -> Obj:
    """The block that Slack makes of a text without blocks."""
    elements, place = list[Obj](), 0
    for found in _MARKED.finditer(kept):
        elements += [*_styled(kept[place : found.start()]), _element(found.group()[1:-1])]
        place = found.end()
    elements += _styled(kept[place:])
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def _styled(text: str) -> Iterator[Obj]:
    """Plain and emphasised pieces; emphasis within emphasis stays in its characters."""
    place = 0
    for found in _EMPHASIS.finditer(text):
        if before := text[place : found.start()]:
            yield {"type": "text", "text": unescaped(before)}
        yield {"type": "text", "text": unescaped(found.group(2)), "style": {_STYLES[found.group(1)]: True}}
        place = found.end()
    if rest := text[place:]:
        yield {"type": "text", "text": unescaped(rest)}


def _element(inner: str) -> Obj:
    target, _, label = inner.partition("|")
    match inner[0]:
        case "@":
            return {"type": "user", "user_id": target[1:]}
        case "#":
            return {"type": "channel", "channel_id": target[1:]}
        case "!":
            return {"type": "broadcast", "range": target[1:]}
        case _:
            return {"type": "link", "url": unescaped(target), **({"text": unescaped(label)} if label else {})}
