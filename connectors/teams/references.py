"""A task's references: our marker and the way to its comments. Keys are urls in Planner's encoding. Without I/O.

Source: learn.microsoft.com/graph/api/resources/plannerexternalreferences
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

from bridge.core.model.ids import TaskId

MARKER_URL = "https://cobridge.invalid/task"
_MESSAGES = "https://teams.microsoft.com/l/message"
_TASK = re.compile(r"[a-z0-9-]{1,40}")
_ENCODED = {"%": "%25", ".": "%2E", ":": "%3A", "@": "%40", "#": "%23"}
_SIGNS = re.compile(r"[%.:@#]")


def key_of(url: str) -> str:
    """The name under which Planner keeps a url."""
    return _SIGNS.sub(lambda sign: _ENCODED[sign[0]], url)


def marker_reference(task: TaskId, marker_url: str) -> dict[str, Any]:
    """The reference that marks a task as the network's."""
    return _reference(f"{marker_url.rstrip('/')}/{task}", "Cobridge")


def read_marker(references: Iterable[str], marker_url: str) -> TaskId | None:
    """The task that our reference names; other references are people's."""
    prefix = marker_url.rstrip("/") + "/"
    for url in map(unquote, references):
        if url.startswith(prefix) and _TASK.fullmatch(task := url.removeprefix(prefix)):
            return TaskId(task)
    return None


def is_ours(url: str, marker_url: str) -> bool:
    """Whether a reference marks the task, or leads to its comments."""
    to_comments = url.startswith((_MESSAGES, unquote(_MESSAGES))) and "parentMessageId=" in url
    return to_comments or url.startswith(marker_url.rstrip("/") + "/")


def thread_reference(team: str, channel: str, root: str) -> dict[str, Any]:
    """The reference that leads from a task to its comments."""
    return _reference(f"{_thread(channel)}{root}?groupId={team}&parentMessageId={root}", "Teams")


def read_thread(references: Iterable[str], channel: str) -> str:
    """The message in the channel below which the task's comments are; empty where there is none."""
    prefix = _thread(channel)
    for url in map(unquote, references):
        for begin in (prefix, unquote(prefix)):  # Planner may take the url's own encoding off with that of the key
            if url.startswith(begin):
                return url.removeprefix(begin).partition("?")[0]
    return ""


def task_url(directory: str, task: str) -> str:
    """Where people open a Planner task."""
    return f"https://tasks.office.com/{quote(directory)}/Home/Task/{quote(task)}"


def _thread(channel: str) -> str:
    return f"{_MESSAGES}/{quote(channel, safe='')}/"


def _reference(url: str, alias: str) -> dict[str, Any]:
    value = {"@odata.type": "#microsoft.graph.plannerExternalReference", "alias": alias, "type": "Other"}
    return {key_of(url): {**value, "previewPriority": " !"}}
