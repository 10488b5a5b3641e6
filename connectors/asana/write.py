"""Carries out operations. One may take several calls, in an order in which any of them can be sent again harmlessly:
the section, the labels, the task's own fields, and last the people who follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, assert_never

from bridge.core.errors import Park, Replan
from bridge.core.model.document import Document, Inline, Mention, mapped
from bridge.core.model.ids import Ref, TaskId
from bridge.core.model.network import Place
from bridge.core.model.operation import (
    CreateComment,
    CreateItem,
    CreateLane,
    DeleteComment,
    Done,
    Operation,
    RenameLane,
    UpdateComment,
    UpdateItem,
)
from bridge.core.model.snapshot import Item
from bridge.core.model.task import Fields, Status
from connectors.asana.client import Client
from connectors.asana.custom import write_custom, write_priority
from connectors.asana.footer import with_footer
from connectors.asana.part_calls import PartCalls
from connectors.asana.project import Project
from connectors.asana.translate import Json, Terms, folded, is_in, read_comment, read_item, write_dates, write_due
from connectors.asana.write_parts import PARTS, PartsWriting
from connectors.text.html import write_html
from connectors.text.shown import with_shown

CUSTOM = frozenset({"custom", "priority"})
STARTS = frozenset({"start_on", "start_at"})
UNPAID = "402"


@dataclass(frozen=True, slots=True)
class Writing:
    """Where is written, with what; `signs_in` says that markers go into `external`."""

    client: Client
    project: Project
    place: Place
    archive_lane: str
    signs_in: bool

    @property
    def terms(self) -> Terms:
        """How replies are to be read. Asked for before anything is sent: it may need a call of its own."""
        return Terms(self.place, self.archive_lane, self.client.me())

    def carry_out(self, operation: Operation) -> Done:
        """Do it, and tell what the replies show."""
        match operation:
            case CreateLane():
                return self._create_lane(operation)
            case RenameLane(_, _, ref, name):
                self.client.rename_section(ref, name)
                return Done(operation, ref)
            case CreateItem():
                return self._create(operation)
            case UpdateItem():
                return self._update(operation)
            case CreateComment() | UpdateComment():
                return self._say(operation)
            case DeleteComment(_, _, _, _, ref):
                with suppress(Replan):  # gone already, which is what was wanted
                    self.client.delete_comment(ref)
                return Done(operation, ref)
            case _:
                assert_never(operation)

    def _create_lane(self, operation: CreateLane) -> Done:
        values = {"name": operation.name}
        if operation.after:
            values["insert_after"] = operation.after
        elif sections := self.project.read_sections(self.client):
            values["insert_before"] = sections[0]["gid"]
        made = self.client.create_section(self.project.gid, values, lane=True)
        self.project.sections = []
        return Done(operation, Ref(made["gid"]))

    def _say(self, operation: CreateComment | UpdateComment) -> Done:
        terms, html = self.terms, write_html(operation.text, comment=True)
        if isinstance(operation, CreateComment):
            story = self.client.create_comment(operation.item, html)
        else:
            story = self.client.update_comment(operation.ref, html)
        self.project.take_stories(operation.item, [story])
        return Done(operation, Ref(story["gid"]), text=read_comment(story, terms.me).text)

    def _create(self, operation: CreateItem) -> Done:
        """One call. People mentioned in the description follow too; that is told as part of the reply."""
        terms, fields = self.terms, operation.fields
        section = self.project.archive(self.client, self.archive_lane) if fields.archived else fields.status.lane
        values: Json = {
            "name": fields.title,
            "html_notes": self._notes(fields.description, fields.shown, operation.task),
            "completed": fields.status.done,
            "memberships": [{"project": self.project.gid, **({"section": section} if section else {})}],
            **({"external": {"gid": operation.task}} if self.signs_in else {}),
            **({"assignee": fields.lead} if fields.lead else {}),
            **({"followers": list(fields.helpers)} if fields.helpers else {}),
            "tags": [self.project.tag(self.client, name) for name in sorted(fields.labels)],
            **(write_dates(fields.start, fields.due) if fields.start else write_due(fields.due) if fields.due else {}),
        }
        with self._tags_are_remembered():
            task = self._created(values)
        return Done(operation, Ref(task["gid"]), read_item(task, terms))

    def _created(self, values: Json) -> Json:
        """The new task; without its start where the workspace's plan has none."""
        try:
            return self.client.create_task(values)
        except Park as refused:
            if refused.code != UNPAID or not values.keys() & STARTS:
                raise
        return self.client.create_task({name: value for name, value in values.items() if name not in STARTS})

    def _update(self, operation: UpdateItem) -> Done:
        """As few calls as the fields need; the item where the last reply shows one."""
        terms, section = self.terms, self._section(operation)
        if section:
            self.client.move(operation.ref, section)
        if "labels" in operation.changed:
            self._label(operation)
        values, custom, refusal = self._values(operation), *self._custom(operation)
        task, unpaid = self._changed(operation, values, custom) if values or custom else (None, None)
        if task is not None and not is_in(task, self.project.gid):
            raise Replan("Asana, changing a task: somebody took it out of the project.", code="left")
        task = self._follow(operation, task)
        if task is None and "archived" in operation.changed:
            task = self.client.task(operation.ref)
        item = as_written(operation, read_item(task, terms)) if task else None
        if PARTS & set(operation.changed) or item:
            item = self._with_parts(operation, item, is_told=bool(custom) and not unpaid)
        if later := refusal or unpaid:
            raise later
        return Done(operation, operation.ref, item)

    def _changed(self, operation: UpdateItem, values: Json, custom: Json) -> tuple[Json | None, Park | None]:
        """The task as it is afterwards; beside it the refusal of what the workspace's plan lacks, all else written."""
        try:
            return self.client.update_task(operation.ref, values | custom), None
        except Park as refused:
            paid = values.keys() & STARTS or custom
            if refused.code != UNPAID or not paid:
                raise
            unpaid = refused
        rest = {name: value for name, value in values.items() if name not in STARTS}
        return (self.client.update_task(operation.ref, rest) if rest else None), unpaid

    def _with_parts(self, operation: UpdateItem, item: Item | None, *, is_told: bool) -> Item:
        """The item with the parts that calls of their own write; `is_told` says that it shows custom fields."""
        before, fields = operation.before, item.fields if item and item.fields else operation.fields
        kept = {name: getattr(before, name) for name in (*PARTS, *(() if is_told else CUSTOM))}
        shown = PartsWriting(PartCalls(self.client), self.project.parts, operation).written(replace(fields, **kept))
        return replace(item or Item(operation.ref, None, marker=operation.task), fields=shown)

    def _custom(self, operation: UpdateItem) -> tuple[Json, Park | None]:
        """What goes into the task's own call of custom fields; beside it why not, where one cannot take its value."""
        changed, wanted, place = operation.changed, dict(operation.fields.custom), self.place
        if not CUSTOM & set(changed):
            return {}, None
        before = dict(operation.before.custom)
        names = sorted(name for name in {*wanted, *before} if wanted.get(name) != before.get(name))
        known = self.project.custom(self.client)
        try:
            values = write_custom(wanted, names if "custom" in changed else (), known, place)
            if "priority" in changed:
                values |= write_priority(operation.fields.priority, known, place)
        except Park as refusal:
            self.project.definitions = None  # somebody may add what is lacking
            return {}, refusal
        return ({"custom_fields": values} if values else {}), None

    def _section(self, operation: UpdateItem) -> str | None:
        """The section to move to; None where the item stays."""
        fields, before, changed = operation.fields, operation.before, operation.changed
        if "archived" in changed:
            if fields.archived:
                return self.project.archive(self.client, self.archive_lane)
            wanted = fields.status.lane if "status" in changed else before.status.lane
            return wanted or self.project.first_lane(self.client, self.archive_lane)
        lane = fields.status.lane if "status" in changed and not before.archived else None
        return lane if lane != before.status.lane else None

    def _label(self, operation: UpdateItem) -> None:
        before = {folded(name): name for name in operation.before.labels}
        wanted = {folded(name): name for name in operation.fields.labels}
        with self._tags_are_remembered():
            for key in sorted(wanted.keys() - before.keys()):
                self.client.add_tag(operation.ref, self.project.tag(self.client, wanted[key]))
            for key in sorted(before.keys() - wanted.keys()):
                if tag := self.project.known_tag(self.client, before[key]):
                    self.client.remove_tag(operation.ref, tag)

    @contextmanager
    def _tags_are_remembered(self) -> Iterator[None]:
        """A tag that is not there any more makes us look again before the next use."""
        try:
            yield
        except Replan as news:
            if news.code in ("tag", "tags"):
                self.project.forget_tags()
            raise

    def _values(self, operation: UpdateItem) -> Json:
        """What goes into the task's own call."""
        fields, before, changed = operation.fields, operation.before, operation.changed
        values: Json = {}
        if "title" in changed:
            values["name"] = fields.title
        if "description" in changed or "shown" in changed:
            description = fields.description if "description" in changed else before.description
            shown = fields.shown if "shown" in changed else before.shown
            values["html_notes"] = self._notes(description, shown, operation.task)
        if "status" in changed and (fields.status.done != before.status.done or fields.status == before.status):
            values["completed"] = fields.status.done
        if "lead" in changed:
            values["assignee"] = fields.lead
        if "start" in changed:
            return values | write_dates(fields.start, fields.due)
        return values | (write_due(fields.due) if "due" in changed else {})

    def _follow(self, operation: UpdateItem, task: Json | None) -> Json | None:
        """The task as it is once exactly the people wanted follow it.

        Asana lets everybody follow who was given the task or is mentioned, and keeps a former lead: those that nobody
        asked for as helpers are taken off.
        """
        fields, before, changed = operation.fields, operation.before, operation.changed
        lead = fields.lead if "lead" in changed else before.lead
        helpers = set(fields.helpers if "helpers" in changed else before.helpers)
        follow = {gid["gid"] for gid in task["followers"]} if task else set(before.helpers)
        unasked = (
            set(before.helpers) | mentioned(operation) | ({before.lead} if "lead" in changed else set())
        ) - helpers
        surplus = sorted(gid for gid in (unasked & follow) - {lead, self.client.me()} if gid)
        missing = sorted(helpers - follow - {lead}) if "helpers" in changed else []
        if missing:
            task = self.client.add_followers(operation.ref, missing)
        return self.client.remove_followers(operation.ref, surplus) if surplus else task

    def _notes(self, description: Document, shown: tuple[str, ...], task: TaskId) -> str:
        document = with_shown(description, shown)
        return write_html(document if self.signs_in else with_footer(document, task))


