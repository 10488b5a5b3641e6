"""Who does what: drawn from a seed, so that a run that failed can be had again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from time import sleep

from tests.system.crowd.diary import Diary
from tests.system.crowd.slack import Colleague
from tests.system.crowd.tools import InAsana, InTeams, InTrello, Noted, Worker
from tests.system.crowd.town import EVERYBODY, LANES, PEOPLE, TASKS, Town

HOT = 4
"""Of so many tasks titles and days are contested by everybody."""
FIRST_DAY = date(2027, 1, 4)
LATE = 6
"""Seconds by which some deliveries are late: dozens of acts are done meanwhile."""
Deed = Callable[[], None]


@dataclass(frozen=True)
class Cast:
    """Everybody, with the tasks' refs in their own tool."""

    town: Town
    diary: Diary
    seed: int
    colleagues: Mapping[str, Colleague]
    others: Mapping[str, Noted]

    @classmethod
    def of(cls, town: Town, seed: int) -> Cast:
        diary = Diary()
        refs = {tool: {int(item["title"].split()[1]): ref for ref, item in town.items(tool).items()} for tool in PEOPLE}
        colleagues = {who: Colleague(town, diary, who, refs["slack"]) for who in PEOPLE["slack"]}
        workers: list[Worker] = [InTrello(town, who) for who in PEOPLE["trello"]]
        workers += [InAsana(town, who) for who in PEOPLE["asana"]]
        workers += [InTeams(town, who) for who in PEOPLE["teams"]]
        tools = {who: tool for tool, people in PEOPLE.items() for who in people}
        others = {
            each.who: Noted(each, diary, refs[tools[each.who]], timed=tools[each.who] != "teams") for each in workers
        }
        return cls(town, diary, seed, colleagues, others)

    def work(self) -> None:
        """All at the same time, until everybody has done everything; whatever goes wrong is raised."""
        with ThreadPoolExecutor(len(EVERYBODY)) as threads:
            for ending in [threads.submit(self._perform, who) for who in EVERYBODY]:
                ending.result()

    def _perform(self, who: str) -> None:
        for deed in self.deeds(who):
            deed()

    def deeds(self, who: str) -> Sequence[Deed]:
        """Everything that one person does, in their order."""
        draw = Random(f"{self.seed} {who}")
        deeds = self._in_slack(who, draw) if who in self.colleagues else self._elsewhere(who, draw)
        draw.shuffle(deeds)
        shared = Random(self.seed)
        for task in range(TASKS):
            worker: Mapping[str, Colleague | Noted] = {**self.colleagues, **self.others}
            if shared.choice(EVERYBODY) == who:
                deeds.insert(0, partial(worker[who].move, task, shared.choice(LANES[1:])))
            else:
                shared.choice(LANES[1:])
            if shared.choice(EVERYBODY) == who:
                deeds.append(partial(worker[who].finish, task))
        return deeds

    def _in_slack(self, who: str, draw: Random) -> list[Deed]:
        me = self.colleagues[who]
        words = draw.sample(range(TASKS), 5)
        forms = [partial(self._fill_in, me, task, draw.random(), draw.random()) for task in words]
        pressed = [partial(me.claim, draw.randrange(TASKS)), partial(self._schedule, me, draw.randrange(HOT))]
        replies = [partial(self._say, me, draw.randrange(TASKS)) for _ in range(2)]
        orders: list[Deed] = [partial(self._order, me.order)]
        if draw.random() < 0.3:
            orders.append(partial(self._order, me.order_by_form))
        return [*forms, *pressed, *replies, *orders]

    def _elsewhere(self, who: str, draw: Random) -> list[Deed]:
        me = self.others[who]
        words = [partial(self._reword, me, task) for task in draw.sample(range(TASKS), 4)]
        titles = [partial(self._rename, me, task) for task in draw.sample(range(HOT), 2)]
        days = [partial(self._schedule, me, task) for task in draw.sample(range(HOT), 2)]
        labels = [partial(self._label, me, draw.randrange(TASKS))]
        replies = [partial(self._say, me, draw.randrange(TASKS)) for _ in range(2)]
        return [*words, *titles, *days, *labels, *replies, partial(self._order, me.order)]

    def _fill_in(self, me: Colleague, task: int, held: float, what: float) -> None:
        """A form that stays open for a while, in which a few fields are changed and the rest is left alone."""
        form = me.open(task)
        self._wait_for(int(held * 12))
        changed = {"word": f"w{self.diary.number()}"}
        if task < HOT and what < 0.6:
            changed["title"] = f"Aufgabe {task} t{self.diary.number()}"
        if task < HOT and what > 0.4:
            changed["due"] = self._day()
        if what > 0.9:
            changed["label"] = f"L{self.diary.number()}"
        me.send(form, **changed)

    def _wait_for(self, acts: int) -> None:
        """Until others have done so much, or nobody does anything any more."""
        wanted = self.diary.total + acts
        for _ in range(40):
            if self.diary.total >= wanted:
                return
            sleep(0.05)

    def _reword(self, me: Noted, task: int) -> None:
        me.reword(task, f"w{self.diary.number()}")

    def _rename(self, me: Noted, task: int) -> None:
        me.rename(task, f"Aufgabe {task} t{self.diary.number()}")

    def _schedule(self, me: Noted | Colleague, task: int) -> None:
        me.schedule(task, self._day())

    def _label(self, me: Noted, task: int) -> None:
        me.label(task, f"L{self.diary.number()}")

    def _say(self, me: Noted | Colleague, task: int) -> None:
        me.reply(task, f"Sagt{self.diary.number()}.")

    def _order(self, order: Callable[[str], None]) -> None:
        order(f"Neu n{self.diary.number()}")

    def _day(self) -> str:
        return (FIRST_DAY + timedelta(days=self.diary.number())).isoformat()


