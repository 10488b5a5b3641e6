"""Whether places agree, judged by what their tools show and by nothing the service remembers.

Titles may repeat, so places are compared as multisets. What a tool cannot show is told by its `Form`, and both sides
are compared as that tool would show them: a text that would fit and is cut, or was cut and begins otherwise, differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import tzinfo

from bridge.entry.demo.reading import Shown

CUT = "…"
MORE = "[…]"
"""What a text ends with of which a tool shows the beginning."""
FULL = 0.5
"""The share of a tool's limit that a text must fill before it may be cut: white space and whole blocks go uncounted."""
RULE = "———"
LIST_SIGN = re.compile(rf"(?<!\S)(?:-|>|\d{{1,4}}\.|{RULE})(?!\S)")
"""What stands for lists, quotes and rules where a tool has plain text only."""
ADDRESS = re.compile(r" \([a-z][a-z0-9+.-]*:[^\s]*\)", re.IGNORECASE)
"""Where words lead, which plain text says behind them."""

FIXED = re.compile(
    r"(?:Beginn: \d\d\.\d\d\.\d{4}(?:, \d\d:\d\d Uhr)?(?: |$))?(?:Priorität: (?:dringend|hoch|normal|niedrig)(?: |$))?"
)
"""The service's lines about what a tool has no field for, those whose end can be told."""
FREE = re.compile(r"(?:Checkliste \(\d+ von \d+ erledigt\)|Weitere Punkte der Checkliste|Anhänge): ")
"""How those begin in which people's own words follow: the description is what begins as it does elsewhere."""
BEGINNING = 40
"""Characters by which a beginning is known."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a tool shows of a task at most.

    `title` and `text` are limits in characters. Without `rules` a line across is a line of dashes, `days`: due dates
    have no time of day, `plain`: descriptions have no lists and no hyperlinks. Without `past` a task that was done
    before the place showed it has no item there, so a done task that such a place never showed is no difference.
    """

    title: int | None = None
    text: int | None = None
    rules: bool = True
    days: bool = False
    plain: bool = False
    past: bool = True

    def cut(self, title: str) -> str:
        """The title as it is shown."""
        return title if self.title is None or len(title) <= self.title else title[: self.title - 1] + CUT


@dataclass(frozen=True, slots=True)
class Difference:
    """What `place` shows otherwise than the first place: some fields, or a whole item (`missing`, `extra`)."""

    place: str
    title: str
    fields: tuple[str, ...]


def differences(
    places: Mapping[str, Sequence[Shown]],
    forms: Mapping[str, Form],
    zone: tzinfo,
    known: Mapping[str, Collection[str]],
) -> list[Difference]:
    """What keeps the places from agreeing, each compared with the first; empty when they agree.

    `forms` has one for each place, `zone` is where days begin, `known` are the titles that a place has ever shown.
    Compared with is the first place that shows the past.
    """
    (first, expected), *others = sorted(places.items(), key=lambda each: not forms[each[0]].past)
    return [
        found
        for place, shown in others
        for found in _Pair(forms[first], forms[place], zone, known.get(place, ())).between(expected, place, shown)
    ]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two places, compared as both of their tools would show it."""

    one: Form
    other: Form
    zone: tzinfo
    known: Collection[str]

    def between(self, first: Sequence[Shown], place: str, shown: Sequence[Shown]) -> list[Difference]:
        tell = all(each.checklist is not None for each in (*first, *shown))
        told = ([each if tell else replace(each, checklist=None) for each in items] for items in (first, shown))
        expected, found = (Counter(map(self._held, items)) for items in told)
        missing, extra = list((expected - found).elements()), list((found - expected).elements())
        missing.sort(key=self._is_excused)
        differing = []
        for each in missing:
            alike = min(
                (one for one in extra if one.title == each.title),
                key=lambda one, each=each: len(self._differing(each, one)),  # type: ignore[misc]
                default=None,
            )
            if alike is not None:
                extra.remove(alike)
                if names := self._differing(each, alike):
                    differing.append(Difference(place, each.title, names))
            elif not self._is_excused(each):
                differing.append(Difference(place, each.title, ("missing",)))
        return [*differing, *(Difference(place, each.title, ("extra",)) for each in extra)]

    def _is_excused(self, item: Shown) -> bool:
        """Whether the other place may lack it; such items find what is like them last."""
        return not self.other.past and item.state == "done" and item.title not in self.known

    def _held(self, item: Shown) -> Shown:
        """The item as both tools can hold it; checklists are compared where both places' states tell them."""
        comments = tuple(sorted((who, self._ruled(text)) for who, text in item.comments))
        title = self.other.cut(self.one.cut(item.title))
        due = item.due_day(self.zone) if self.one.days or self.other.days else item.due
        description = self._worded(FIXED.sub("", item.description, count=1))
        return replace(item, title=title, description=description, due=due, comments=comments)

    def _worded(self, text: str) -> str:
        if self.one.plain or self.other.plain:
            return " ".join(LIST_SIGN.sub("", ADDRESS.sub("", text)).split())
        return self._ruled(text)

    def _ruled(self, text: str) -> str:
        return text if self.one.rules and self.other.rules else " ".join(text.replace(RULE, " ").split())

    def _differing(self, one: Shown, other: Shown) -> tuple[str, ...]:
        named = [each.name for each in fields(Shown) if each.compare]
        differing = [name for name in named if not self._same(getattr(one, name), getattr(other, name))]
        texts = below(one.description, other.description), below(other.description, one.description)
        return tuple(name for name in differing if name != "description" or not self._same(*texts))

    def _same(self, one: object, other: object) -> bool:
        """Equal, or one the beginning that a tool shows of the other; in comments likewise."""
        match one, other:
            case str(), str():
                return one == other or self._begins(one, other) or self._begins(other, one)
            case tuple(), tuple() if len(one) == len(other):
                return all(self._same(*each) for each in zip(one, other, strict=True))
        return one == other

    def _begins(self, whole: str, shown: str) -> bool:
        limits = [form.text for form in (self.one, self.other) if form.text]
        if not limits or not shown.endswith(MORE) or len(whole) < FULL * min(limits):
            return False
        return whole.startswith(shown.removesuffix(MORE).rstrip())


def below(text: str, elsewhere: str) -> str:
    """What stands below a line whose end nothing marks, if it begins as the text of the other place does."""
    if not FREE.match(text) or not elsewhere:
        return "" if FREE.match(text) else text
    if text.endswith(f" {elsewhere}"):
        return elsewhere
    at = text.find(f" {elsewhere[:BEGINNING]}")
    return text[at + 1 :]
