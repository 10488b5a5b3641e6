"""Writes a card's checklists, links and custom fields: the difference between what it is known to hold and the wanted.

Each element and each link that is created, changed or deleted is a call, all custom fields together are one. A
checklist that loses its last element stays, since somebody may just be adding to it. What was created before a call
failed may not be sent again, so such a failure is Ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import TypeVar

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry
from bridge.core.model.network import Place
from bridge.core.model.operation import NEW, UpdateItem
from bridge.core.model.parts import Attachment, Check
from bridge.core.model.task import Fields
from connectors.trello.board import Board
from connectors.trello.custom import card_priority, read_custom, write_custom, write_priority
from connectors.trello.part_calls import PartCalls
from connectors.trello.parts import (
    ROOM,
    CardParts,
    Checklist,
    read_attachment,
    read_check,
    read_group,
    read_parts,
    write_group,
    write_title,
)

PARTS = frozenset({"checklist", "attachments", "custom", "priority"})
"""The fields that calls of their own write."""
T = TypeVar("T")


@dataclass(slots=True)
class PartsWriting:
    """The parts that one operation writes; `created` counts what may not be created again."""

    calls: PartCalls
    board: Board
    place: Place
    zone: tzinfo
    marker_url: str
    operation: UpdateItem
    created: int = field(default=0)

    def written(self, shown: Fields) -> Fields:
        """`shown` with the parts as they then are. Custom fields come last, for they may be refused."""
        changed = frozenset(self.operation.changed) & PARTS
        try:
            if "checklist" in changed:
                shown = replace(shown, checklist=tuple(self._checklist()))
            if "attachments" in changed:
                shown = replace(shown, attachments=tuple(self._attachments()))
            return self._custom(shown, changed) if changed & {"custom", "priority"} else shown
        except Failure as failure:
            self.board.parts.pop(self.operation.ref, None)
            if isinstance(failure, Retry) and not isinstance(failure, Ambiguous) and self.created:
                raise Ambiguous(failure.message, after=failure.after, code=failure.code) from None
            raise

    def _checklist(self) -> Iterator[Check]:
        card, wanted = self.operation.ref, self.operation.fields.checklist
        before = {check.id: check for check in self._renamed()}
        for gone in [key for key in before if key not in {check.id for check in wanted}]:
            with suppress(Replan):  # gone already, which is what was wanted
                self.calls.delete_element(card, gone)
        for check in wanted:
            if check.id.startswith(NEW):
                yield self._new_element(check)
            elif check == before.get(check.id):
                yield check
            else:
                yield self._changed_element(check, before.get(check.id))

    def _renamed(self) -> tuple[Check, ...]:
        """The elements that were there; where all of a checklist moved to one that is not there, it was renamed."""
        before = {check.id: check for check in self.operation.before.checklist}
        for group in dict.fromkeys(check.group for check in before.values()):
            other = self._other_name(group, before)
            mine = [each for each in self._parts().checklists if each.group == group] if other is not None else []
            if other is not None and len(mine) == 1 and all(each.group != other for each in self._parts().checklists):
                self.calls.rename_checklist(mine[0].id, write_group(other))
                self._know(replace(mine[0], group=other))
                before |= {key: replace(each, group=other) for key, each in before.items() if each.group == group}
        return tuple(before.values())

    def _other_name(self, group: str, before: dict[str, Check]) -> str | None:
        """The one group that all elements of this one are to be in instead."""
        wanted = self.operation.fields.checklist
        others = {check.group for check in wanted if check.id in before and before[check.id].group == group}
        is_left = all(check.group != group for check in wanted)
        return next(iter(others)) if is_left and len(others) == 1 else None

    def _new_element(self, check: Check) -> Check:
        checklist = self._checklist_of(check.group)
        made = self.calls.create_element(checklist.id, write_title(check.title), done=check.done)
        self.created += 1
        self._know(replace(checklist, elements=checklist.elements + 1))
        return read_check(made, check.group)

    def _changed_element(self, check: Check, before: Check | None) -> Check:
        values = dict[str, str]()
        if before is None or check.title != before.title:
            values["name"] = write_title(check.title)
        if before is None or check.done != before.done:
            values["state"] = "complete" if check.done else "incomplete"
        if before is None or check.group != before.group:
            values["idChecklist"] = self._checklist_of(check.group).id
        return read_check(self.calls.update_element(self.operation.ref, check.id, values), check.group)

    def _checklist_of(self, group: str) -> Checklist:
        """A checklist of that name with room for one more element, made where there is none."""
        for known in self._parts().checklists:
            if known.group == group and known.elements < ROOM:
                return known
        made = self.calls.create_checklist(self.operation.ref, write_group(group))
        self.created += 1
        checklist = Checklist(made["id"], read_group(made["name"]), 0)
        self._know(checklist)
        return checklist

    def _attachments(self) -> Iterator[Attachment]:
        """Files that lie in Trello stay, whatever happened to their links elsewhere; a link keeps its name."""
        before = {each.url: each for each in self.operation.before.attachments}
        wanted = {each.url: each for each in self.operation.fields.attachments}
        for url, attachment in before.items():
            if url in wanted or not self._detached(url):
                yield attachment
        for url, attachment in wanted.items():
            if url not in before:
                yield self._attached(attachment)

    def _detached(self, url: str) -> bool:
        """Whether the links to a url were deleted: not where it is a file, of which we have no id."""
        links = dict(self._parts().links)
        if links.get(url) == ():
            return False
        for attachment in links.pop(url, ()):
            with suppress(Replan):  # gone already
                self.calls.detach(self.operation.ref, attachment)
        self.board.parts[self.operation.ref] = replace(self._parts(), links=links)
        return True

    def _attached(self, attachment: Attachment) -> Attachment:
        if not attachment.url.lower().startswith(("http://", "https://")):
            raise Park("Trello takes only attachments whose address begins with http or https.", code="url")
        made = self.calls.attach(self.operation.ref, attachment.url, attachment.name)
        self.created += 1
        parts = self._parts()
        ids = (*parts.links.get(attachment.url, ()), made["id"])
        self.board.parts[self.operation.ref] = replace(parts, links={**parts.links, attachment.url: ids})
        return read_attachment(made)

    def _custom(self, shown: Fields, changed: frozenset[str]) -> Fields:
        wanted, fields = self.operation.fields, self.board.custom
        values, before = dict(wanted.custom), dict(self.operation.before.custom)
        names = sorted(name for name in {*values, *before} if values.get(name) != before.get(name))
        items = write_custom(values, names if "custom" in changed else (), fields, self.place, self.zone)
        if "priority" in changed:
            items.append(write_priority(wanted.priority, fields, self.place))
        if items:
            self.calls.set_custom(self.operation.ref, items)
        sent = {"customFieldItems": [{**each, "value": each.get("value") or {}} for each in items]}
        if "custom" in changed:
            kept = {name: value for name, value in before.items() if name not in names}
            custom = sorted({**kept, **dict(read_custom(sent, fields, self.zone))}.items())
            shown = replace(shown, custom=tuple(custom))
        return replace(shown, priority=card_priority(sent, fields)) if "priority" in changed else shown

    def _parts(self) -> CardParts:
        """What is known of the card's parts, asked for where nothing is."""
        ref = self.operation.ref
        if ref not in self.board.parts:
            self.board.parts[ref] = read_parts(self.calls.parts(ref), self.marker_url)
        return self.board.parts[ref]

    def _know(self, checklist: Checklist) -> None:
        """Remember a checklist as it is now."""
        parts = self._parts()
        others = [each for each in parts.checklists if each.id != checklist.id]
        self.board.parts[self.operation.ref] = replace(parts, checklists=(*others, checklist))
