"""People at work in Trello, Asana and Planner, each by the vendor's API with a token of their own.

Who gets no answer, or one that says to come again, looks and does it again; who edits in Planner sends the version
they saw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, Protocol
from urllib.parse import quote

import requests

from tests.system.crowd.diary import Diary
from tests.system.crowd.town import Town

PATIENCE = 30
PARAGRAPH = re.compile(r"Absatz (\w+): (w\d+)\b")
"""One that somebody has written something into."""
AGAIN = (429, 500, 503)


class StaleError(Exception):
    """Somebody was faster: Planner refuses an edit of a version that is no longer there."""


class Worker(Protocol):
    """One person at the space's place of one tool; tasks go by their refs there."""

    @property
    def who(self) -> str: ...

    def rename(self, ref: str, title: str) -> frozenset[str]:
        """Returns the title that stood there, where the tool makes sure of it."""
        ...

    def schedule(self, ref: str, day: str) -> frozenset[str]: ...
    def reword(self, ref: str, word: str) -> None:
        """Another word in the person's own paragraph of the description."""
        ...

    def move(self, ref: str, lane: str) -> None: ...
    def finish(self, ref: str) -> None: ...
    def label(self, ref: str, name: str) -> None: ...
    def labels(self, ref: str) -> set[str]: ...
    def say(self, ref: str, text: str) -> None: ...
    def create(self, title: str) -> None: ...
    def replaced(self, ref: str) -> Iterator[tuple[str, str]]:
        """Field and value, for each that a person put another one in the place of, as the tool's history tells."""
        ...


@dataclass(frozen=True)
class InTrello:
    town: Town
    who: str

    def rename(self, ref: str, title: str) -> frozenset[str]:
        self._call("PUT", f"/cards/{ref}", name=title)
        return frozenset()

    def schedule(self, ref: str, day: str) -> frozenset[str]:
        self._call("PUT", f"/cards/{ref}", due=f"{day}T11:00:00.000Z")
        return frozenset()

    def reword(self, ref: str, word: str) -> None:
        carefully(self.who, word, partial(self._text, ref), partial(self._write, ref), partial(self._before, ref))

    def _text(self, ref: str) -> str:
        return str(self._call("GET", f"/cards/{ref}")["desc"])

    def _write(self, ref: str, text: str) -> None:
        self._call("PUT", f"/cards/{ref}", desc=text)

    def _before(self, ref: str) -> str:
        me = self.town.account(self.who, "trello")
        actions = self._call("GET", f"/cards/{ref}/actions", filter="updateCard")
        mine = [each["data"]["old"] for each in actions if each["idMemberCreator"] == me]
        return next((str(old["desc"]) for old in mine if "desc" in old), "")

    def move(self, ref: str, lane: str) -> None:
        lists = self._call("GET", f"/boards/{self._board}/lists")
        self._call("PUT", f"/cards/{ref}", idList=next(each["id"] for each in lists if each["name"] == lane))

    def finish(self, ref: str) -> None:
        self._call("PUT", f"/cards/{ref}", dueComplete="true")

    def label(self, ref: str, name: str) -> None:
        known = {each["name"]: each["id"] for each in self._call("GET", f"/boards/{self._board}/labels")}
        made = known.get(name) or self._call("POST", "/labels", name=name, idBoard=self._board, color="red")["id"]
        self._call("POST", f"/cards/{ref}/idLabels", value=made)

    def labels(self, ref: str) -> set[str]:
        return {each["name"] for each in self._call("GET", f"/cards/{ref}")["labels"]}

    def say(self, ref: str, text: str) -> None:
        self._call("POST", f"/cards/{ref}/actions/comments", text=text)

    def create(self, title: str) -> None:
        first = self._call("GET", f"/boards/{self._board}/lists")[0]["id"]
        self._call("POST", "/cards", name=title, idList=first)

    def replaced(self, ref: str) -> Iterator[tuple[str, str]]:
        ours = self.town.seed["service"]["trello"][0]["member"]["id"]
        for action in self._call("GET", f"/boards/{self._board}/actions", filter="updateCard", limit="1000"):
            if action["idMemberCreator"] != ours and action["data"]["card"]["id"] == ref:
                old = action["data"]["old"]
                yield from (("title", each) for each in (old.get("name"),) if each)
                yield from (("due", each[:10]) for each in (old.get("due"),) if each)

    @property
    def _board(self) -> str:
        return self.town.containers["trello"]

    def _call(self, method: str, path: str, **sent: str) -> Any:
        credential = {"key": "people", "token": f"trello-{self.who}"}
        query, body = ({**credential, **sent}, None) if method == "GET" else (credential, sent)
        url = f"{self.town.sandbox.urls['trello']}/1{path}"
        return answered(lambda: requests.request(method, url, params=query, data=body, timeout=30)).json()


