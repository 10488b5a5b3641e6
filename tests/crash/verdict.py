"""What stands where when everybody rests, held against what people did."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bridge.entry.demo.reading import Shown
from bridge.entry.demo.stage import Sight
from tests.crash.diary import FIELDS, NUMBER, Act, Diary, Held, Task, Value, by_number, value_of
from tests.crash.ground import Ground
from tests.crash.kept import Kept
from tests.system.crowd.tools import InAsana, InTrello, Worker
from tests.system.crowd.town import Town

SAID = re.compile(r"Bemerkung \w+\.")


@dataclass
class Verdict:
    """What went wrong, in words, by the rule that broke; `conflicts` are kept for their authors."""

    conflicts: int = 0
    entries: int = 0
    acts: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def number(self, rule: str) -> int:
        """How often it broke."""
        return len(self.wrong.get(rule, ()))

    @property
    def sentences(self) -> list[str]:
        return [f"{rule}: {each}" for rule, found in self.wrong.items() for each in found]


def judge(ground: Ground, diary: Diary, kept: Kept, log: str) -> Verdict:
    """`log` is what `cobridge log export` printed when the days were over."""
    kept.look()
    found = judge_places(ground, diary)
    held = by_number(ground.sight())
    lost = list(_contested(ground, diary, held, kept))
    contested = [*lost[kept.unseen :], *_unlabelled(ground, diary, held)]
    if contested:
        found.wrong["lost edits"] = [*found.wrong.get("lost edits", []), *contested]
    found.conflicts = len(kept.values) + kept.unseen
    _count_entries(found, diary, held, log)
    return found


def judge_places(ground: Ground, diary: Diary) -> Verdict:
    """What the places show of the tasks that nobody contests; of labels and the log nothing."""
    sight = ground.sight()
    held = by_number(sight)
    rules = {
        "disagree": _disagreeing(ground, sight),
        "duplicates": _doubled(ground, diary),
        "lost tasks": _missing(diary, held),
        "lost edits": _lost(diary, held),
        "lost comments": _unsaid(diary, held),
    }
    found = {rule: list(each) for rule, each in rules.items()}
    return Verdict(wrong={rule: each for rule, each in found.items() if each})


def _disagreeing(ground: Ground, sight: Sight) -> Iterator[str]:
    silent = Sight({place: [replace(each, comments=()) for each in items] for place, items in sight.places.items()})
    for each in ground.scene.differences(silent):
        yield f"{each.title!r} differs in {each.place}: {', '.join(each.fields)}"


def _doubled(ground: Ground, diary: Diary) -> Iterator[str]:
    """More items than one for a task at a place, archived ones too, and items that are nobody's."""
    for place in ground.scene.places:
        items = [each for each in ground.control.items(place.tool.vendor) if each["place"] == place.container]
        numbers = Counter(int(found[1]) if (found := NUMBER.match(each["title"])) else 0 for each in items)
        for number, times in numbers.items():
            if number not in diary.tasks:
                yield f"{times} items that nobody made stand in {place.id} (number {number})"
            elif times > 1:
                yield f"task {number} stands {times} times in {place.id}"


def _missing(diary: Diary, held: Mapping[int, Held]) -> Iterator[str]:
    for task in diary.tasks.values():
        places = held.get(task.number, {})
        there = {place for place, items in places.items() if items}
        if (not there and True not in task.gone) or (there and (len(there) < len(places) or False not in task.gone)):
            yield f"task {task.number} stands in {sorted(there)}, gone may be {task.gone}"


def _lost(diary: Diary, held: Mapping[int, Held]) -> Iterator[str]:
    for task, items in _living(diary, held):
        for name in FIELDS:
            shown = {place: value_of(item, name) for place, item in items.items()}
            if (task.number, name) not in diary.contests and not set(shown.values()) <= set(task.fields[name]):
                yield f"{name} of task {task.number} is {shown}, people left {task.fields[name]}"


def _living(diary: Diary, held: Mapping[int, Held]) -> Iterator[tuple[Task, Mapping[str, Shown]]]:
    for number, places in held.items():
        if number in diary.tasks:
            yield diary.tasks[number], {place: items[0] for place, items in places.items() if items}


def _contested(ground: Ground, diary: Diary, held: Mapping[int, Held], kept: Kept) -> Iterator[str]:
    """Of edits that met, one stands; each other was seen by whoever replaced it, or is kept.

    Or somebody edited the field there once more: that decides, also of an edit which the service had just replaced.
    """
    for (number, name), edits in diary.contests.items():
        shown = {value_of(items[0], name) for items in held.get(number, {}).values() if items}
        if not shown <= {each.value for each in edits}:
            yield f"{name} of task {number} is nobody's: {shown}"
        found = {value for lost, value in kept.values.values() if lost == name} | shown
        found |= {value for each in edits for value in each.over} | _replaced(ground, held.get(number, {}), name)
        last = {each.tool: each.value for each in edits if each.sure}
        for each in edits:
            if each.sure and each.value == last[each.tool] and each.value not in found:
                yield f"{name} of task {number}: {each} is neither there nor kept nor was it seen"


def _replaced(ground: Ground, places: Held, name: str) -> set[Value]:
    """Values in whose place a person put another one without having seen them, as the tools' histories tell."""
    made: Mapping[str, Callable[[Town, str], Worker]] = {"trello": InTrello, "asana": InAsana}
    return {
        value
        for tool, hands in made.items()
        for item in places.get(ground.places[tool].id, ())
        for field_name, value in hands(ground.town, ground.places[tool].people[0].id).replaced(item.ref)
        if field_name == name
    }


def _unlabelled(ground: Ground, diary: Diary, held: Mapping[int, Held]) -> Iterator[str]:
    places = {place.id: place for place in ground.scene.places}
    for task, items in _living(diary, held):
        for place, item in items.items() if task.labels else ():
            at = places[place]
            if missing := task.labels - set(at.hands.labels(at.people[0], item.ref)):
                yield f"{sorted(missing)} are not on task {task.number} in {place}"


def _unsaid(diary: Diary, held: Mapping[int, Held]) -> Iterator[str]:
    """Several comments may stand in one reply, as imported ones do in Teams."""
    for task, items in _living(diary, held):
        for place, item in items.items():
            said = Counter(each for _, text in item.comments for each in SAID.findall(text))
            for text in sorted({*task.comments, *said}):
                if said[text] != (text in task.comments):
                    yield f"{text!r} stands {said[text]} times below task {task.number} in {place}"


def _count_entries(found: Verdict, diary: Diary, held: Mapping[int, Held], log: str) -> None:
    """One entry for each act that counts as participation, where it happened."""
    entries = Counter((each["event_type"], each["source_tool"]) for each in _entries(log))
    happened = [each for each in diary.logged if not each.doubtful or _came_about(each, held)]
    acts = Counter((each.type, each.tool) for each in happened)
    found.entries, found.acts = entries.total(), acts.total()
    wrong = [
        f"{kind} in {tool}: {entries[kind, tool]} entries for {acts[kind, tool]} acts"
        for kind, tool in sorted({*entries, *acts})
        if entries[kind, tool] != acts[kind, tool]
    ]
    if wrong:
        found.wrong["entries"] = wrong


def _entries(log: str) -> list[dict[str, str]]:
    return [line["entry"] for line in map(json.loads, log.splitlines()) if "entry" in line]


def _came_about(act: Act, held: Mapping[int, Held]) -> bool:
    items = [item for items in held.get(act.task, {}).values() for item in items]
    if act.type == "opened":
        return bool(items)
    return any(item.state == {"completed": "done", "reopened": "open"}[act.type] for item in items)
