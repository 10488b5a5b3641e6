"""Endpoints of attachments: links, and files of which only name and size are kept."""

from __future__ import annotations

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import Attachment, Task
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import event, story


def list_attachments(call: Call) -> Reply:
    if "parent" not in call.query:
        raise bad("parent: Missing input")
    return Listed(call.named(Task, "parent", call.query["parent"]).attachments)


def get_attachment(call: Call) -> Reply:
    return Full(call.at(Attachment))


def create_attachment(call: Call) -> Reply:
    """A link (`external`, with name and url) or an uploaded file. Asana answers 200, not 201."""
    task = call.named(Task, "parent", call.given("parent"))
    attachment = _read(call, task)
    task.attachments.append(call.state.add(attachment))
    story(call, task, "attachment_added", f"attached {attachment.name}")
    event(call, "added", attachment, parent=task)
    return Full(attachment)


def delete_attachment(call: Call) -> Reply:
    attachment = call.at(Attachment)
    task = attachment.parent
    event(call, "deleted", attachment)
    task.attachments.remove(attachment)
    task.modified_at = call.state.now()
    call.state.drop([attachment])
    return Bare()


def _read(call: Call, task: Task) -> Attachment:
    kind = call.data.get("resource_subtype", "asana")
    now = call.state.now()
    if kind == "external":
        name, url = call.given("name"), call.given("url")
        if not isinstance(name, str) or not isinstance(url, str) or not url.startswith(("http://", "https://")):
            raise bad("url: Not a valid URL")
        return Attachment(call.state.new_gid(), name, now, task, url=url)
    if kind != "asana":
        raise bad(f"resource_subtype: Not a valid value: {kind}")
    file = call.given("file")
    if not isinstance(file, tuple):
        raise bad("file: Not a file")
    return Attachment(call.state.new_gid(), str(file[0]), now, task, size=file[1])
