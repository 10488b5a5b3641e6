"""A card's checklists and attachments <-> the model, without I/O.

A group is the name of a checklist; a checklist named "Checkliste" or "Checklist" is a task's usual one, without a
group. Checklists of one name are one group. Attachments go by their url; files that lie in Trello are shown like links
but are not ours to delete, and our marker's attachment is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bridge.core.model.characters import folded, quiet
from bridge.core.model.parts import Attachment, Check

Json = Any
USUAL = "Checkliste"
_USUAL = frozenset({USUAL.casefold(), "checklist"})
_UNTITLED = "\u2060"
"""Trello takes no element without a title; this one shows nothing."""
ROOM = 200
"""So many elements a checklist holds: `limits.checkItems.perChecklist` of every board."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist of a card, and how many elements it has."""

    id: str
    group: str
    elements: int


@dataclass(frozen=True, slots=True)
class CardParts:
    """What a write to a card's parts needs to know: its checklists, and the ids of its links by url."""

    checklists: tuple[Checklist, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NONE = CardParts()


def read_checks(card: Json) -> tuple[Check, ...]:
    """All elements of a card, checklist by checklist."""
    checklists = sorted(card.get("checklists") or (), key=_placed)
    return tuple(
        read_check(element, read_group(each["name"]))
        for each in checklists
        for element in sorted(each.get("checkItems") or (), key=_placed)
    )


def read_check(element: Json, group: str) -> Check:
    """One element."""
    title = folded(element.get("name") or "")
    return Check(element["id"], "" if title == _UNTITLED else title, element.get("state") == "complete", group)


def write_title(title: str) -> str:
    """An element's name, which notifies nobody."""
    return quiet(title) or _UNTITLED


def read_group(name: str) -> str:
    """The group that a checklist of this name is."""
    group = folded(name)
    return "" if group.casefold() in _USUAL else group


def write_group(group: str) -> str:
    """The name of the checklist for a group."""
    return group or USUAL


def read_attachments(card: Json, marker_url: str) -> tuple[Attachment, ...]:
    """What is attached, by url; of several with one url the first."""
    found = dict[str, Attachment]()
    for each in peoples(card.get("attachments") or (), marker_url):
        found.setdefault(each["url"], read_attachment(each))
    return tuple(found.values())


def read_attachment(attachment: Json) -> Attachment:
    """One attachment; Trello gives one without a name its url for a name."""
    name = folded(attachment.get("name") or "")
    return Attachment(attachment["url"], "" if name == attachment["url"] else name)


def read_parts(card: Json, marker_url: str) -> CardParts:
    """What writing to the card needs to know."""
    checklists = tuple(
        Checklist(each["id"], read_group(each["name"]), len(each.get("checkItems") or ()))
        for each in sorted(card.get("checklists") or (), key=_placed)
    )
    links = dict[str, tuple[str, ...]]()
    for each in peoples(card.get("attachments") or (), marker_url):
        mine = (each["id"],) if each.get("isUpload") is False else ()
        links[each["url"]] = (*links.get(each["url"], ()), *mine)
    return CardParts(checklists, links) if checklists or links else NONE


def peoples(attachments: Iterable[Json], marker_url: str) -> Iterator[Json]:
    """The attachments that are no markers of ours."""
    prefix = marker_url.rstrip("/") + "/"
    return (each for each in attachments if each.get("url") and not each["url"].startswith(prefix))


def _placed(each: Json) -> tuple[float, str]:
    return each.get("pos") or 0, each["id"]
