"""Writes a task's subtasks and links: the difference between what it is known to hold and the wanted, a call for each.

What was created before a call failed may not be sent again, so such a failure is Ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry
from bridge.core.model.operation import NEW, UpdateItem
from bridge.core.model.parts import Attachment, Check
from bridge.core.model.task import Fields
from connectors.asana.part_calls import PartCalls
from connectors.asana.parts import Parts, is_link, read_attachment, read_check, url_of, write_title

PARTS = frozenset({"checklist", "attachments"})
"""The fields that calls of their own write."""


@dataclass(slots=True)
class PartsWriting:
    """The parts that one operation writes; `created` counts what may not be created again."""

    calls: PartCalls
    known: Parts
    operation: UpdateItem
    created: int = field(default=0)

    def written(self, shown: Fields) -> Fields:
        """`shown` with the parts as they then are."""
        try:
            if "checklist" in self.operation.changed:
                shown = replace(shown, checklist=tuple(self._checklist()))
            if "attachments" in self.operation.changed:
                shown = replace(shown, attachments=tuple(self._attachments()))
        except Failure as failure:
            if isinstance(failure, Retry) and not isinstance(failure, Ambiguous) and self.created:
                raise Ambiguous(failure.message, after=failure.after, code=failure.code) from None
            raise
        finally:
            self.known.forget(self.operation.ref)
        return shown

    def _checklist(self) -> Iterator[Check]:
        wanted = self.operation.fields.checklist
        before = {check.id: check for check in self.operation.before.checklist}
        for gone in [key for key in before if key not in {check.id for check in wanted}]:
            with suppress(Replan):  # gone already, which is what was wanted
                self.calls.delete_subtask(gone)
        for check in wanted:
            if check.id.startswith(NEW):
                made = self.calls.create_subtask(self.operation.ref, write_title(check.title), done=check.done)
                self.created += 1
                yield read_check(made)
            elif check == before.get(check.id):
                yield check
            else:
                yield self._changed(check, before.get(check.id))

    def _changed(self, check: Check, before: Check | None) -> Check:
        values = dict[str, object]()
        if before is None or check.title != before.title:
            values["name"] = write_title(check.title)
        if before is None or check.done != before.done:
            values["completed"] = check.done
        return read_check(self.calls.update_subtask(check.id, values))

    def _attachments(self) -> Iterator[Attachment]:
        """Files that lie in Asana stay, whatever happened to their links elsewhere; a link keeps its name."""
        before = {each.url: each for each in self.operation.before.attachments}
        wanted = {each.url: each for each in self.operation.fields.attachments}
        for url, attachment in before.items():
            if url in wanted or not self._detached(url):
                yield attachment
        for url, attachment in wanted.items():
            if url not in before:
                yield self._attached(attachment)

    def _detached(self, url: str) -> bool:
        """Whether the links to a url were deleted: not where it is a file."""
        task = self.operation.ref
        if task not in self.known.attachments:
            self.known.attachments[task] = self.calls.attachments(task)
        there = [each for each in self.known.attachments[task] if url_of(each) == url]
        if not all(map(is_link, there)):
            return False
        for each in there:
            with suppress(Replan):  # gone already
                self.calls.detach(each["gid"])
        return True

    def _attached(self, attachment: Attachment) -> Attachment:
        if not attachment.url.lower().startswith(("http://", "https://")):
            raise Park("Asana takes only attachments whose address begins with http or https.", code="url")
        made = self.calls.attach(self.operation.ref, attachment.url, attachment.name)
        self.created += 1
        return read_attachment(made, url_of(made) or attachment.url)
