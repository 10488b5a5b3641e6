"""Ten people press, submit and type in Slack while others edit the same tasks in Planner, Trello and Asana.

What must be true in the end is said by the test's own diary of what people did: every edit has a value that nobody
else gives, so that each can be looked for where readers read, and where the store keeps what lost.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from tests.system.crowd.diary import Edit
from tests.system.crowd.script import Cast, weather
from tests.system.crowd.town import PEOPLE, VENDORS, Shown, Town, paragraph, town
from tests.system.served import until

pytestmark = pytest.mark.slow

SEEDS = [int(each) for each in os.environ.get("TEN_PEOPLE_SEEDS", "1").split(",")]
"""Each is another day of the same people: `TEN_PEOPLE_SEEDS=2,3,4 pytest tests/system/test_ten_people.py`."""
SLOWLY = {"vendor": "trello", "kind": "slow", "match": {"method": "PUT", "path_regex": "/cards/"}, "seconds": 8}
MINUTES_LATE = {
    "vendor": "slack",
    "kind": "late-webhook",
    "match": {"path_regex": "block_actions"},
    "seconds": 60,
    "times": 1,
}
RENAMED = "Aufgabe 0 rechtzeitig"
CLOCKS_DIFFER = 2.0
"""Seconds: a form counts when our clock says that it came, which follows the sandbox's with each wait for a limit."""
ALL_IS_REPEATED, A_DAY = 301, 25 * 3600
"""Seconds; Slack repeats an event that nobody acknowledged after one minute, and after five more."""


