"""The project's pages as their readers meet them: headings, sections, tables, links and code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.docs.sources import ROOT

TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "connectors/README.md")
_READER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Code:
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    line: int
    target: str


def pages(root: Path = ROOT) -> list[Path]:
    """Every page that people read."""
    return [*(root / name for name in TOP if (root / name).exists()), *sorted((root / "docs").rglob("*.md"))]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def headings(text: str) -> list[str]:
    tokens = _READER.parse(text)
    return [inline.content for opening, inline in pairwise(tokens) if opening.type == "heading_open"]


def anchors(text: str) -> set[str]:
    """What a link to a heading is called on GitHub."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings(text)}


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next of its level or above; empty where there is no such heading."""
    lines = text.splitlines()
    opened = [
        (token.map[0], int(token.tag[1]), inline.content)
        for token, inline in pairwise(_READER.parse(text))
        if token.type == "heading_open" and token.map
    ]
    for at, (begin, level, content) in enumerate(opened):
        if content == heading:
            ends = [line for line, other, _ in opened[at + 1 :] if other <= level]
            return "\n".join(lines[begin + 1 : ends[0] if ends else None])
    return ""


def rows(text: str) -> list[list[str]]:
    """The rows of all tables, cell by cell, without their heads."""
    found: list[list[str]] = []
    in_body = False
    for token in _READER.parse(text):
        match token.type:
            case "tbody_open" | "tbody_close":
                in_body = token.type == "tbody_open"
            case "tr_open" if in_body:
                found.append([])
            case "inline" if in_body:
                found[-1].append(token.content)
    return found


def links(text: str) -> Iterator[Link]:
    """Links and pictures, with the line of the block they stand in."""
    for token in _READER.parse(text):
        for inner in token.children or ():
            target = inner.attrGet("href") or inner.attrGet("src")
            if isinstance(target, str):
                yield Link((token.map or [0])[0] + 1, target)


def codes(text: str) -> list[Code]:
    """Fenced blocks."""
    return [_code(token) for token in _READER.parse(text) if token.type == "fence"]


def _code(token: Token) -> Code:
    return Code(token.info.strip(), token.content)


def commands(text: str) -> list[str]:
    """What a reader is told to type: lines of `sh` blocks, and those behind `$` in `console` blocks."""
    typed = [line for code in codes(text) if code.language == "sh" for line in code.text.splitlines()]
    shown = [line for code in codes(text) if code.language == "console" for line in code.text.splitlines()]
    return [line for line in typed if line] + [line[2:] for line in shown if line.startswith("$ ")]
