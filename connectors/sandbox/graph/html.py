"""HTML of channel messages: what Teams keeps of it, and what a reader sees."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from html.parser import HTMLParser

_BARE = (
    "b", "strong", "i", "em", "u", "s", "strike", "del", "sub", "sup", "p", "div", "span", "br", "hr", "ul", "ol", "li",
    "blockquote", "pre", "code", "codeblock", "h1", "h2", "h3", "table", "tbody", "thead", "tr", "td", "th",
)  # fmt: skip
_KEPT: dict[str, tuple[str, ...]] = {
    "a": ("href", "title"),
    "at": ("id",),
    "attachment": ("id",),
    "img": ("src", "alt", "width", "height"),
    "emoji": ("id", "alt", "title"),
    **dict.fromkeys(_BARE, ()),
}
_SILENT = ("script", "style")
_EMPTY = ("br", "hr", "img")
_BLOCKS = frozenset(
    ("p", "div", "br", "hr", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "tr", "td", "th", "table")
)


class _Kept(HTMLParser):
    """Tags and attributes that Teams lets through; comments and everything hidden go."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.mentioned: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _KEPT:
            return
        kept = {name: value or "" for name, value in attrs if name in _KEPT[tag]}
        if kept.get("href", "").strip().lower().startswith(("javascript:", "data:")):
            del kept["href"]
        if tag == "at":
            self.mentioned.append(kept.get("id", ""))
        self.pieces.append(f"<{tag}{''.join(f' {name}={_quoted(value)}' for name, value in kept.items())}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _KEPT and tag not in _EMPTY:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(escape(data, quote=False))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces += [" "] if tag in _BLOCKS else []

    def handle_endtag(self, tag: str) -> None:
        self.pieces += [" "] if tag in _BLOCKS else []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def kept(content: str) -> tuple[str, list[str]]:
    """The HTML as Teams keeps it, and the ids of the mentions in it."""
    reader = _Kept()
    reader.feed(content)
    reader.close()
    return "".join(reader.pieces), reader.mentioned


@lru_cache(maxsize=20_000)
def as_read(content: str, kind: str) -> str:
    """What a reader sees, each run of white space one space."""
    if kind == "text":
        return " ".join(content.split())
    reader = _Words()
    reader.feed(content)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'