@dataclass(frozen=True)
class InAsana:
    town: Town
    who: str

    def rename(self, ref: str, title: str) -> frozenset[str]:
        self._call("PUT", f"/tasks/{ref}", name=title)
        return frozenset()

    def schedule(self, ref: str, day: str) -> frozenset[str]:
        self._call("PUT", f"/tasks/{ref}", due_on=day)
        return frozenset()

    def reword(self, ref: str, word: str) -> None:
        carefully(self.who, word, partial(self._text, ref), partial(self._write, ref), partial(self._before, ref))

    def _text(self, ref: str) -> str:
        return str(self._call("GET", f"/tasks/{ref}?opt_fields=html_notes")["html_notes"])

    def _write(self, ref: str, text: str) -> None:
        self._call("PUT", f"/tasks/{ref}", html_notes=text)

    def _before(self, ref: str) -> str:
        me = self.town.account(self.who, "asana")
        stories = self._call("GET", f"/tasks/{ref}/stories?opt_fields=resource_subtype,created_by,old_text_value")
        mine = [each for each in stories if (each["created_by"] or {}).get("gid") == me]
        return next((each["old_text_value"] or "" for each in mine[::-1] if "old_text_value" in each), "")

    def move(self, ref: str, lane: str) -> None:
        sections = self._call("GET", f"/projects/{self._project}/sections")
        section = next(each["gid"] for each in sections if each["name"] == lane)
        self._call("POST", f"/sections/{section}/addTask", task=ref)

    def finish(self, ref: str) -> None:
        self._call("PUT", f"/tasks/{ref}", completed=True)

    def label(self, ref: str, name: str) -> None:
        workspace = self._call("GET", f"/projects/{self._project}?opt_fields=workspace")["workspace"]["gid"]
        known = {each["name"]: each["gid"] for each in self._call("GET", f"/workspaces/{workspace}/tags")}
        made = known.get(name) or self._call("POST", f"/workspaces/{workspace}/tags", name=name)["gid"]
        self._call("POST", f"/tasks/{ref}/addTag", tag=made)

    def labels(self, ref: str) -> set[str]:
        return {each["name"] for each in self._call("GET", f"/tasks/{ref}?opt_fields=tags.name")["tags"]}

    def say(self, ref: str, text: str) -> None:
        self._call("POST", f"/tasks/{ref}/stories", text=text)

    def create(self, title: str) -> None:
        section = self._call("GET", f"/projects/{self._project}/sections")[0]["gid"]
        where = {"project": self._project, "section": section}
        self._call("POST", "/tasks", name=title, memberships=[where])

    def replaced(self, ref: str) -> Iterator[tuple[str, str]]:
        ours = self.town.seed["service"]["asana"][0]["user"]["gid"]
        wanted = "resource_subtype,created_by,old_name,old_dates"
        for story in self._call("GET", f"/tasks/{ref}/stories?opt_fields={wanted}"):
            if (story["created_by"] or {}).get("gid") == ours:
                continue
            if story["resource_subtype"] == "name_changed":
                yield "title", story["old_name"]
            if story["resource_subtype"] == "due_date_changed":
                yield "due", str((story["old_dates"] or {}).get("due_on") or "")

    @property
    def _project(self) -> str:
        return self.town.containers["asana"]

    def _call(self, method: str, path: str, **data: object) -> Any:
        url, headers = f"{self.town.sandbox.urls['asana']}/api/1.0{path}", {"Authorization": f"Bearer asana-{self.who}"}
        body = {"data": data} if data else None
        return answered(lambda: requests.request(method, url, headers=headers, json=body, timeout=30)).json()["data"]


