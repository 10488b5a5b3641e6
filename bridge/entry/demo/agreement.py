"""Whether places agree, judged by what their tools show and by nothing the service remembers.

Items are what `GET /state/{vendor}?form=items` of the sandbox says. Each is brought into a form that does not depend on
the tool: what the service itself put there (its first lines, the line that names a comment's author) is taken off, and
people named in words count as much as those put on the item. Titles may repeat, so places are compared as multisets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time, tzinfo
from functools import cached_property
from typing import Any
from unicodedata import normalize

NOON = time(12)
ARCHIVE_TWICE = re.compile(r"^(Archiv) \(2\)$", re.IGNORECASE)
"""How a lane of that name is called where a section of that name is the archive."""
ANONYMOUS = "ein Partner des Netzwerks"
"""Stands for a partner that wants to stay unnamed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A live item, told apart from others by what it shows; `ref` only says where it is."""

    ref: str = field(compare=False)
    title: str
    description: str
    state: str
    lane: str
    due: str | None
    people: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What `place` shows otherwise than the first place: some fields, or a whole item (`missing`, `extra`)."""

    place: str
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """How items are to be read: the partners' names, the names of the service's accounts, and the network's zone."""

    partners: tuple[str, ...]
    accounts: frozenset[str]
    zone: tzinfo

    def live(self, items: Sequence[Mapping[str, Any]], container: str, host: str) -> list[Shown]:
        """The items of one board or project that are not archived; `host` is its partner's name."""
        return [self._shown(each, host) for each in items if each["place"] == container and not each["archived"]]

    def split(self, description: str) -> tuple[str, str]:
        """The service's own first lines, each on a line, and what people wrote below them."""
        text = _folded(description)
        own = self._own_lines.match(text)
        if own is None:
            return "", text
        return re.sub(r" (?=(?:Gekürzt, ganz bei|Zuständig|Mitwirkend): )", "\n", own[0].strip()), text[own.end() :]

    def _shown(self, item: Mapping[str, Any], host: str) -> Shown:
        description = _folded(item["description"])
        own = self._own_lines.match(description)
        named = [*self._names(own["lead"]), *self._names(own["helpers"])] if own else []
        people = {*(_folded(name) or host for name in item["people"]), *named}
        return Shown(
            ref=item["ref"],
            title=_folded(item["title"]),
            description=description[own.end() :] if own else description,
            state=item["state"],
            lane=ARCHIVE_TWICE.sub(r"\1", _folded(item["lane"])),
            due=self._due(item["due"]),
            people=tuple(sorted(people)),
            comments=tuple(sorted(self._comment(each, host) for each in item["comments"])),
        )

    def _due(self, due: str | None) -> str | None:
        """A day, or an instant in UTC; noon where the network lives is how a tool without days writes a day."""
        if due is None or "T" not in due:
            return due
        instant = datetime.fromisoformat(due)
        local = instant.astimezone(self.zone)
        return local.date().isoformat() if local.time() == NOON else instant.astimezone(UTC).isoformat()

    def _comment(self, comment: Mapping[str, str], host: str) -> tuple[str, str]:
        """Who said it and what was said; of a copy, as its first line tells it."""
        author, text = _folded(comment["author"]), _folded(comment["text"])
        copied = self._attribution.match(text) if author in self.accounts else None
        if copied is None:
            return author or host, text
        return self._name(copied["who"]), text[copied.end() :]

    def _names(self, listed: str | None) -> list[str]:
        return [self._name(each[0]) for each in self._one.finditer(listed or "")]

    def _name(self, who: str) -> str:
        """`Name (Partner)` without the partner; a partner that stands for a person stays."""
        return re.sub(rf" \((?:{self._partner})\)$", "", who)

    @cached_property
    def _partner(self) -> str:
        return "|".join(re.escape(_folded(name)) for name in self.partners)

    @cached_property
    def _who(self) -> str:
        """A partner alone, or somebody of a partner."""
        return rf"(?:(?:{self._partner}|{ANONYMOUS})(?! \()|.*? \((?:{self._partner})\))"

    @cached_property
    def _one(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^ ]){self._who}(?=,|$)")

    @cached_property
    def _own_lines(self) -> re.Pattern[str]:
        """The sign and at least one of the lines; a person may write the sign too."""
        partners = rf"(?:{self._partner})(?:, (?:{self._partner}))*"
        people = rf"{self._who}(?:, {self._who})*"
        lines = (
            f" Sichtbar für: {partners}",
            f" Gekürzt, ganz bei: {partners}",
            f" Zuständig: (?P<lead>{self._who})",
            f" Mitwirkend: (?P<helpers>{people})",
        )
        some = "|".join(re.sub(r"\?P<\w+>", "?:", line) for line in lines)
        return re.compile(f"⇄(?={some})" + "".join(f"(?:{line})?" for line in lines) + "(?: |$)")

    @cached_property
    def _attribution(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<who>{self._who}), \d\d\.\d\d\.\d{{4}}(?: |$)")


def differences(places: Mapping[str, Sequence[Shown]], without_done: Collection[str] = ()) -> list[Difference]:
    """What keeps the places from agreeing, each compared with the first; empty when they agree.

    Those in `without_done` get no item for a task that was done before they showed it, so a done task that such a place
    lacks is no difference. The first to be compared with is another place; there has to be one.
    """
    (_, first), *others = sorted(places.items(), key=lambda each: each[0] in without_done)
    return [
        found
        for place, shown in others
        for found in _between(first, place, shown, {"done"} if place in without_done else ())
    ]


def _between(first: Sequence[Shown], place: str, shown: Sequence[Shown], excused: Collection[str]) -> list[Difference]:
    """`excused` are the states of tasks that the place may lack; they find what is like them last."""
    missing = sorted((Counter(first) - Counter(shown)).elements(), key=lambda each: each.state in excused)
    extra = list((Counter(shown) - Counter(first)).elements())
    found = []
    for expected in missing:
        alike = min(
            (each for each in extra if each.title == expected.title),
            key=lambda each: len(_fields(expected, each)),
            default=None,
        )
        if alike is not None:
            extra.remove(alike)
            found.append(Difference(place, expected.title, _fields(expected, alike)))
        elif expected.state not in excused:
            found.append(Difference(place, expected.title, ("missing",)))
    return [*found, *(Difference(place, each.title, ("extra",)) for each in extra)]


def _fields(one: Shown, other: Shown) -> tuple[str, ...]:
    return tuple(
        each.name for each in fields(Shown) if each.compare and getattr(one, each.name) != getattr(other, each.name)
    )


def _folded(text: str) -> str:
    """Composed characters, each run of white space one space."""
    return " ".join(normalize("NFC", text).split())