@pytest.mark.parametrize("seed", SEEDS)
def test_no_edit_is_lost_and_none_doubled(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    """Sixteen people work at once, forms stay open while others edit, deliveries come twice, late, or not at all.

    - What people change in different fields, or in different paragraphs of a description, is all there, everywhere.
    - Of two titles or days one is shown everywhere. The other one was seen by whoever replaced it, or is kept.
    - Where the tools tell when, the later one is shown. Whoever claims a task last has it.
    - A comment is everywhere once. A new task is everywhere once.
    """
    with town(tmp_path) as there:
        cast = Cast.of(there, seed)
        there.control("PUT", "/faults", weather(seed))
        cast.work()
        end = Ending(there, cast)
        there.control("PUT", "/faults", [])
        for _ in range(3):
            there.pass_time(ALL_IS_REPEATED)
        end.wait()
        end.check_calm()
        there.pass_time(A_DAY)
        end.wait()
        end.check()
        for name, figure in end.figures().items():
            record_property(name, figure)


def test_a_form_is_answered_while_a_tool_keeps_a_cycle_waiting(tmp_path: Path) -> None:
    """What is wrong is said beside its field at once, and what is right is taken at once: nobody waits for a cycle.

    Trello takes its time over a change that a cycle writes there. All answers come before that call has ended, since
    the service asks Trello for nothing else meanwhile; afterwards it does.
    """
    with town(tmp_path, tasks=1) as there:
        cast = Cast.of(there, seed=1)
        anna, ben = (cast.colleagues[who] for who in ("anna", "ben"))
        form = anna.open(0)
        there.control("PUT", "/faults", SLOWLY)
        ben.schedule(0, "2027-02-01")
        until(lambda: there.items("trello")[cast.others["tilda"].refs[0]]["due"])
        calls = there.calls("trello")
        no_title = anna.refused(title=" ")
        assert (set(no_title), no_title["title"][-1]) == ({"title"}, ".")
        assert set(anna.refused(due="", due_time="08:00")) == {"due"}
        anna.send(form, title=RENAMED)
        assert there.calls("trello") == calls, "the slow call had ended before the form was answered"
        there.control("PUT", "/faults", [])
        until(lambda: {each["title"] for tool in PEOPLE for each in there.items(tool).values()} == {RENAMED})
        assert there.calls("trello") > calls


def test_a_press_that_arrives_minutes_late_undoes_nothing(tmp_path: Path) -> None:
    """Ben's press is on its way for a minute. The days that Anna and Petra chose meanwhile stay, and his is kept.

    Anna chose hers in Slack, so that Slack tells who was later; Petra hers in Planner, which tells no times.
    """
    with town(tmp_path, tasks=2) as there, ThreadPoolExecutor(2) as threads:
        cast = Cast.of(there, seed=1)
        anna, ben = (cast.colleagues[who] for who in ("anna", "ben"))
        there.control("PUT", "/faults", [MINUTES_LATE, {**MINUTES_LATE, "seconds": 50}])
        late = [threads.submit(ben.press, task, "due", f"2027-02-0{task + 1}") for task in (0, 1)]
        until(lambda: [fault["fired"] for fault in there.control("GET", "/faults")] == [1, 1])
        anna.send(anna.open(0), due="2027-03-01")
        cast.others["petra"].schedule(1, "2027-03-02")
        until(lambda: _days(there) == {"2027-03-01", "2027-03-02"})
        there.pass_time(120)
        for each in late:
            each.result()
        until(lambda: sorted(_plain("due", each.lost) for each in there.conflicts()) == ["2027-02-01", "2027-02-02"])
        until(lambda: not there.waiting())
        assert _days(there) == {"2027-03-01", "2027-03-02"}


def _days(there: Town) -> set[str]:
    """What all items in all tools say."""
    return {_shown("due", each) for tool in PEOPLE for each in there.items(tool).values()}


class Ending:
    """What stands where when everybody has gone home, held against the diary."""

    def __init__(self, there: Town, cast: Cast) -> None:
        self.there, self.cast, self.diary = there, cast, cast.diary
        self.weather = there.control("GET", "/faults")
        self.refs = {"slack": next(iter(cast.colleagues.values())).cards}
        for who, noted in cast.others.items():
            self.refs[next(tool for tool, people in PEOPLE.items() if who in people)] = noted.refs

    def wait(self, seconds: float = 60) -> None:
        """Until everything is everywhere."""
        ends = monotonic() + seconds
        while wrong := self.missing():
            assert monotonic() < ends, "\n".join([*wrong, str(self.there.service.health())])
            sleep(0.2)

    def missing(self) -> list[str]:
        """What is not everywhere yet, in words."""
        shown = {tool: self.there.items(tool) for tool in PEOPLE}
        wrong = [*self._unlike(shown), *self._unsaid(shown), *self._unmade(shown), *self._unchanged(shown)]
        wrong = wrong or list(self._unlabelled())
        wrong = wrong or (["submissions wait"] if self.there.waiting() else [])
        return wrong or list(self._untold())

    def check_calm(self) -> None:
        """Who looks at every tool again finds nothing to write."""
        before = self.there.written()
        for _ in range(2):
            read = self.there.last_read()
            until(lambda read=read: all(at > read[place] for place, at in self.there.last_read().items()))  # type: ignore[misc]
        assert self.there.written() == before

    def check(self) -> None:
        """What a later moment could not mend."""
        kept = self.there.conflicts()
        lost = {
            name: {_plain(name, each.lost) for each in kept if each.name == name} for name in ("title", "due", "lead")
        }
        replaced, told = self._replaced(), self._told()
        shown = self._tasks("slack", self.there.items("slack"))
        for name in ("title", "due"):
            for task, edits in self.diary.of(name).items():
                final = _shown(name, shown[task])
                assert final in {each.value for each in edits}, f"{name} of {task} is nobody's: {final}"
                for each in edits:
                    there = each.value == final or each.value in lost[name] or (name, each.value) in replaced
                    assert there or _read(name, each.value) in told, f"lost: {each}; {name} is {final}"
        self._check_times(kept)
        self._check_claims(shown)

    def _untold(self) -> Iterator[str]:
        """Conflicts of which no author was told, though another person's value counts."""
        told = self._told()
        for each in self.there.conflicts():
            by_one = each.lost_by and (each.lost_by, each.lost_from) == (each.kept_by, each.kept_from)
            if not by_one and each.id not in told:
                yield f"nobody was told of conflict {each.id} about {each.name} at {each.lost_from}"

    def _told(self) -> str:
        """What authors of lost values were told: of a conflict that a later edit decided, nothing else is left."""
        items = (each for tool in VENDORS for each in self.there.items(tool).values())
        texts = (said["text"] for each in items for said in each["comments"])
        return "\n".join(text for text in texts if "cobridge conflicts restore" in text)

    def figures(self) -> dict[str, object]:
        """How much was done, and what went wrong meanwhile; shown with `--junit-xml`."""
        fired = Counter({each["kind"]: 0 for each in self.weather})
        for each in self.weather:
            fired[each["kind"]] += each["fired"]
        deliveries = len(self.there.control("GET", "/deliveries?vendor=slack"))
        return {**self.diary.acts, "deliveries": deliveries, "conflicts": len(self.there.conflicts()), **fired}

    def _tasks(self, tool: str, items: dict[str, Shown]) -> dict[int, Shown]:
        return {task: items[ref] for task, ref in self.refs[tool].items() if ref in items}

    def _unlike(self, shown: dict[str, dict[str, Shown]]) -> list[str]:
        """Tasks of which places show unlike values."""
        wrong: list[str] = []
        views = {tool: self._tasks(tool, items) for tool, items in shown.items()}
        for task in views["slack"]:
            for name in ("title", "due", "state", "lane"):
                values = {tool: _shown(name, view[task]) for tool, view in views.items() if task in view}
                if len(set(values.values())) > 1 or len(values) < len(views):
                    wrong.append(f"{name} of {task}: {values}")
        return wrong

    def _unsaid(self, shown: dict[str, dict[str, Shown]]) -> list[str]:
        wrong: list[str] = []
        for tool, items in shown.items():
            views = self._tasks(tool, items)
            for task, text in self.diary.said:
                times = sum(said["text"].count(text) for said in views[task]["comments"])
                if times != 1:
                    wrong.append(f"{text} stands {times} times below {task} in {tool}")
        return wrong

    def _unmade(self, shown: dict[str, dict[str, Shown]]) -> list[str]:
        wrong: list[str] = []
        for tool, items in shown.items():
            titles = Counter(each["title"] for each in items.values() if not each["archived"])
            wrong += [
                f"{title} stands {titles[title]} times in {tool}" for title in self.diary.titles if titles[title] != 1
            ]
            if len(items) != len(self.refs[tool]) + len(self.diary.titles):
                wrong.append(f"{tool} has {len(items)} items")
        return wrong

    def _unlabelled(self) -> Iterator[str]:
        """Labels that somebody put on, and a tool does not show."""
        readers = {tool: self.cast.others[people[0]] for tool, people in PEOPLE.items() if tool != "slack"}
        for task, edits in self.diary.of("label").items():
            held = {tool: noted.worker.labels(noted.refs[task]) for tool, noted in readers.items()}
            held["slack"] = self.cast.colleagues["anna"].labels(task)
            wanted = {each.value for each in edits}
            yield from (
                f"{wanted - found} is not on {task} in {tool}" for tool, found in held.items() if wanted - found
            )

    def _unchanged(self, shown: dict[str, dict[str, Shown]]) -> list[str]:
        """Edits that nobody contests: a person's own paragraph, a label, the one move, the one finish."""
        wrong: list[str] = []
        for tool, items in shown.items():
            views = self._tasks(tool, items)
            for each in self.diary.edits:
                view = views[each.task]
                match each.name:
                    case "word" if paragraph(each.who, each.value) + " " not in view["description"] + " ":
                        wrong.append(f"{each.who}'s {each.value} is not in {tool}, {each.task}")
                    case "lane" | "state" if _shown(each.name, view) != each.value:
                        wrong.append(f"{each.name} of {each.task} in {tool}: {view[each.name]}, not {each.value}")
        return wrong

    def _replaced(self) -> set[tuple[str, str]]:
        """Values that somebody saw and put another one in the place of."""
        found = {(each.name, value) for each in self.diary.edits for value in each.over}
        for noted in self.cast.others.values():
            for ref in noted.refs.values():
                found |= set(noted.worker.replaced(ref))
        return found

    def _check_times(self, kept: list[Any]) -> None:
        """The later of two edits was kept, wherever the tools say when they were made."""
        made = {(each.name, each.value): each for each in self.diary.edits if each.timed}
        for each in kept:
            won, lost = (made.get((each.name, _plain(each.name, fields))) for fields in (each.kept, each.lost))
            if won and lost:
                assert not _is_before(won, lost), f"the earlier one won: {won} over {lost} ({each.reason})"

    def _check_claims(self, shown: dict[int, Shown]) -> None:
        for task, claims in self.diary.of("lead").items():
            (lead,) = shown[task]["people"][:1] or [""]
            won = next(each for each in claims if lead.casefold().startswith(each.who))
            assert not [each for each in claims if _is_before(won, each)], f"{won} has {task}, of {claims}"


def _is_before(one: Edit, other: Edit) -> bool:
    return one.ended + CLOCKS_DIFFER < other.began


def _shown(name: str, item: Shown) -> str:
    value = str(item[name] or "")
    return value[:10] if name == "due" else value


def _read(name: str, value: str) -> str:
    """The value as people read it in a notice."""
    return date.fromisoformat(value).strftime("%d.%m.%Y") if name == "due" and value else f"Ihre Fassung: {value}"


def _plain(name: str, fields: Any) -> str:
    value = str(getattr(fields, name) or "")
    return value[:10] if name == "due" else value
