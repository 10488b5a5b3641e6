"""What people do with checklists, links and priorities of cards in the sandbox: they tick, and fill in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bridge.core.model.ids import Ref
from bridge.core.model.parts import Check, Priority
from tests.contracts.slack_people import People
from tests.contracts.slack_place import KeptPlace


class SlackParts:
    """Anna works with the cards of `channel`, and sees on them what was carried out so far."""

    values: Mapping[str, tuple[str, str]] = {}
    choice: str = ""
    silent: Priority | None = None

    def __init__(self, people: People, kept: KeptPlace, channel: str) -> None:
        self._people, self._kept, self._channel = people, kept, channel

    def checks(self, item: Ref) -> Sequence[Check]:
        self._kept.carry_out()
        return self._shown(item)

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str:
        assert not group, "a card has one checklist"
        self._fill_in(item, checklist=[*self._titles(item), title])
        before, now = (self._kept.waiting[-1].base.checklist, self._kept.waiting[-1].fields.checklist)
        (made,) = {check.id for check in now} - {check.id for check in before}
        if done:
            self._kept.carry_out()
            self.edit_check(item, made, done=True)
        return made

    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None:
        if title is not None:
            self._fill_in(item, checklist=[title if each.id == check else each.title for each in self._shown(item)])
        if done is not None:
            block, boxes = next(each for each in self._boxes(item) if check in {one.id for one in _checks(each[1])})
            ticked = [one.id for one in _checks(boxes) if (done if one.id == check else one.done)]
            values = {"values": {block: ticked}}
            self._people.act("anna", "press", channel=self._channel, ts=item, action_id="check", **values)

    def remove_check(self, item: Ref, check: str) -> None:
        self._fill_in(item, checklist=[each.title for each in self._shown(item) if each.id != check])

    def attached(self, item: Ref) -> Sequence[str]:
        self._kept.carry_out()
        return [link["url"] for link in self._links(item)]

    def attach(self, item: Ref, url: str, name: str) -> None:
        self._fill_in(item, attachments=[*self._lines(item), f"{url} {name}"])

    def detach(self, item: Ref, url: str) -> None:
        self._fill_in(item, attachments=[line for line in self._lines(item) if line.split()[0] != url])

    def prioritise(self, item: Ref, priority: Priority) -> None:
        self._fill_in(item, priority=[priority.value])

    def set_value(self, item: Ref, name: str, value: str) -> None:
        raise NotImplementedError(f"{item}: a card has no field {name} for {value}.")

    def set_unchosen(self, item: Ref, value: str) -> None:
        raise NotImplementedError(f"{item}: a card has no custom fields, nor {value}.")

    def _fill_in(self, item: Ref, **lines: Sequence[str]) -> None:
        self._people.act("anna", "press", channel=self._channel, ts=item, action_id="edit")
        self._people.act("anna", "submit", values={name: "\n".join(each) for name, each in lines.items()})

    def _titles(self, item: Ref) -> list[str]:
        return [check.title for check in self._shown(item)]

    def _shown(self, item: Ref) -> list[Check]:
        return [check for _, boxes in self._boxes(item) for check in _checks(boxes)]

    def _lines(self, item: Ref) -> list[str]:
        return [f"{link['url']} {link.get('text', '')}".strip() for link in self._links(item)]

    def _links(self, item: Ref) -> list[Any]:
        listed = [part for block in self._blocks(item, "attachments") for part in block["elements"][1]["elements"]]
        return [each for part in listed for each in part["elements"]]

    def _boxes(self, item: Ref) -> list[tuple[str, Any]]:
        return [(block["block_id"], block["accessory"]) for block in self._blocks(item, "checklist")]

    def _blocks(self, item: Ref, name: str) -> list[Any]:
        channels = self._people.control("GET", "/state/slack")["channels"]
        (channel,) = (each for each in channels if each["id"] == self._channel)
        (message,) = (each for each in channel["messages"] if each["ts"] == item)
        return [block for block in message["blocks"] if block["block_id"].split()[0] == name]


def _checks(boxes: Any) -> list[Check]:
    done = {each["value"] for each in boxes.get("initial_options", ())}
    return [Check(each["value"], _text(each), each["value"] in done) for each in boxes["options"]]


def _text(option: Any) -> str:
    kept = "".join(option[name]["text"] for name in ("text", "description") if name in option)
    return kept.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
