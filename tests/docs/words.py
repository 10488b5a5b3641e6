"""The glossary's second words: what we do not say, and the word that stands for it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

# Nowhere.
NEVER = {
    "platform": "tool",
    "system": "tool",
    "responsible": "lead",
    "ledger": "log or journal",
    "ticket": "task",
    "tenant": "network",
    "integration": "connection or connector",
    "provider": "vendor",
    "plugin": "connector",
    "employee": "person",
    "participant": "person or partner",
    "uri": "url",
    "timesheet": "worklist",
    "collision": "conflict",
    "quarantine": "parked",
    "baseline": "seen",
    "digest": "hash, or worklist and figures: a digest is never a hash",
}

# The vendors' own words: right where a tool's JSON is handled, ours nowhere else.
VENDORS = {
    "app": "tool",
    "assignee": "lead",
    "assigned": "lead",
    "owner": "lead",
    "follower": "helper",
    "event": "hint, activity, entry or diagnostics",
    "user": "person",
    "todo": "task",
}
TOOLS = frozenset({"asana", "graph", "sandbox", "slack", "teams", "trello"})

# Names that a requirement gives a field of the log (PL-02), whole and as they are.
REQUIRED = frozenset({"event_id", "event_type", "EVENT_ID_BYTES"})

# A name that says nothing about its subject. (Helper is a glossary word for people: `Task.helpers`.)
EMPTY_ENDINGS = frozenset({"base", "helper", "helpers", "manager", "util", "utils"})
EMPTY_MODULES = EMPTY_ENDINGS | {"common", "misc", "utilities"}


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    line: int
    is_class: bool = False


def words_of(name: str) -> list[str]:
    """`assigneeGids_v2` -> assignee, gids, v2 (in lower case)."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Za-z][a-z0-9]*|[0-9]+", name)]


def names_in(source: str, filename: str = "") -> Iterator[Name]:
    """Every name that the source itself gives: functions, classes, arguments, variables, attributes, aliases."""
    for node in ast.walk(ast.parse(source, filename)):
        match node:
            case ast.ClassDef(name=text, lineno=line):
                yield Name(text, line, is_class=True)
            case ast.FunctionDef(name=text, lineno=line) | ast.AsyncFunctionDef(name=text, lineno=line):
                yield Name(text, line)
            case ast.arg(arg=text, lineno=line):
                yield Name(text, line)
            case ast.Name(id=text, ctx=ast.Store(), lineno=line):
                yield Name(text, line)
            case ast.Attribute(attr=text, ctx=ast.Store(), lineno=line):
                yield Name(text, line)
            case ast.alias(asname=str(text), lineno=line):
                yield Name(text, line)
            case ast.ExceptHandler(name=str(text), lineno=line) | ast.MatchAs(name=str(text), lineno=line):
                yield Name(text, line)


def faults_in_code(path: Path, source: str) -> list[str]:
    """One sentence per second word and per empty name; `path` is relative to the project's root."""
    forbidden = _forbidden(path)
    found = [f"{path}: {path.stem} is an empty module name: name its subject"] if path.stem in EMPTY_MODULES else []
    names = [Name(path.stem, 1), *names_in(source, str(path))]
    for name in (each for each in names if each.text not in REQUIRED):
        found += [
            f"{path}:{name.line}: {name.text}: {fault}" for fault in _second_words(words_of(name.text), forbidden)
        ]
        if name.is_class and _is_empty(words_of(name.text)):
            found.append(f"{path}:{name.line}: {name.text}: say what it is, not that it manages, helps or is a base")
    return found


def faults_in_headings(path: Path, text: str) -> list[str]:
    forbidden = _forbidden(path)
    tokens = MarkdownIt("commonmark").parse(text)
    found = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            words = words_of(inline.content)
            found += [f"{path}:{opening.map[0] + 1}: {fault}" for fault in _second_words(words, forbidden)]
    return found


def _forbidden(path: Path) -> dict[str, str]:
    named = {word for part in path.with_suffix("").parts for word in words_of(part)}
    return NEVER if named & TOOLS else NEVER | VENDORS


def _second_words(words: Iterable[str], forbidden: dict[str, str]) -> Iterator[str]:
    for word in words:
        known = word if word in forbidden else word.removesuffix("s")
        if known in forbidden:
            yield f'we do not say "{word}", the word is {forbidden[known]}'


def _is_empty(words: list[str]) -> bool:
    return bool(words) and (words[-1] in EMPTY_ENDINGS or words[0] == "base")
