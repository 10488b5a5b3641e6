"""Priority, checklist and attachments in a form: what stands in it, what people made of it, and what is wrong there.

A checklist is typed as lines, so lines have to be told apart again: a line that still says the same is the element it
was, wherever it stands now; of those changed in the same spot, as many as before are the same ones in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from bridge.core.model.characters import clean_url, on_the_web
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Fields
from connectors.slack.desk.pieces import Part, option
from connectors.slack.desk.values import Values, chosen, lines
from connectors.slack.manifest import MOST_ATTACHMENTS, MOST_CHECKS, MOST_IN_CHECK
from connectors.slack.parts import NO_TITLE, made_key
from connectors.slack.words import Words

_TICK, _NONE = "+", "none"
_ALIKE = 0.6
_LONGEST = 3_000

Input = tuple[str, str, Part, str]
"""A field's name and label, its element, and a hint."""


def part_inputs(fields: Fields, words: Words, holds: frozenset[str]) -> Iterator[Input]:
    """The inputs for what is held of these fields."""
    titles = [check.title or NO_TITLE for check in fields.checklist]
    urls = [f"{each.url} {each.name}".strip() for each in fields.attachments]
    inputs: tuple[Input, ...] = (
        ("priority", words.priority, _priorities(fields, words), ""),
        ("checklist", words.checklist, _lines("checklist", titles), words.checklist_hint),
        ("attachments", words.attachments, _lines("attachments", urls), words.attachments_hint),
    )
    yield from (each for each in inputs if each[0] in holds)


def told_checks(checks: Sequence[Check]) -> str:
    """What a form keeps of the elements that it shows, line by line: their ids, and which are done."""
    return " ".join(f"{check.id}{_TICK if check.done else ''}" for check in checks)


@dataclass(frozen=True, slots=True)
class Listed:
    """The elements that a form showed; `seed` makes the ids of new ones."""

    checks: tuple[Check, ...] = ()
    seed: str = ""

    def now(self, typed: Sequence[str]) -> tuple[Check, ...]:
        """The elements that these lines are."""
        was = dict(_matched([check.title or NO_TITLE for check in self.checks], typed))
        return tuple(self._check(number, line, was.get(number)) for number, line in enumerate(typed))

    def _check(self, number: int, line: str, was: int | None) -> Check:
        title = "" if line == NO_TITLE else line
        if was is None:
            return Check(made_key(f"{self.seed} {number} {line}"), title)
        return Check(self.checks[was].id, title, self.checks[was].done)


UNLISTED = Listed()


def checks_in(seen: Values, about: Mapping[str, str], seed: str) -> Listed:
    """The elements that a form showed, from its lines and from what it kept of them."""
    told = zip(str(about.get("checks") or "").split(), lines(seen, "checklist"), strict=False)
    return Listed(tuple(Check(key.removesuffix(_TICK), line, key.endswith(_TICK)) for key, line in told), seed)


def priority_of(values: Values) -> Priority | None:
    """The priority that was chosen."""
    name = chosen(values, "priority")
    return Priority(name) if name in set(Priority) else None


def attachments_of(values: Values) -> tuple[Attachment, ...]:
    """A url on each line, with a name behind it; each url once."""
    parts = [line.partition(" ") for line in lines(values, "attachments")]
    found = dict[str, str]()
    for url, _, name in parts:
        found.setdefault(clean_url(url), name)
    return tuple(Attachment(url, name) for url, name in found.items())


def part_faults(values: Values, seen: Values, words: Words) -> dict[str, str]:
    """What is wrong with what was typed; lines that stood there before are not to blame."""
    faults: dict[str, str] = {}
    checks, urls = (_new_lines(values, seen, name) for name in ("checklist", "attachments"))
    if any(len(line) > MOST_IN_CHECK for line in checks):
        faults["checklist"] = words.at_most_in_line.format(number=MOST_IN_CHECK)
    elif checks and len(lines(values, "checklist")) > MOST_CHECKS:
        faults["checklist"] = words.at_most_checks.format(number=MOST_CHECKS)
    if not all(on_the_web(line) for line in urls):
        faults["attachments"] = words.no_url
    elif urls and len(lines(values, "attachments")) > MOST_ATTACHMENTS:
        faults["attachments"] = words.at_most_attachments.format(number=MOST_ATTACHMENTS)
    return faults


def _new_lines(values: Values, seen: Values, name: str) -> list[str]:
    before = set(lines(seen, name))
    return [line for line in lines(values, name) if line not in before]


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which line after is which before, as far as it is one of them."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    kept = {j + each: i + each for tag, i, i_end, j, _ in steps if tag == "equal" for each in range(i_end - i)}
    gone = [one for one in range(len(before)) if one not in kept.values()]
    for two in (each for each in range(len(after)) if each not in kept):
        moved = next((one for one in gone if before[one] == after[two]), None)
        if moved is not None:
            gone.remove(moved)
            kept[two] = moved
    yield from kept.items()
    for _, i, i_end, j, j_end in steps:
        olds = [one for one in range(i, i_end) if one in gone]
        news = [two for two in range(j, j_end) if two not in kept]
        yield from zip(news, olds, strict=True) if len(olds) == len(news) else _alike(before, after, olds, news)


def _alike(before: Sequence[str], after: Sequence[str], olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    """Where lines came or went beside others that were changed, those are the same that look alike."""
    for two in news:
        for title in get_close_matches(after[two], [before[one] for one in olds], 1, _ALIKE):
            one = next(each for each in olds if before[each] == title)
            olds.remove(one)
            yield two, one


def _priorities(fields: Fields, words: Words) -> Part:
    """With an option for none, since Slack lets nobody choose none."""
    options = {_NONE: option(_NONE, "–")} | {each.value: option(each, words.priorities[each]) for each in Priority}
    initial = options[fields.priority or _NONE]
    choice = {"type": "static_select", "action_id": "priority", "options": list(options.values())}
    return {**choice, "initial_option": initial}


def _lines(name: str, typed: Sequence[str]) -> Part:
    initial = {"initial_value": "\n".join(typed)[:_LONGEST]} if typed else {}
    return {"type": "plain_text_input", "action_id": name, "multiline": True, "max_length": _LONGEST, **initial}