@dataclass(frozen=True)
class InTeams:
    town: Town
    who: str

    def rename(self, ref: str, title: str) -> frozenset[str]:
        seen = self._changed(f"/planner/tasks/{ref}", lambda _: {"title": title})
        return frozenset(each["title"] for each in seen) - {title}

    def schedule(self, ref: str, day: str) -> frozenset[str]:
        seen = self._changed(f"/planner/tasks/{ref}", lambda _: {"dueDateTime": f"{day}T10:00:00Z"})
        return frozenset(str(each["dueDateTime"] or "")[:10] for each in seen) - {day}

    def reword(self, ref: str, word: str) -> None:
        self._changed(
            f"/planner/tasks/{ref}/details",
            lambda shown: {"description": reworded(shown["description"], self.who, word)},
        )

    def move(self, ref: str, lane: str) -> None:
        buckets = self._call("GET", f"/planner/plans/{self.town.containers['teams']}/buckets")["value"]
        bucket = next(each["id"] for each in buckets if each["name"] == lane)
        self._changed(f"/planner/tasks/{ref}", lambda _: {"bucketId": bucket})

    def finish(self, ref: str) -> None:
        self._changed(f"/planner/tasks/{ref}", lambda _: {"percentComplete": 100})

    def label(self, ref: str, name: str) -> None:
        """Into a slot of the plan that has no name yet."""
        plan = f"/planner/plans/{self.town.containers['teams']}/details"

        def named(shown: Mapping[str, Any]) -> dict[str, Any]:
            taken = {slot: text for slot, text in shown["categoryDescriptions"].items() if text}
            free = next(f"category{number}" for number in range(25, 0, -1) if f"category{number}" not in taken)
            return {"categoryDescriptions": {next((slot for slot in taken if taken[slot] == name), free): name}}

        self._changed(plan, named)
        slots = self._call("GET", plan)["categoryDescriptions"]
        slot = next(each for each, text in slots.items() if text == name)
        self._changed(f"/planner/tasks/{ref}", lambda _: {"appliedCategories": {slot: True}})

    def labels(self, ref: str) -> set[str]:
        names = self._call("GET", f"/planner/plans/{self.town.containers['teams']}/details")["categoryDescriptions"]
        return {names[slot] for slot in self._call("GET", f"/planner/tasks/{ref}")["appliedCategories"]}

    def say(self, ref: str, text: str) -> None:
        """Below the message in the channel that names the task."""
        channels = self.town.control("GET", "/state/graph")["channels"]
        messages = [message for each in channels for message in each["messages"]]
        root = next(message["id"] for message in messages if ref in message["body"]["content"])
        team, _, channel = self.town.talk.partition("/")
        path = f"/teams/{team}/channels/{quote(channel, safe='')}/messages/{root}/replies"
        self._call("POST", path, {"body": {"contentType": "html", "content": f"<p>{text}</p>"}})

    def create(self, title: str) -> None:
        plan = self.town.containers["teams"]
        bucket = self._call("GET", f"/planner/plans/{plan}/buckets")["value"][0]["id"]
        self._call("POST", "/planner/tasks", {"planId": plan, "title": title, "bucketId": bucket})

    def replaced(self, ref: str) -> Iterator[tuple[str, str]]:
        """Planner keeps no history; who edited there knew the version."""
        del ref
        yield from ()

    def _changed(self, path: str, values: Callable[[Mapping[str, Any]], dict[str, Any]]) -> list[Mapping[str, Any]]:
        """What was seen before the edit, each time it was tried."""
        seen: list[Mapping[str, Any]] = []
        for _ in range(PATIENCE):
            seen.append(self._call("GET", path))
            try:
                self._call("PATCH", path, values(seen[-1]), seen[-1]["@odata.etag"])
            except StaleError:
                continue
            return seen
        raise AssertionError(f"{self.who} was always too late at {path}")

    def _call(self, method: str, path: str, data: Any = None, match: str = "") -> Any:
        headers = {"Authorization": f"Bearer teams-{self.who}"} | ({"If-Match": match} if match else {})
        url = f"{self.town.sandbox.urls['graph']}/v1.0{path}"
        answer = answered(lambda: requests.request(method, url, headers=headers, json=data, timeout=30))
        return answer.json() if answer.content else None


