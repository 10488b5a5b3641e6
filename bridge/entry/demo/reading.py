"""What the tools show, brought into a form that does not depend on the tool.

Items are what `GET /state/{vendor}?form=items` of the sandbox says. What the service itself put there (its first lines,
the line that names a comment's author) is taken off, and people named in words count as much as those put on the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo
from functools import cached_property
from typing import Any
from unicodedata import normalize

NOON = time(12)
NOTICE = "cobridge conflicts restore "
ARCHIVE_TWICE = re.compile(r"^(Archiv) \(2\)$", re.IGNORECASE)
"""How a lane of that name is called where a section of that name is the archive."""
USUAL = ("", "checkliste", "checklist")
"""What a task's usual checklist is called, small."""
SILENT = "\u2060"
ANONYMOUS = "ein Partner des Netzwerks"
"""Stands for a partner that wants to stay unnamed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A live item, told apart from others by what it shows; `ref` only says where it is.

    `checklist` are the titles of its elements, with the name of their checklist before, and whether each is done; None
    where the tool's state does not tell.
    """

    ref: str = field(compare=False)
    title: str
    description: str
    state: str
    lane: str
    due: str | None
    people: tuple[str, ...]
    comments: tuple[tuple[str, str], ...]
    checklist: tuple[tuple[str, bool], ...] | None = None

    def due_day(self, zone: tzinfo) -> str | None:
        """The day it is due: of an instant the one that it falls on there."""
        if self.due is None or "T" not in self.due:
            return self.due
        return datetime.fromisoformat(self.due).astimezone(zone).date().isoformat()


