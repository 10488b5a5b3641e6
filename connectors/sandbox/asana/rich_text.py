"""Asana's rich text: a little XML below `<body>`. Bad XML or a tag outside the list is refused.

Source: https://developers.asana.com/docs/rich-text
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Literal, NamedTuple
from xml.etree import ElementTree as ET

from connectors.sandbox.asana.entities import Text
from connectors.sandbox.asana.errors import bad

_INLINE = frozenset({"strong", "em", "u", "s", "code", "a"})
_BLOCKS = frozenset({"ul", "ol", "blockquote", "pre"})
_IN_NOTES = frozenset({"h1", "h2", "hr", "img"})
_EMPTY = frozenset({"hr", "img"})
_LISTS = ("ul", "ol")
_BREAKING = _BLOCKS | {"h1", "h2"}
_ATTRIBUTES = {"a": ("href", "data-asana-"), "img": ("src", "alt", "style", "data-")}
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}]")
_MOST = 65_535


class Target(NamedTuple):
    """What a mention points at."""

    kind: str
    href: str
    text: str


Find = Callable[[str], Target | None]


def from_plain(text: str, field: str) -> Text:
    """A plain text; Asana makes links of the addresses in it."""
    _check_length(text, field)
    linked = _URL.sub(r'<a href="\g<0>">\g<0></a>', escape(text, quote=False))
    return Text(text, f"<body>{linked}</body>")


def from_html(html: str, field: str, place: Literal["notes", "comment"], find: Find) -> tuple[Text, list[str]]:
    """A rich text with its mentions filled in, and the gids mentioned. Raises a 400 for what Asana would not take."""
    _check_length(html, field)
    body = _parsed(html, field)
    allowed = _INLINE | _BLOCKS | {"li"} | (_IN_NOTES if place == "notes" else frozenset())
    if body.tag != "body" or body.attrib or not all(_fits(parent, allowed) for parent in body.iter()):
        raise bad(f"{field}: XML is invalid")
    mentioned = [_expand(link, find) for link in body.iter("a") if "data-asana-gid" in link.attrib]
    return Text(_plain(body), ET.tostring(body, encoding="unicode")), mentioned


def reader(html: str) -> str:
    """What a person reads: no markup, white space folded."""
    return " ".join("".join(_read(ET.fromstring(html))).split())  # noqa: S314  written by from_plain or from_html


def _read(element: ET.Element) -> Iterator[str]:
    gap = "" if element.tag in _INLINE else " "
    yield gap + (element.text or "")
    for child in element:
        yield from _read(child)
        yield child.tail or ""
    yield gap


def _check_length(text: str, field: str) -> None:
    if len(text) > _MOST:
        raise bad(f"{field}: Value is too long; at most {_MOST} characters are allowed")


def _parsed(html: str, field: str) -> ET.Element:
    if "<!" in html or "<?" in html:
        raise bad(f"{field}: XML is invalid")
    try:
        return ET.fromstring(html)  # noqa: S314  no document type can come this far
    except (ET.ParseError, ValueError) as fault:
        raise bad(f"{field}: XML is invalid") from fault


def _fits(parent: ET.Element, allowed: frozenset[str]) -> bool:
    """Whether the children of an element may stand there, with the attributes they have."""
    if parent.tag in _EMPTY:
        return len(parent) == 0 and not parent.text
    if parent.tag in _LISTS and ((parent.text or "") + "".join(child.tail or "" for child in parent)).strip():
        return False
    return all(_child_fits(parent.tag, child, allowed) for child in parent)


def _child_fits(parent: str, child: ET.Element, allowed: frozenset[str]) -> bool:
    if child.tag not in allowed or (child.tag == "li") != (parent in _LISTS):
        return False
    if parent == "li" and child.tag in _IN_NOTES | {"blockquote", "pre"}:
        return False
    if parent in _INLINE | {"h1", "h2", "blockquote", "pre"} and child.tag not in _INLINE:
        return False
    known = _ATTRIBUTES.get(child.tag, ())
    if child.tag == "a" and not {"href", "data-asana-gid"} & child.attrib.keys():
        return False
    return all(any(name.startswith(prefix) for prefix in known) for name in child.attrib)


def _expand(link: ET.Element, find: Find) -> str:
    gid = link.attrib["data-asana-gid"]
    target = find(gid) or Target("unknown", f"https://app.asana.com/0/0/{gid}", "Private Link")
    link.attrib.update(
        {
            "href": target.href,
            "data-asana-accessible": str(target.kind != "unknown").lower(),
            "data-asana-type": target.kind,
            "data-asana-dynamic": "true",
        }
    )
    for child in list(link):
        link.remove(child)
    link.text = target.text
    return gid


def _plain(body: ET.Element) -> str:
    """The text as `notes` shows it: an address in place of the words of a link, list entries set in."""
    written: list[str] = []
    _write(body, written)
    return "".join(written).strip("\n")


def _write(element: ET.Element, written: list[str]) -> None:
    match element.tag:
        case "a":
            written.append(element.attrib.get("href", ""))
            return
        case "hr":
            _line(written, "------------------------\n")
        case "li":
            _line(written, "    ")
        case "h1" | "h2" | "blockquote" | "pre":
            _line(written, "")
    written.append((element.text or "") if element.tag not in _LISTS else "")
    for child in element:
        _write(child, written)
        if element.tag not in _LISTS and child.tail:
            _line(written, child.tail.removeprefix("\n")) if child.tag in _BREAKING else written.append(child.tail)


def _line(written: list[str], text: str) -> None:
    """Write on a line of its own."""
    before = next((piece for piece in reversed(written) if piece), "\n")
    written.append(text if before.endswith("\n") else f"\n{text}")
