"""What people do in the week, each in their own tool, and what must therefore stand everywhere in the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from time import monotonic, sleep
from typing import Any, Protocol, cast

import requests

from tests.system.crowd.tools import InAsana, InTeams, InTrello
from tests.system.crowd.town import Town
from tests.system.served import until
from tests.system.week.place import WORKERS, Site

PATIENCE = 60.0
LATER = 5.0


class Hands(Protocol):
    """Somebody's, at the space's place in their tool; tasks go by their refs there."""

    def create(self, title: str) -> None: ...
    def rename(self, ref: str, title: str) -> object: ...
    def finish(self, ref: str) -> None: ...
    def say(self, ref: str, text: str) -> None: ...


@dataclass(frozen=True)
class InSlack:
    """Presses, forms and commands until Slack shows no warning, which says that the service has them."""

    site: Site
    who: str

    def create(self, title: str) -> None:
        self._insist(do="slash", channel=self._channel, values={"text": title})

    def rename(self, ref: str, title: str) -> None:
        until(lambda: self._opened(ref), PATIENCE)
        self._insist(do="submit", values={"title": title})

    def finish(self, ref: str) -> None:
        self._insist(do="press", channel=self._channel, ts=ref, action_id="done")

    def say(self, ref: str, text: str) -> None:
        """With a token of their own."""
        sent = {"channel": self._channel, "thread_ts": ref, "text": text}
        url, token = f"{self.site.sandbox.urls['slack']}/api/chat.postMessage", f"Bearer slack-{self.who}"
        answer = requests.post(url, json=sent, headers={"Authorization": token}, timeout=30).json()
        assert answer["ok"], answer

    @property
    def _channel(self) -> str:
        return self.site.containers["slack"]

    def _opened(self, ref: str) -> bool:
        self._insist(do="press", channel=self._channel, ts=ref, action_id="edit")
        return any(view["type"] == "modal" for view in self.site.control("GET", "/state/slack")["views"])

    def _insist(self, **wanted: Any) -> None:
        """Again and again, a few seconds later."""
        ends = monotonic() + PATIENCE
        while not self._act(**wanted):
            assert monotonic() < ends, f"{self.who} is not answered: {wanted}"
            self.site.advance(LATER)
            sleep(0.05)

    def _act(self, **wanted: Any) -> bool:
        """Whether the service answered; where it has no line and no address, Slack says that the app does not."""
        url = f"{self.site.sandbox.control_url}/act"
        sent = {"tool": "slack", "person": self.who, **wanted}
        answer = requests.post(url, json=sent, timeout=90)
        return answer.ok and answer.json()["status"] == 200


@dataclass
class Task:
    """A task as people left it."""

    title: str
    done: bool = False
    text: str = ""
    comments: list[str] = field(default_factory=list)
    touched: int = -1


@dataclass
class People:
    """Four people at work. No two of them touch one task in the same step, so that every edit has to last."""

    site: Site
    draw: Random
    tasks: list[Task] = field(default_factory=list)
    acts: int = 0
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def act(self, step: int, tools: Collection[str]) -> bool:
        """One or two acts in each of these tools; whether the log will tell of that day."""
        deeds = [self._one(step, tool) for tool in sorted(tools) for _ in range(self.draw.randint(1, 2))]
        return any(deeds)

    def finish_blindly(self, step: int) -> bool:
        """A press on a card while Slack refuses everything that the service asks; whether there was one to press."""
        refs = {each["title"]: str(each["ref"]) for each in self.site.items("slack")}
        open_ones = [task for task in self.tasks if task.title in refs and not task.done and task.touched < step]
        for task in open_ones[:1]:
            self._finish(self._hands("slack"), task, refs[task.title])
            task.touched = step
        return bool(open_ones)

    def _one(self, step: int, tool: str) -> bool:
        """Whether it counts as participation, on a day that the tool tells: Planner tells none."""
        hands = self._hands(tool)
        refs = {each["title"]: str(each["ref"]) for each in self.site.items(tool)}
        free = [task for task in self.tasks if task.touched < step and task.title in refs]
        deeds: list[Callable[[Hands, Task, str], bool]] = [self._rename, self._say, self._finish]
        self.acts += 1
        if not free or self.draw.random() < 0.25:
            title = f"Aufgabe {next(self._numbers)}"
            hands.create(title)
            self.tasks.append(Task(title, touched=step))
            return tool != "teams"
        task = self.draw.choice(free)
        task.touched = step
        return self.draw.choices(deeds, (3, 3, 1))[0](hands, task, refs[task.title]) and tool != "teams"

    def _rename(self, hands: Hands, task: Task, ref: str) -> bool:
        title = f"{task.title.split(',')[0]}, {next(self._numbers)}. Fassung"
        hands.rename(ref, title)
        task.title = title
        return False

    def _say(self, hands: Hands, task: Task, ref: str) -> bool:
        text = f"Bemerkung {next(self._numbers)}."
        if isinstance(hands, InTeams) and not self._has_thread(ref):
            return self._rename(hands, task, ref)
        hands.say(ref, text)
        task.comments.append(text)
        return False

    def _finish(self, hands: Hands, task: Task, ref: str) -> bool:
        if task.done:
            return self._rename(hands, task, ref)
        hands.finish(ref)
        task.done = True
        return True

    def _has_thread(self, ref: str) -> bool:
        """Whether the service has opened a task's message in the channel."""
        channels = self.site.control("GET", "/state/graph")["channels"]
        return any(ref in message["body"]["content"] for each in channels for message in each["messages"])

    def _hands(self, tool: str) -> Hands:
        town, who = cast("Town", self.site), WORKERS[tool]  # as much of a town as these hands use
        made: Mapping[str, Callable[[], Hands]] = {
            "trello": lambda: InTrello(town, who),
            "asana": lambda: InAsana(town, who),
            "slack": lambda: InSlack(self.site, who),
            "teams": lambda: InTeams(town, who),
        }
        return made[tool]()
