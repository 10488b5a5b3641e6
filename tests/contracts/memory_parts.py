"""What people do with checklists, attachments and priorities of a memory world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bridge.core.model.ids import Account, Ref
from bridge.core.model.parts import Attachment, Check, Priority
from connectors.memory.world import World


class MemoryParts:
    """`person` works in `world`."""

    values: Mapping[str, tuple[str, str]] = {}
    choice: str = ""
    silent: Priority | None = None

    def __init__(self, world: World, person: Account) -> None:
        self._world, self._person = world, person

    def checks(self, item: Ref) -> Sequence[Check]:
        return self._world.item(item).values["checklist"]

    def add_check(self, item: Ref, title: str, *, done: bool = False, group: str = "") -> str:
        before = {check.id for check in self.checks(item)}
        self._world.edit(item, self._person, checklist=(*self.checks(item), Check("", title, done, group)))
        return next(check.id for check in self.checks(item) if check.id not in before)

    def edit_check(self, item: Ref, check: str, *, title: str | None = None, done: bool | None = None) -> None:
        was = next(each for each in self.checks(item) if each.id == check)
        now = replace(was, title=was.title if title is None else title, done=was.done if done is None else done)
        edited = tuple(now if each.id == check else each for each in self.checks(item))
        self._world.edit(item, self._person, checklist=edited)

    def remove_check(self, item: Ref, check: str) -> None:
        left = tuple(each for each in self.checks(item) if each.id != check)
        self._world.edit(item, self._person, checklist=left)

    def attached(self, item: Ref) -> Sequence[str]:
        return [each.url for each in self._world.item(item).values["attachments"]]

    def attach(self, item: Ref, url: str, name: str) -> None:
        there = self._world.item(item).values["attachments"]
        self._world.edit(item, self._person, attachments=(*there, Attachment(url, name)))

    def detach(self, item: Ref, url: str) -> None:
        left = tuple(each for each in self._world.item(item).values["attachments"] if each.url != url)
        self._world.edit(item, self._person, attachments=left)

    def prioritise(self, item: Ref, priority: Priority) -> None:
        self._world.edit(item, self._person, priority=priority)

    def set_value(self, item: Ref, name: str, value: str) -> None:
        self._world.edit(item, self._person, custom=((name, value),))

    def set_unchosen(self, item: Ref, value: str) -> None:
        raise NotImplementedError(f"{self._world} has no fields but those of its place: {item} {value}")
