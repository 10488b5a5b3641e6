"""Places put into a network file and taken out of it, with everything else left as people wrote it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from config.faults import ConfigError
from config.lines import HEADER, LineIndex, lines_outside_texts

PLACES = "spaces.places"
KEYS = ("id", "connection", "container", "matching")


def with_place(text: str, space: str, row: Mapping[str, str]) -> str:
    """The text with one more `[[spaces.places]]` at the end of its space. Raises ConfigError where there is no such.

    The row's values stand in the order of `KEYS`; an empty one is left out.
    """
    spaces = tomllib.loads(text).get("spaces", [])
    at = next((number for number, each in enumerate(spaces) if each.get("id") == space), None)
    if at is None:
        names = ", ".join(str(each.get("id")) for each in spaces)
        raise ConfigError([f"There is no space {space}. There are: {names}."])
    lines = text.splitlines()
    first = _line(text, ("spaces", at), f"the space {space}")
    after = next((line for line, name in _headers(text) if line > first and not name.startswith("spaces.")), None)
    end = _end(lines, len(lines) if after is None else after - 1)
    written = [
        "",
        f"[[{PLACES}]]",
        *(f"{key} = {json.dumps(row[key], ensure_ascii=False)}" for key in KEYS if row[key]),
    ]
    return "\n".join([*lines[:end], *written, *lines[end:]]) + "\n"


def without_places(text: str, places: Collection[str]) -> str:
    """The text without the tables of these places; comments above a table that follows stay with that."""
    lines, gone = text.splitlines(), set[int]()
    headers = list(_headers(text))
    for path, place in _places(tomllib.loads(text)):
        if place.get("id") in places:
            first = _line(text, path, f"the place {place.get('id')}")
            within = f"{PLACES}."
            after = next((line for line, name in headers if line > first and not name.startswith(within)), None)
            above = first - 1 if first > 1 and not lines[first - 2].strip() else first
            gone |= set(range(above, _end(lines, len(lines) if after is None else after - 1) + 1))
    return "\n".join(line for number, line in enumerate(lines, start=1) if number not in gone) + "\n"


def _places(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    for at, space in enumerate(data.get("spaces", [])):
        for number, place in enumerate(space.get("places", [])):
            yield ("spaces", at, "places", number), place


def _line(text: str, path: tuple[str | int, ...], what: str) -> int:
    """The line of the table's header; tables that are written within others are for people to change."""
    line = LineIndex(text).line(path)
    if not HEADER.match(text.splitlines()[line - 1]) or not LineIndex(text).knows(path):
        raise ConfigError([f"In the network file {what} is no table of its own: change it there by hand."])
    return line


def _headers(text: str) -> Iterator[tuple[int, str]]:
    for number, line in lines_outside_texts(text):
        if header := HEADER.match(line):
            yield number, header[2].replace(" ", "")


def _end(lines: list[str], before: int) -> int:
    """How many lines there are until the last one that is neither empty nor a comment."""
    while before and (not lines[before - 1].strip() or lines[before - 1].lstrip().startswith("#")):
        before -= 1
    return before
