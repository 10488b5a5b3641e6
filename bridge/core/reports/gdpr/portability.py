"""What a person supplied, in a form that other programs read (Art. 20 GDPR): like ActivityStreams 2.0, and as a table.

https://www.w3.org/TR/activitystreams-core/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bridge.core.model.ids import PlaceId, TaskId
from bridge.core.model.restrict import words
from bridge.core.model.task import EDITABLE, Fields, Task, differing
from bridge.core.reports.gdpr.concerning import Concerning, theirs
from bridge.core.reports.gdpr.redact import Redaction
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.sync.contested import value_in_words

FORM = "cobridge-portability-1"
"""The name of the published schema, docs/schemas/portability.json."""
CONTEXT = "https://www.w3.org/ns/activitystreams"
HEADS = ("act", "what", "id", "published", "space", "task", "field", "value")
"""The columns of the table."""
_EMPTY = Fields()


@dataclass(frozen=True, slots=True)
class Supplied:
    """One thing that the person wrote: `values` by field. `published` is the day, or the instant where it is known.

    `act` is `create` or `update`, `what` a `task` or a `comment`; `title` is the task's.
    """

    act: str
    what: str
    id: str
    space: str
    task: TaskId
    title: str
    published: date | None
    values: Mapping[str, str]

    def without(self, redaction: Redaction) -> Supplied:
        """The same without other people (Art. 20(4))."""
        values = {name: redaction.text(value) for name, value in self.values.items()}
        title = redaction.text(self.title)
        return Supplied(self.act, self.what, self.id, self.space, self.task, title, self.published, values)


def supplied(of: Concerning, opened: Mapping[TaskId, date]) -> Iterator[Supplied]:
    """What they wrote in a space. `opened` are the tasks they opened, and when: what nobody changed since is theirs."""
    for task, said in theirs(of):
        text = {"content": words(said.text)}
        yield Supplied("create", "comment", said.id, of.space, task.id, task.fields.title, said.at, text)
    for task in of.memory.tasks.values():
        if task.id in opened:
            values = _as_created(of, task)
            yield Supplied("create", "task", task.id, of.space, task.id, task.fields.title, opened[task.id], values)
        for name, touch in task.touched.items():
            if of.is_theirs(touch.place, touch.by):
                values = {name: value_in_words(name, task.fields, of.terms, touch.place)}
                yield Supplied("update", "task", task.id, of.space, task.id, task.fields.title, touch.at, values)
    for each in of.memory.submissions:
        if of.is_theirs(each.place, each.by):
            values = {name: value_in_words(name, each.fields, of.terms, each.place) for name in each.changed}
            yield Supplied("update", "task", each.key, of.space, TaskId(""), each.fields.title, each.at, values)


def _as_created(of: Concerning, task: Task) -> Mapping[str, str]:
    """Fields that have their first value still; who leads is nobody's text."""
    names = [name for name in differing(task.fields, _EMPTY, EDITABLE) if name not in task.touched]
    place: PlaceId = task.origin
    return {
        name: value_in_words(name, task.fields, of.terms, place)
        for name in names
        if name not in {"lead", "helpers"} and (place in of.terms.hosts)
    }


def as_activities(subject: Subject, everything: Iterable[Supplied], made_on: date) -> dict[str, object]:
    """The whole as JSON holds it."""
    items = [_activity(each) for each in everything]
    return {
        "@context": CONTEXT,
        "form": FORM,
        "type": "OrderedCollection",
        "published": made_on.isoformat(),
        "actor": {"type": "Person", "id": subject.person, "name": subject.name},
        "totalItems": len(items),
        "orderedItems": items,
    }


def _activity(each: Supplied) -> dict[str, object]:
    published = {"published": _day(each)} if each.published else {}
    task = {"type": "Task", "id": each.task or each.id, "name": each.title}
    note = {"type": "Note", "id": each.id, "content": each.values.get("content", ""), "inReplyTo": task}
    fields = {"values": dict(each.values)}
    return {
        "type": each.act.capitalize(),
        **published,
        "context": each.space,
        "object": note if each.what == "comment" else task | fields,
    }


def as_rows(everything: Iterable[Supplied]) -> list[tuple[str, ...]]:
    """The whole as a table under `HEADS`: a row for each value."""
    return [
        (each.act, each.what, each.id, _day(each), each.space, each.title, name, value)
        for each in everything
        for name, value in (each.values or {"": ""}).items()
    ]


def _day(each: Supplied) -> str:
    return each.published.isoformat() if each.published else ""