@dataclass(frozen=True)
class Noted:
    """A worker whose edits are written down; `refs` are the tasks' items at the place."""

    worker: Worker
    diary: Diary
    refs: Mapping[int, str]
    timed: bool

    def rename(self, task: int, title: str) -> None:
        began = monotonic()
        self._edit(task, "title", title, began, self.worker.rename(self.refs[task], title))

    def schedule(self, task: int, day: str) -> None:
        began = monotonic()
        self._edit(task, "due", day, began, self.worker.schedule(self.refs[task], day))

    def reword(self, task: int, word: str) -> None:
        began = monotonic()
        self.worker.reword(self.refs[task], word)
        self._edit(task, "word", word, began)

    def move(self, task: int, lane: str) -> None:
        began = monotonic()
        self.worker.move(self.refs[task], lane)
        self._edit(task, "lane", lane, began)

    def finish(self, task: int) -> None:
        began = monotonic()
        self.worker.finish(self.refs[task])
        self._edit(task, "state", "done", began)

    def label(self, task: int, name: str) -> None:
        began = monotonic()
        self.worker.label(self.refs[task], name)
        self._edit(task, "label", name, began)

    def reply(self, task: int, text: str) -> None:
        self.worker.say(self.refs[task], text)
        self.diary.say(task, text)

    def order(self, title: str) -> None:
        self.worker.create(title)
        self.diary.create(title)

    def _edit(self, task: int, name: str, value: str, began: float, over: frozenset[str] = frozenset()) -> None:
        self.diary.edit(task, name, self.worker.who, value, began, over, timed=self.timed)


def reworded(text: str, who: str, word: str) -> str:
    """The text with another word in the person's own paragraph."""
    new, number = re.subn(rf"Absatz {who}: [\w.]+", f"Absatz {who}: {word}", text)
    assert number == 1, f"{who} has {number} paragraphs in {text!r}"
    return new


def carefully(
    who: str, word: str, read: Callable[[], str], write: Callable[[str], None], before: Callable[[], str]
) -> None:
    """Another word in one's own paragraph, where the tool takes the whole text and knows no versions.

    What somebody else wrote after the text was read is overwritten by that; who sees it in the history puts it back.
    """
    text = read()
    write(reworded(text, who, word))
    for _ in range(PATIENCE):
        overwritten = [(other, said) for other, said in PARAGRAPH.findall(before()) if said not in text]
        if not overwritten:
            return
        text = read()
        restored = text
        for other, said in overwritten:
            restored = reworded(restored, other, said)
        text += "".join(said for _, said in overwritten)
        write(restored)
    raise AssertionError(f"{who} was overtaken by others again and again")


def answered(send: Callable[[], requests.Response]) -> requests.Response:
    """What the vendor says in the end. No answer at all comes only to what may be sent twice: see `weather`."""
    for _ in range(PATIENCE):
        try:
            answer = send()
        except requests.ConnectionError:
            continue
        if answer.status_code == 412:
            raise StaleError
        if answer.status_code not in AGAIN:
            assert answer.ok, answer.text
            return answer
    raise AssertionError("the vendor never answered")
