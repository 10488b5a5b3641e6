"""Searching what was sent for what must not stand in it: times, names, titles, hidden text (A18, A22)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bridge.core.reports.attack.learned import Finding
from bridge.core.reports.attack.material import World
from bridge.core.reports.disclosure.scan import scan

TIME = re.compile(r"(?<![\d:])(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])")
"""A time of day."""
PDF_TIME = re.compile(r"D:\d{8}(?!000000)\d{4,6}")
STAMP = re.compile(r"(?<![\w.])(?:1[5-9]\d{8}(?:\d{3})?|1[5-9]\d{8}\.\d{6})(?![\w.])")
"""Seconds or milliseconds since 1970, as Slack and databases write them."""
ORDERED_ID = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b|\b01[0-9A-HJKMNP-TV-Z]{24}\b"
)
"""UUIDv7 and ULID: they begin with the millisecond in which they were made."""
Leaf = str | int | float | bool | None


def times(world: World) -> Iterator[Finding]:
    """A18: a time of day, a stamp, or an id that holds one, is somebody's working time."""
    for name, content in _sent(world):
        text = content.decode(errors="replace")
        found = sorted({each for form in (TIME, PDF_TIME, STAMP, ORDERED_ID) for each in form.findall(text)})
        yield Finding("times", {"name": name, "what": ", ".join(found[:3]) or "–"}, bad=bool(found))


def hidden(world: World) -> Iterator[Finding]:
    """A22: names, addresses and titles anywhere in figures; names and addresses in what else is sent, and its name.

    A page with a worklist has titles and organisations: these are no figures.
    """
    secrets = world.secrets
    for document in world.documents:
        yield _found(document.name, document.text, secrets.persons | secrets.titles | secrets.organisations)
    for artefact in world.artefacts:
        yield _found(artefact.name, artefact.content + b"\n" + artefact.name.encode(), secrets.persons)


def leaves(value: object, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every number and text of a JSON value, with the names that lead to it joined by points."""
    match value:
        case dict():
            for key, each in value.items():
                yield from leaves(each, f"{path}.{key}" if path else str(key))
        case list():
            for number, each in enumerate(value):
                yield from leaves(each, f"{path}.{number}")
        case str() | int() | float() | None:
            yield path, value
        case _:
            raise TypeError(f"JSON has no {type(value).__name__}.")


def _found(name: str, content: bytes, words: frozenset[str]) -> Finding:
    found = scan(content, words)
    return Finding("words", {"name": name, "what": ", ".join(found[:3]) or "–"}, bad=bool(found))


def _sent(world: World) -> Iterator[tuple[str, bytes]]:
    yield from ((each.name, each.text) for each in world.documents)
    for each in world.artefacts:
        text = each.content.decode("latin-1")
        for title in sorted(world.secrets.titles, key=len, reverse=True):
            text = text.replace(title.encode().decode("latin-1"), "")
        yield each.name, text.encode("latin-1")
