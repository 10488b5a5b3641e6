"""A channel message's text <-> a document. Teams' messages are HTML, as its editor makes it; without I/O.

Source: learn.microsoft.com/graph/api/resources/chatmessage (body, mentions). What reads documents elsewhere takes
well-formed XML, so a message is first rewritten as that: known elements only, white space as a browser shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from bridge.core.model.document import (
    Block,
    Break,
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
from bridge.core.model.wording import lines
from connectors.text.html import read_html
from connectors.text.plain import read_plain

Json = Any
_TAGS: dict[type, str] = {Strong: "strong", Emphasis: "em", Underline: "u", Strike: "s"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SAME = ("strong", "em", "u", "s", "code", "a", "p", "ul", "ol", "li", "blockquote", "pre", *_HEADINGS)
_OTHERS = {"b": "strong", "i": "em", "del": "s", "strike": "s", "codeblock": "pre", "div": "p", "tr": "p"}
_READ = {tag: tag for tag in _SAME} | _OTHERS
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "hr", "br", *_HEADINGS})
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_message(message: Json) -> Document:
    """What a message says, as a normal document. Never raises."""
    body = message.get("body") or {}
    content = body.get("content") or ""
    if body.get("contentType") != "html":
        return read_plain(content)
    reader = _Reader({str(each.get("id")): _account(each) for each in message.get("mentions") or ()})
    reader.feed(content)
    reader.close()
    try:
        return read_html(reader.rewritten())
    except ValueError:
        return read_plain(reader.words())


def _account(mention: Json) -> str:
    return str(((mention.get("mentioned") or {}).get("user") or {}).get("id") or "")


class _Reader(HTMLParser):
    """Rewrites a message as well-formed XML in the form of `connectors/text/html.py`."""

    def __init__(self, accounts: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._accounts = accounts
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._fresh = True
        """Whether a line begins here, where white space shows nothing."""

    def rewritten(self) -> str:
        """The whole; what nobody closed ends with it."""
        return f"<body>{''.join(self._pieces)}{''.join(f'</{tag}>' for tag in reversed(self._open))}</body>"

    def words(self) -> str:
        """What stands between the marks."""
        return unescape(re.sub(r"<[^>]*>", " ", "".join(self._pieces)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "br" | "hr":
                self._put(f"<{tag}/>", block=True)
            case "img" if given.get("src"):
                self._put(f'<img src="{escape(given["src"])}" alt="{escape(given.get("alt", ""))}"/>')
            case "emoji":
                self._put(escape(given.get("alt", ""), quote=False))
            case "at":
                self._begin("a", f' data-asana-gid="{escape(self._accounts.get(given.get("id", ""), ""))}"')
            case "a":
                self._begin("a", f' href="{escape(given.get("href", ""))}"')
            case _ if tag in _READ:
                self._begin(_READ[tag])

    def handle_endtag(self, tag: str) -> None:
        name = "a" if tag == "at" else _READ.get(tag, "")
        if name not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            self._put(f"</{closed}>", block=closed in _BLOCKS)
            if closed == name:
                return

    def handle_data(self, data: str) -> None:
        if "pre" in self._open:
            self._put(escape(data, quote=False))
            return
        text = _SPACE.sub(" ", data)
        text = text.lstrip(" ") if self._fresh else text
        if text:
            self._put(escape(text, quote=False))
            self._fresh = text.endswith(" ")

    def _begin(self, tag: str, attributes: str = "") -> None:
        self._put(f"<{tag}{attributes}>", block=tag in _BLOCKS)
        self._open.append(tag)

    def _put(self, piece: str, *, block: bool = False) -> None:
        if block and self._pieces:
            self._pieces[-1] = self._pieces[-1].rstrip(" ")
        self._pieces.append(piece)
        self._fresh = block or (self._fresh and piece.startswith("<"))


@dataclass(slots=True)
class _Written:
    """A message being written; `mentions` fill up with the people in it."""

    mentions: list[Json] = field(default_factory=list)

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(inside):
                return f"<p>{self._inside(inside)}</p>"
            case Quote(blocks):
                return f"<blockquote>{self.blocks(blocks)}</blockquote>"
            case Items(ordered, entries):
                tag = "ol" if ordered else "ul"
                return f"<{tag}>{''.join(f'<li>{self._entry(entry)}</li>' for entry in entries)}</{tag}>"
            case Preformatted(text):
                return f"<pre>{escape(text, quote=False)}</pre>"
            case _:
                return "".join(f"<p>{self._inside(line)}</p>" for line in lines(block))

    def _entry(self, entry: Sequence[Block]) -> str:
        return "".join(
            self._inside(block.inside) if isinstance(block, Paragraph) else self._block(block) for block in entry
        )

    def _inside(self, inside: Iterable[Inline]) -> str:
        return "".join(part for inline in inside for part in self._inline(inline))

    def _inline(self, inline: Inline) -> Iterator[str]:
        match inline:
            case Text(text):
                yield _shown(text)
            case Break():
                yield "<br>"
            case Code(text):
                yield f"<code>{_shown(text)}</code>"
            case Mention(account, name):
                yield self._mention(account, name)
            case Hyperlink(url, within):
                yield f'<a href="{escape(url)}">{self._inside(within)}</a>'
            case Strong(within) | Emphasis(within) | Underline(within) | Strike(within):
                tag = _TAGS[type(inline)]
                yield f"<{tag}>{self._inside(within)}</{tag}>"
            case _:
                yield _shown(inline.text or inline.url)

    def _mention(self, account: str, name: str) -> str:
        number = len(self.mentions)
        person = {"user": {"id": account, "displayName": name, "userIdentityType": "aadUser"}}
        self.mentions.append({"id": number, "mentionText": name, "mentioned": person})
        return f'<at id="{number}">{escape(name, quote=False)}</at>'


def write_message(document: Document) -> Json:
    """The body of a message that says so."""
    written = _Written()
    content = written.blocks(restricted(document, TextForm.RICH_COMMENT).blocks)
    mentions = {"mentions": written.mentions} if written.mentions else {}
    return {"body": {"contentType": "html", "content": content or "<p></p>"}, **mentions}


def write_root(title: str, url: str) -> Json:
    """The body of the message below which a task's comments are: its title, leading to the task."""
    content = f'<p><a href="{escape(url)}">{escape(title, quote=False)}</a></p>'
    return {"body": {"contentType": "html", "content": content}}


def _shown(text: str) -> str:
    """Text with every space kept that HTML would fold."""
    return re.sub(r"(?<= ) | (?= )|^ | $", "&nbsp;", escape(text, quote=False))
