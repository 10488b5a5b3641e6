"""Endpoints of a task's details: description, checklist, references, preview."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from connectors.sandbox.graph import etags
from connectors.sandbox.graph.call import Call, One, Reply
from connectors.sandbox.graph.entities import Json, Task
from connectors.sandbox.graph.errors import bad_in_planner, invalid, over_limit
from connectors.sandbox.graph.hints import LAST
from connectors.sandbox.graph.kinds import TASK, TASK_DETAILS
from connectors.sandbox.graph.task_values import member, open_type
from connectors.sandbox.graph.tasks import renew
from connectors.sandbox.graph.writing import written

MOST_CHECKLIST_ITEMS = 20
MOST_REFERENCES = 10
LONGEST_DESCRIPTION = 32_768
_LONGEST_ITEM = 100
_CHECK_ITEM = "microsoft.graph.plannerchecklistitem"
_REFERENCE = "microsoft.graph.plannerexternalreference"
_PREVIEWS = ("automatic", "noPreview", "checklist", "description", "reference")
_UNESCAPED = re.compile(r"[.:@#]|%(?![0-9A-Fa-f]{2})")
_TYPES = ("PowerPoint", "Word", "Excel", "Other", "Visio", "OneNote", "SharePoint", "Pdf", "Link")


def get_details(call: Call) -> Reply:
    return One(call.task(), TASK_DETAILS)


def update_details(call: Call) -> Reply:
    """The task has a new version too where one of the fields it shows of its details changed."""
    task = call.task()
    etags.match(call.headers, "TaskDetails", task.details_etag)
    call.only("plannerTaskDetails", "description", "previewType", "checklist", "references")
    values = _values(call, task)
    before = TASK.show(task, call.state)
    for name, value in values.items():
        setattr(task, name, value)
    task.details_etag = call.state.etag("TaskDetails")
    if TASK.show(task, call.state) != before:
        renew(call, task)
    return written(call, One(task, TASK_DETAILS))


def _values(call: Call, task: Task) -> dict[str, Any]:
    data, values = call.data, dict[str, Any]()
    if "description" in data:
        values["description"] = _description(data["description"])
    if "previewType" in data:
        if data["previewType"] not in _PREVIEWS:
            raise bad_in_planner(f"The request is invalid: '{data['previewType']}' is no preview type.")
        values["preview"] = data["previewType"]
    if "checklist" in data:
        values["checklist"] = _checklist(call, task)
    if "references" in data:
        values["references"] = _references(call, task)
    return values


def _description(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise invalid("Description", "TaskDetails", "A text is expected.")
    if len(value or "") > LONGEST_DESCRIPTION:
        raise invalid(
            "Description", "TaskDetails", f"The length of the value is over the maximum of {LONGEST_DESCRIPTION}."
        )
    return value or ""


def _checklist(call: Call, task: Task) -> dict[str, Json]:
    kept = dict(task.checklist)
    for key, value in open_type(call.data["checklist"], "checklist").items():
        if value is None:
            kept.pop(key, None)
            continue
        given = member(value, _CHECK_ITEM, "checklist", ("title", "isChecked", "orderHint"))
        kept[_plain_key(key)] = _check_item(call, kept.get(key), given)
    if len(kept) > MOST_CHECKLIST_ITEMS:
        raise over_limit("MaximumChecklistItemsOnTask")
    return kept


def _check_item(call: Call, before: Json | None, given: Json) -> Json:
    title = given.get("title", before["title"] if before else None)
    if not isinstance(title, str) or not 0 < len(title) <= _LONGEST_ITEM:
        raise invalid("Title", "ChecklistItem", f"A text of 1 to {_LONGEST_ITEM} characters is expected.")
    checked = given.get("isChecked", before["isChecked"] if before else False)
    if not isinstance(checked, bool):
        raise invalid("IsChecked", "ChecklistItem", "True or false is expected.")
    placed = "orderHint" in given or before is None
    hint = call.state.hints.placed(given.get("orderHint", LAST), "ChecklistItem") if placed else None
    return {
        "@odata.type": "#microsoft.graph.plannerChecklistItem",
        "isChecked": checked,
        "title": title,
        "orderHint": hint or (before or {}).get("orderHint"),
        **_touched(call),
    }


def _references(call: Call, task: Task) -> dict[str, Json]:
    kept = dict(task.references)
    for key, value in open_type(call.data["references"], "references").items():
        if value is None:
            kept.pop(key, None)
            continue
        given = member(value, _REFERENCE, "references", ("alias", "type", "previewPriority"))
        if not unquote(_plain_key(key)).startswith(("http://", "https://")):
            raise invalid("References", "TaskDetails", f"'{key}' is not the encoded URL of a reference.")
        kept[key] = _reference(call, kept.get(key), given)
    if len(kept) > MOST_REFERENCES:
        raise over_limit("MaximumReferencesOnTask")
    return kept


def _reference(call: Call, before: Json | None, given: Json) -> Json:
    kind = given.get("type", before["type"] if before else "Other")
    if kind not in _TYPES:
        raise invalid("Type", "Reference", f"'{kind}' is not a type of reference.")
    placed = "previewPriority" in given or before is None
    rank = call.state.hints.placed(given.get("previewPriority", LAST), "Reference") if placed else None
    return {
        "@odata.type": "#microsoft.graph.plannerExternalReference",
        "alias": given.get("alias", before["alias"] if before else None),
        "type": kind,
        "previewPriority": rank or (before or {}).get("previewPriority"),
        **_touched(call),
    }


def _touched(call: Call) -> Json:
    return {"lastModifiedBy": call.account.identity(), "lastModifiedDateTime": call.state.now()}


def _plain_key(key: str) -> str:
    """A name that an open type can have: the characters `.:%@#` are encoded."""
    if not key or _UNESCAPED.search(key):
        raise bad_in_planner(f"The request is invalid: '{key}' is no name of an open type; encode . : % @ and #.")
    return key