def mentioned(operation: UpdateItem) -> set[str | None]:
    """The accounts that the new description mentions."""
    found: set[str | None] = set()

    def note(inline: Inline) -> Inline:
        if isinstance(inline, Mention):
            found.add(inline.account)
        return inline

    if "description" in operation.changed:
        mapped(operation.fields.description, note)
    return found


def as_written(operation: UpdateItem, item: Item) -> Item:
    """The reply, of which a field speaks only as far as we wrote it.

    What somebody else did to the same field meanwhile (moved the task while we completed it, added a helper beside
    ours) is left out, so that the next pull finds it as an edit.
    """
    fields, before, wanted = item.fields or Fields(), operation.before, operation.fields
    said: dict[str, Any] = {}
    if "status" in operation.changed:
        done = fields.status.done if wanted.status.done != before.status.done else before.status.done
        moved = wanted.status.lane != before.status.lane or "archived" in operation.changed
        said["status"] = Status(done, fields.status.lane if moved else before.status.lane)
    if "helpers" in operation.changed:
        said["helpers"] = _taken(before.helpers, wanted.helpers, fields.helpers, str)
    if "labels" in operation.changed:
        said["labels"] = frozenset(_taken(before.labels, wanted.labels, fields.labels, folded))
    return replace(item, fields=replace(fields, **said))


def _taken(
    before: Iterable[str], wanted: Iterable[str], shown: Iterable[str], key: Callable[[str], str]
) -> tuple[str, ...]:
    """Of a set: what was to stay, and of what was to be added or removed what the reply shows."""
    was, will = {key(each): each for each in before}, {key(each) for each in wanted}
    stays = {each: name for each, name in was.items() if each in will}
    written = {key(each): each for each in shown if (key(each) in will) != (key(each) in was)}
    return tuple((stays | written).values())
