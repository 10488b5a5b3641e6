"""What a person reads in a text, a block or a message: markup taken off, references shown by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.slack.entities import Channel, User
from connectors.sandbox.slack.kept import unescaped
from connectors.sandbox.slack.values import Obj

_MARKED = re.compile(r"<([^<>]+)>")
_CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]*[^{mark}\s])?{mark}(?![\w{mark}])")
    for mark in (r"\*", "_", "~")
)
_LINE_START = re.compile(r"^[ \t]*(?:&gt;|[•◦▪‣]|-(?=\s)|\d+[.)](?=\s))[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reader:
    """Knows the names behind ids."""

    users: Mapping[str, User]
    channels: Mapping[str, Channel]

    def text(self, mrkdwn: str) -> str:
        """A text with Slack's marks, as it is read; line breaks stay."""
        pieces, place = [], 0
        for found in _CODE.finditer(mrkdwn):
            pieces += [self._prose(mrkdwn[place : found.start()]), unescaped(found.group(1) or found.group(2))]
            place = found.end()
        return "".join((*pieces, self._prose(mrkdwn[place:])))

    def block(self, block: Obj) -> str:
        """The text of a block, its parts on lines of their own; what is typed into or pressed is no text."""
        return "\n".join(piece for piece in self._pieces(block) if piece)

    def message(self, message: Obj) -> str:
        """A message: its blocks, or its text where it has none."""
        blocks = message.get("blocks") or []
        return "\n".join(self.block(block) for block in blocks) if blocks else self.text(message.get("text", ""))

    def rich(self, elements: Iterable[Obj]) -> str:
        """The elements of a rich text."""
        return "".join(self._element(element) for element in elements)

    def _prose(self, mrkdwn: str) -> str:
        text = _LINE_START.sub("", mrkdwn)
        for mark in _EMPHASIS:
            text = mark.sub(lambda found: found.group(1) or "", text)
        return unescaped(_MARKED.sub(lambda found: self._reference(found.group(1)), text))

    def _reference(self, inner: str) -> str:
        target, _, label = inner.partition("|")
        match inner[0]:
            case "@":
                user = self.users.get(target[1:])
                return f"@{user.real_name}" if user else f"@{label or target[1:]}"
            case "#":
                channel = self.channels.get(target[1:])
                return f"#{channel.name}" if channel else f"#{label or target[1:]}"
            case "!":
                return label or f"@{target[1:]}"
            case _:
                return label or target.removeprefix("mailto:").removeprefix("tel:")

    def _pieces(self, block: Obj) -> Iterator[str]:
        match block.get("type"):
            case "section":
                yield from (self._object(each) for each in (block.get("text"), *block.get("fields", ())) if each)
            case "header":
                yield self._object(block["text"])
            case "context":
                yield " ".join(self._object(each) for each in block["elements"] if "text" in each)
            case "rich_text":
                yield self.rich(block.get("elements", ()))
            case "markdown":
                yield str(block.get("text", ""))

    def _object(self, text: Obj) -> str:
        return self.text(text["text"]) if text["type"] == "mrkdwn" else unescaped(text["text"])

    def _element(self, element: Obj) -> str:
        match element:
            case {"type": "rich_text_section" | "rich_text_preformatted" | "rich_text_quote", "elements": inner}:
                return self.rich(inner) + "\n"
            case {"type": "rich_text_list", "elements": inner}:
                return "\n" + self.rich(inner)
            case {"type": "text", "text": text}:
                return str(text)
            case {"type": "link", "url": url, **rest}:
                return str(rest.get("text") or url)
            case {"type": "user", "user_id": whom} | {"type": "broadcast", "range": whom}:
                return self._reference(f"@{whom}")
            case {"type": "channel", "channel_id": channel}:
                return self._reference(f"#{channel}")
            case {"type": "emoji", "name": name, **rest}:
                return _emoji(rest.get("unicode"), str(name))
        return str(element.get("fallback", ""))  # a date has one


def folded(text: str) -> str:
    """Each run of white space as one space."""
    return " ".join(text.split())


def _emoji(code: Any, name: str) -> str:
    return "".join(chr(int(point, 16)) for point in code.split("-")) if isinstance(code, str) else f":{name}:"