def weather(seed: int) -> list[dict[str, object]]:
    """What goes wrong meanwhile. People's own calls go by other methods than those that are left without an answer."""
    submitted, pressed = r"^/interactions/view_submission", r"^/interactions/block_actions"
    deliveries: list[tuple[str, float, str]] = [
        ("duplicate-webhook", 0.5, r"^/commands/"),
        ("duplicate-webhook", 0.15, r"^/(interactions|events)/"),
        ("late-webhook", 0.15, submitted),
        ("late-webhook", 0.05, pressed),
        ("late-webhook", 0.2, r"^/events/"),
        ("lost-webhook", 0.05, rf"{submitted}|{pressed}"),
        ("lost-webhook", 0.1, r"^/events/"),
        ("unanswered-webhook", 0.1, rf"{submitted}|{pressed}"),
        ("unanswered-webhook", 0.1, r"^/events/"),
    ]
    calls = [
        ("slack", "drop-after", 0.04, "POST", r"chat\.(update|postMessage)"),
        ("trello", "drop-after", 0.04, "PUT", r"/cards/"),
        ("trello", "503", 0.02, "", r"/(cards|boards)/"),
        ("asana", "drop-after", 0.04, "PUT", r"/tasks/"),
        ("asana", "503", 0.02, "", r"/(tasks|events)"),
        ("graph", "503", 0.02, "", r"/planner/"),
        ("graph", "drop-after", 0.04, "PATCH", r"/planner/tasks/"),
        ("graph", "drop-after", 0.04, "POST", r"/\$batch$"),
    ]
    planted: list[dict[str, object]] = [
        {"vendor": "slack", "kind": kind, "rate": rate, "match": {"path_regex": path}, "seconds": LATE}
        for kind, rate, path in deliveries
    ]
    planted += [
        {"vendor": vendor, "kind": kind, "rate": rate, "match": {"method": method, "path_regex": path}}
        for vendor, kind, rate, method, path in calls
    ]
    return [{**each, "seed": seed * 100 + number} for number, each in enumerate(planted)]
