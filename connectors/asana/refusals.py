"""Asana's refusals as decisions, where they say more than their status. Without I/O.

Messages begin with the parameter they are about ("assignee: Not a recognized ID: 12"); nothing else of them is used,
since they may repeat what was sent.
"""

from __future__ import annotations

import json
import re

from bridge.core.errors import Failure, Park, Replan, Stop
from connectors.http import failure_for

_PARAMETER = re.compile(r"([a-z_]+)(?:\[\d+\])?(?:\.([a-z_]+))?:")
_WORDS = {
    "name": "its title",
    "html_notes": "its description",
    "notes": "its description",
    "due_on": "its due date",
    "due_at": "its due date",
    "start_on": "its start (is it before the due date?)",
    "start_at": "its start (is it before the due date?)",
    "url": "the address of an attachment",
    "custom_fields": "the value of a custom field",
    "assignee": "its lead (is the person a member of the workspace?)",
    "followers": "its helpers (is each of them a member of the workspace?)",
    "completed": "its completion",
    "external": 'our marker (a connection that is no OAuth app must not have sign_in = "oauth")',
    "html_text": "the comment's text",
    "text": "the comment's text",
}
_GONE = {"section", "insert_after", "insert_before", "task", "tag", "tags", "story", "parent"}


def refusal(status: int, body: object, *, creates: bool, project: bool, after: float | None, what: str) -> Failure:
    """The decision of a status of 400 or more; `project` says that the call was about the place itself."""
    named = parameter(body) if status == 400 else ""
    if (project and status in (400, 402, 403, 404)) or named == "project":
        advice = "check the project's id and the account's membership"
        return Stop(f"{what}: Asana shows no such project to this account; {advice}.", code=str(status))
    match status:
        case 402:
            return Park(f"{what}: Asana's plan of this workspace does not include it.", code="402")
        case 403:
            return Park(f"{what}: Asana does not allow this account to do it.", code="403")
        case 400 if named in _GONE:
            return Replan(f"{what}: what it refers to ({named}) is not there any more.", code=named)
        case 400:
            return Park(f"{what}: Asana does not take {_WORDS.get(named, 'one of its values')}.", code=named or "400")
        case _:
            return failure_for(status, creates=creates, retry_after=after, what=what)


def parameter(body: object) -> str:
    """The parameter that the first message is about; empty where it names none."""
    try:
        text = json.loads(body)["errors"][0]["message"] if isinstance(body, str | bytes) else ""
    except (ValueError, KeyError, IndexError, TypeError):
        return ""
    found = _PARAMETER.match(text) if isinstance(text, str) else None
    return (found.group(2) or found.group(1)) if found else ""
