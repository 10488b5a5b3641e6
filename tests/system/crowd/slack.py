"""Somebody at work in Slack: presses, forms and commands through `/act`, replies with a token of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

import requests

from tests.system.crowd.diary import Diary
from tests.system.crowd.town import Town

PATIENCE = 12
"""How often a person does again what Slack said had gone wrong."""


@dataclass(frozen=True)
class Form:
    """A form as it was opened: what stood in it, and the blocks of its description."""

    task: int
    title: str
    due: str
    labels: str
    description: list[dict[str, Any]]


@dataclass(frozen=True)
class Colleague:
    """One of the ten; `cards` are the tasks' messages."""

    town: Town
    diary: Diary
    who: str
    cards: Mapping[int, str]
    _account: list[str] = field(default_factory=list)

    @property
    def account(self) -> str:
        return self.town.account(self.who, "slack")

    def press(self, task: int, action: str, values: object = None) -> None:
        """Until Slack shows no warning beside the button."""
        self._insist(do="press", channel=self._channel, ts=self.cards[task], action_id=action, values=values)

    def claim(self, task: int) -> None:
        began = monotonic()
        self.press(task, "claim")
        self.diary.edit(task, "lead", self.who, self.who, began)

    def schedule(self, task: int, day: str) -> None:
        """With the date picker on the card; what it showed may have changed while it was pressed."""
        began, before = monotonic(), self._due(task)
        self.press(task, "due", day)
        self.diary.edit(task, "due", self.who, day, began, frozenset({before, self._due(task)}) - {day})

    def move(self, task: int, lane: str) -> None:
        began = monotonic()
        self.press(task, "lane", lane)
        self.diary.edit(task, "lane", self.who, lane, began)

    def finish(self, task: int) -> None:
        """Whoever sees a warning looks whether the card is done by now: a second press would open it again."""
        began = monotonic()
        for _ in range(PATIENCE):
            answer = self._act(do="press", channel=self._channel, ts=self.cards[task], action_id="done")
            if answer["status"] == 200 or self._is_done(task):
                self.diary.edit(task, "state", self.who, "done", began)
                return
        raise AssertionError(f"{self.who} was not heard")

    def order(self, title: str) -> None:
        """`/task` and a title."""
        self._act(do="slash", channel=self._channel, values={"text": title})
        self.diary.create(title)

    def order_by_form(self, title: str) -> None:
        """`/task` alone, then the form."""
        self._open(do="slash", channel=self._channel)
        self._insist(do="submit", values={"title": title})
        self.diary.create(title)

    def reply(self, task: int, text: str) -> None:
        """Types below the card."""
        sent = {"channel": self._channel, "thread_ts": self.cards[task], "text": text}
        url, token = f"{self.town.sandbox.urls['slack']}/api/chat.postMessage", f"Bearer slack-{self.who}"
        answer = requests.get(url, params=sent, headers={"Authorization": token}, timeout=30).json()
        assert answer["ok"], answer
        self.diary.say(task, text)

    def open(self, task: int) -> Form:
        """The form behind the card's button."""
        view = self._open(do="press", channel=self._channel, ts=self.cards[task], action_id="edit")
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block.get("element")}
        self.diary.note("open")
        return Form(
            task,
            inputs["title"].get("initial_value", ""),
            inputs["due"].get("initial_date", ""),
            inputs["labels"].get("initial_value", ""),
            inputs["description"].get("initial_value", {}).get("elements", []),
        )

    def send(self, form: Form, **changed: str) -> None:
        """The form with `title`, `due`, `label` or `word` changed, and everything else as it stood there."""
        began = monotonic()
        answer = self._insist(do="submit", values=_values(form, self.who, changed))
        assert not answer, answer
        if "title" in changed:
            self.diary.edit(form.task, "title", self.who, changed["title"], began, frozenset({form.title}))
        if "due" in changed:
            self.diary.edit(form.task, "due", self.who, changed["due"], began, frozenset({form.due}))
        if "label" in changed:
            self.diary.edit(form.task, "label", self.who, changed["label"], began)
        if "word" in changed:
            self.diary.edit(form.task, "word", self.who, changed["word"], began)

    def labels(self, task: int) -> set[str]:
        """What the card shows as code."""
        channels = self.town.control("GET", "/state/slack")["channels"]
        messages = next(each["messages"] for each in channels if each["id"] == self._channel)
        blocks = next(each["blocks"] for each in messages if each["ts"] == self.cards[task])
        parts = [part for block in blocks if block["block_id"] == "labels" for part in block["elements"][0]["elements"]]
        return {part["text"] for part in parts if part.get("style", {}).get("code")}

    def refused(self, **values: Any) -> Mapping[str, str]:
        """Sends the open form with something wrong in it; what the answer says beside the fields."""
        answer = self._insist(do="submit", values=values)
        self.diary.note("refused")
        assert answer["response_action"] == "errors", answer
        errors: Mapping[str, str] = answer["errors"]
        return errors

    @property
    def _channel(self) -> str:
        return self.town.containers["slack"]

    def _is_done(self, task: int) -> bool:
        """Within three seconds."""
        ends = monotonic() + 3
        while monotonic() < ends:
            if self.town.items("slack")[self.cards[task]]["state"] == "done":
                return True
            sleep(0.1)
        return False

    def _due(self, task: int) -> str:
        return str(self.town.items("slack")[self.cards[task]]["due"] or "")[:10]

    def _open(self, **wanted: Any) -> dict[str, Any]:
        """Slack lets a form be opened within three seconds; who gets none presses again."""
        for _ in range(PATIENCE):
            self._act(**wanted)
            views = [view for view in self.town.control("GET", "/state/slack")["views"] if view["type"] == "modal"]
            if mine := [view for view in views if view["user"] == self.account]:
                found: dict[str, Any] = mine[-1]
                return found
        raise AssertionError(f"{self.who} got no form")

    def _insist(self, **wanted: Any) -> Any:
        """Until an answer comes."""
        for _ in range(PATIENCE):
            answer = self._act(**wanted)
            if answer["status"] == 200:
                return answer["body"]
            assert answer["status"] is None, answer
        raise AssertionError(f"{self.who} was not answered: {wanted}")

    def _act(self, **wanted: Any) -> Any:
        return self.town.control("POST", "/act", {"tool": "slack", "person": self.who, **wanted})


def _values(form: Form, who: str, changed: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: changed[name] for name in ("title", "due") if name in changed}
    if "label" in changed:
        values["labels"] = ", ".join(filter(None, (form.labels, changed["label"])))
    if "word" in changed:
        elements = [_reworded(each, who, changed["word"]) for each in form.description]
        rich = {"type": "rich_text", "elements": elements}
        values["description"] = {"type": "rich_text_input", "rich_text_value": rich}
    return values


def _reworded(section: dict[str, Any], who: str, word: str) -> dict[str, Any]:
    """A person's own paragraph with another word."""
    parts = [
        {**part, "text": re.sub(rf"Absatz {who}: \S+", f"Absatz {who}: {word}", part["text"])}
        if "text" in part
        else part
        for part in section["elements"]
    ]
    return {**section, "elements": parts}
