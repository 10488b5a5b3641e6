"""People at work in a Slack channel of cards: what they press, send and type; only replies go through Slack's API."""

from __future__ import annotations

import html
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import requests

from bridge.entry.demo.control import Control, NotTakenError
from bridge.entry.demo.hands import Lane, Person
from bridge.entry.demo.processes import FailedError

TIMEOUT = 30
MOST_PRESSES = 3
LANE = "lane "
"""What the block id of a lane on the channel's board begins with."""


@dataclass(frozen=True, slots=True)
class SlackHands:
    """See `Hands`. What people press is delivered to the service, which has to listen meanwhile."""

    control: Control
    origin: str
    channel: str

    def lanes(self, _: Person) -> Sequence[Lane]:
        """Those of the channel's board."""
        rows = [block for block in self._board()["blocks"] if block["block_id"].startswith(LANE)]
        return [Lane(row["block_id"].removeprefix(LANE), html.unescape(row["text"]["text"])) for row in rows]

    def add_lane(self, person: Person, name: str) -> None:
        """Typed into the form of the board."""
        self._press(person, self._board()["ts"], "lanes")
        self._submit(person, new=name)

    def create(self, person: Person, title: str, description: str) -> None:
        """`/task` and a title, or the board's form where there is more to say."""
        if not description:
            self._act(person, "slash", channel=self.channel, values={"text": title})
            return
        first = self.lanes(person)[0]
        self._press(person, self._board()["ts"], "create")
        self._submit(person, title=title, description=_rich([_section(description)]), lane=first.ref)

    def rename(self, person: Person, ref: str, title: str) -> None:
        """In the card's form."""
        self._edit(person, ref, title=title)

    def describe(self, person: Person, ref: str, text: str) -> None:
        """What stands in the form stays, as it is formatted."""
        before = [each for block in self._blocks(ref, "description") for each in block["elements"]]
        self._edit(person, ref, description=_rich([*before, _section(text)]))

    def schedule(self, person: Person, ref: str, day: date) -> None:
        """Picked on the card."""
        self._press(person, ref, "due", {"due": day.isoformat()})

    def move(self, person: Person, ref: str, lane: Lane) -> None:
        """Chosen on the card."""
        self._press(person, ref, "lane", {"lane": lane.ref})

    def finish(self, person: Person, ref: str) -> None:
        """The card's button."""
        self._press(person, ref, "done")

    def reopen(self, person: Person, ref: str) -> None:
        """The same button."""
        self._press(person, ref, "done")

    def label(self, person: Person, ref: str, name: str) -> None:
        """In the card's form, where commas part them."""
        self._edit(person, ref, labels=", ".join([*self.labels(person, ref), name]))

    def labels(self, _: Person, ref: str) -> Sequence[str]:
        """What the card sets as code."""
        sections = [each for block in self._blocks(ref, "labels") for each in block["elements"]]
        parts = [part for section in sections for part in section["elements"]]
        return [part["text"] for part in parts if part.get("style", {}).get("code")]

    def join(self, person: Person, ref: str) -> None:
        """The card's button."""
        self._press(person, ref, "claim")

    def comment(self, person: Person, ref: str, text: str) -> None:
        """A reply in the card's thread."""
        answer = requests.post(
            f"{self.origin}/api/chat.postMessage",
            headers={"Authorization": f"Bearer slack-{person.id}"},
            json={"channel": self.channel, "thread_ts": ref, "text": text},
            timeout=TIMEOUT,
        )
        answer.raise_for_status()

    def archive(self, person: Person, ref: str) -> None:
        """Ticked in the card's form."""
        self._edit(person, ref, archived=["archived"])

    def delete(self, person: Person, ref: str) -> None:
        """The message itself."""
        self._act(person, "delete", channel=self.channel, ts=ref)

    def _edit(self, person: Person, ref: str, **values: object) -> None:
        self._press(person, ref, "edit")
        self._submit(person, **values)

    def _press(self, person: Person, ts: str, action: str, values: object = None) -> None:
        """A form that does not open in time is asked for again, as people do."""
        for _ in range(MOST_PRESSES):
            with suppress(NotTakenError):
                self._act(person, "press", channel=self.channel, ts=ts, action_id=action, values=values)
                return
        raise FailedError(f"slack press {action}: the service did not take it, {MOST_PRESSES} times.")

    def _submit(self, person: Person, **values: object) -> None:
        self._act(person, "submit", values=values)

    def _act(self, person: Person, do: str, **wanted: object) -> None:
        self.control.act(tool="slack", person=person.id, do=do, **wanted)

    def _board(self) -> Any:  # noqa: ANN401  a vendor's JSON
        """The newest message that holds lanes; people see it in the channel."""
        boards = [each for each in self._messages() if each.get("blocks", [{}])[0].get("block_id") == "board"]
        return max(boards, key=lambda each: str(each["ts"]))

    def _blocks(self, ref: str, name: str) -> list[Any]:
        card = next(each for each in self._messages() if each["ts"] == ref)
        return [block for block in card["blocks"] if block.get("block_id") == name]

    def _messages(self) -> list[Any]:
        channels = self.control.native("slack")["channels"]
        return next(each["messages"] for each in channels if each["id"] == self.channel)


def _section(text: str) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


def _rich(elements: list[Any]) -> dict[str, object]:
    return {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": elements}}