@dataclass(frozen=True)
class Reading:
    """How items are to be read: the partners' names, the names of the service's accounts, and the network's zone.

    What somebody of the names in `erased` wrote in their own tool stands there alone, so it is not read.
    """

    partners: tuple[str, ...]
    accounts: frozenset[str]
    zone: tzinfo
    erased: frozenset[str] = frozenset()

    def live(
        self, items: Sequence[Mapping[str, Any]], container: str, host: str, speakers: frozenset[str] = frozenset()
    ) -> list[Shown]:
        """The items of one container that are not archived; `host` is its partner's name.

        `speakers` are those who commented anywhere: of several comments that a tool shows in one each is told by its
        line.
        """
        mine = (each for each in items if each["place"] == container and not each["archived"])
        return [self._shown(each, host, self._lines(speakers)) for each in mine]

    def split(self, description: str) -> tuple[str, str]:
        """The service's own first lines, each on a line, and what people wrote below them."""
        text = folded(description)
        own = self._own_lines.match(text)
        if own is None:
            return "", text
        return re.sub(r" (?:⇄ )?(?=(?:Gekürzt, ganz bei|Zuständig|Mitwirkend): )", "\n", own[0].strip()), text[
            own.end() :
        ]

    def _shown(self, item: Mapping[str, Any], host: str, lines: re.Pattern[str]) -> Shown:
        description = folded(item["description"])
        own = self._own_lines.match(description)
        named = [*self._names(own["lead"]), *self._names(own["helpers"])] if own else []
        people = {*(folded(name) or host for name in item["people"]), *named}
        return Shown(
            ref=item["ref"],
            title=folded(item["title"]),
            description=description[own.end() :] if own else description,
            state=item["state"],
            lane=ARCHIVE_TWICE.sub(r"\1", folded(item["lane"] or "")),
            due=self._due(item["due"]),
            people=tuple(sorted(people)),
            comments=tuple(
                sorted(
                    said
                    for each in item["comments"]
                    if not self._is_notice(each)
                    for said in self._comments(each, host, lines)
                )
            ),
            checklist=_elements(item["checklist"]) if "checklist" in item else None,
        )

    def _due(self, due: str | None) -> str | None:
        """A day, or an instant in UTC; noon where the network lives is how a tool without days writes a day."""
        if due is None or "T" not in due:
            return due
        instant = datetime.fromisoformat(due)
        local = instant.astimezone(self.zone)
        return local.date().isoformat() if local.time() == NOON else instant.astimezone(UTC).isoformat()

    def _is_notice(self, comment: Mapping[str, str]) -> bool:
        """Whether the service tells somebody that a value of theirs lost: that stands at one place alone."""
        return folded(comment["author"]) in self.accounts and NOTICE in folded(comment["text"])

    def _comments(self, comment: Mapping[str, str], host: str, lines: re.Pattern[str]) -> Iterator[tuple[str, str]]:
        """Who said it and what was said; of a copy, as its first line tells it, and each further one in it."""
        author, text = folded(comment["author"]), folded(comment["text"])
        copied = self._attribution.match(text) if author in self.accounts else None
        if copied is None:
            if author not in self.erased:
                yield author or host, text
            return
        following = [copied, *lines.finditer(text, copied.end())]
        ends = [*(each.start() for each in following[1:]), len(text)]
        for line, end in zip(following, ends, strict=True):
            yield self._name(line["who"]), text[line.end() : end].strip()

    def _names(self, listed: str | None) -> list[str]:
        return [self._name(each[0]) for each in self._one.finditer(listed or "")]

    def _name(self, who: str) -> str:
        """`Name (Partner)` without the partner; a partner that stands for a person stays."""
        return re.sub(rf" \((?:{self._partner})\)$", "", who)

    @cached_property
    def _partner(self) -> str:
        return "|".join(re.escape(folded(name)) for name in self.partners)

    @cached_property
    def _who(self) -> str:
        """A partner alone, or somebody of a partner."""
        return rf"(?:(?:{self._partner}|{ANONYMOUS})(?! \()|.*? \((?:{self._partner})\))"

    @cached_property
    def _one(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^ ]){self._who}(?=,|$)")

    @cached_property
    def _own_lines(self) -> re.Pattern[str]:
        """The sign, before the first line or before each, and at least one of the lines; people may write it too."""
        partners = rf"(?:{self._partner})(?:, (?:{self._partner}))*"
        people = rf"{self._who}(?:, {self._who})*"
        lines = (
            f" Sichtbar für: {partners}",
            f" Gekürzt, ganz bei: (?:{partners}|–)",
            f" Zuständig: (?P<lead>{self._who})",
            f" Mitwirkend: (?P<helpers>{people})",
        )
        some = "|".join(re.sub(r"\?P<\w+>", "?:", line) for line in lines)
        each = "".join(f"(?:(?: ⇄)?{line})?" for line in lines)
        return re.compile(f"⇄(?={some}){each}(?: |$)")

    def _lines(self, speakers: frozenset[str]) -> re.Pattern[str]:
        """The line above a comment, wherever it stands, of one of these or of a partner."""
        names = "|".join(re.escape(folded(name)) for name in sorted(speakers, key=len, reverse=True))
        who = rf"(?:(?:{names}) \((?:{self._partner})\)|{self._partner}|{ANONYMOUS})"
        return re.compile(rf"(?<![^ ])(?P<who>{who}), \d\d\.\d\d\.\d{{4}}(?: |$)")

    @cached_property
    def _attribution(self) -> re.Pattern[str]:
        """Above a copy; a partner's own people are named without it, where what they said was put back."""
        return re.compile(rf"(?P<who>{self._who}|[^,()]+), \d\d\.\d\d\.\d{{4}}(?: |$)")


def _elements(checklist: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, bool], ...]:
    """In no order; the sign that keeps a title from being taken for something else shows nothing."""
    return tuple(sorted((_titled(each), bool(each["done"])) for each in checklist))


def _titled(element: Mapping[str, Any]) -> str:
    group, title = folded(element.get("group", "")), folded(element["title"].replace(SILENT, ""))
    return title if group.casefold() in USUAL else f"{group}: {title}"


def folded(text: str) -> str:
    """Composed characters, each run of white space one space."""
    return " ".join(normalize("NFC", text).split())
