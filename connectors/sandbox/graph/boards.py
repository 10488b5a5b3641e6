"""Endpoints of where a task stands on the boards: by person, by bucket, by progress.

Source: https://learn.microsoft.com/graph/api/plannerbuckettaskboardtaskformat-update
"""

from __future__ import annotations

from typing import Any

from connectors.sandbox.graph import etags
from connectors.sandbox.graph.call import Call, One, Reply
from connectors.sandbox.graph.entities import Task
from connectors.sandbox.graph.errors import invalid
from connectors.sandbox.graph.kinds import BOARD_KINDS
from connectors.sandbox.graph.state import BOARDS
from connectors.sandbox.graph.writing import written


def get_format(call: Call) -> Reply:
    return One(call.task(), BOARD_KINDS[_board(call)])


def update_format(call: Call) -> Reply:
    """Another place on one board; the task itself stays as it was."""
    task, board = call.task(), _board(call)
    kind = BOARD_KINDS[board]
    etags.match(call.headers, BOARDS[board], task.board_etags[board])
    if board == "assignedToTaskBoardFormat":
        call.only(kind.type, "orderHintsByAssignee", "unassignedOrderHint")
        _place_by_person(call, task)
    else:
        call.only(kind.type, "orderHint")
        if "orderHint" in call.data:
            hint = call.state.hints.placed(call.data["orderHint"], "Task")
            if board == "progressTaskBoardFormat":
                task.board_hints["progress"] = hint
            else:
                task.order_hint = hint
    task.board_etags[board] = call.state.etag(BOARDS[board])
    return written(call, One(task, kind))


def _place_by_person(call: Call, task: Task) -> None:
    given: Any = call.data.get("orderHintsByAssignee") or {}
    if not isinstance(given, dict):
        raise invalid("OrderHintsByAssignee", "Task", "An object is expected.")
    hints = {name: hint for name, hint in given.items() if not name.startswith("@")}
    if strangers := hints.keys() - task.assignments.keys():
        raise invalid("OrderHintsByAssignee", "Task", f"The user {min(strangers)} is not assigned.")
    placed = {name: call.state.hints.placed(hint, "Task") for name, hint in hints.items()}
    if "unassignedOrderHint" in call.data:
        task.board_hints["unassigned"] = call.state.hints.placed(call.data["unassignedOrderHint"], "Task")
    for name, hint in placed.items():
        task.assignments[name] = {**task.assignments[name], "orderHint": hint}


def _board(call: Call) -> str:
    return call.path.rpartition("/")[2]
