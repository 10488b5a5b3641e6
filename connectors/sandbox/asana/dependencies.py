"""Endpoints of what a task waits for, and what waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.sandbox.asana.call import Bare, Call, Listed, Reply, visible
from connectors.sandbox.asana.entities import Task
from connectors.sandbox.asana.errors import bad, paid
from connectors.sandbox.asana.history import member, story

_MOST = 30


def list_dependencies(call: Call) -> Reply:
    return Listed([each for each in call.at(Task).dependencies if visible(each, call.user)])


def list_dependents(call: Call) -> Reply:
    return Listed([each for each in call.at(Task).dependents if visible(each, call.user)])


def add_dependencies(call: Call) -> Reply:
    task = call.at(Task)
    for other in _named(call, "dependencies"):
        _join(call, task, other)
    return Bare()


def add_dependents(call: Call) -> Reply:
    task = call.at(Task)
    for other in _named(call, "dependents"):
        _join(call, other, task)
    return Bare()


def remove_dependencies(call: Call) -> Reply:
    task = call.at(Task)
    for other in _named(call, "dependencies"):
        _part(call, task, other)
    return Bare()


def remove_dependents(call: Call) -> Reply:
    task = call.at(Task)
    for other in _named(call, "dependents"):
        _part(call, other, task)
    return Bare()


def free(task: Task) -> None:
    """Let nothing wait for a task any more, nor it for anything."""
    for other in task.dependencies:
        other.dependents.remove(task)
    for other in task.dependents:
        other.dependencies.remove(task)


def _named(call: Call, parameter: str) -> Sequence[Task]:
    if call.state.plan == "free":
        raise paid("Task dependencies are only available to premium users.")
    call.given(parameter)
    return [call.named(Task, parameter, gid) for gid in call.several(parameter)]


def _join(call: Call, waiting: Task, first: Task) -> None:
    if first in waiting.dependencies:
        return
    if waiting is first or waiting in first.dependencies:
        raise bad("dependencies: A task cannot depend on itself or on a task that waits for it")
    if max(len(each.dependencies) + len(each.dependents) for each in (waiting, first)) >= _MOST:
        raise bad(f"dependencies: A task can have at most {_MOST} dependencies and dependents")
    waiting.dependencies.append(first)
    first.dependents.append(waiting)
    member(call, waiting, "dependencies", "added", first)
    member(call, first, "dependents", "added", waiting)
    story(call, waiting, "dependency_added", f"marked this task as blocked by {first.name}", dependency=first)
    story(call, first, "dependent_added", f"marked this task as blocking {waiting.name}", dependency=waiting)


def _part(call: Call, waiting: Task, first: Task) -> None:
    if first not in waiting.dependencies:
        return
    waiting.dependencies.remove(first)
    first.dependents.remove(waiting)
    member(call, waiting, "dependencies", "removed", first)
    member(call, first, "dependents", "removed", waiting)
    story(call, waiting, "dependency_removed", f"removed the dependency on {first.name}", dependency=first)
    story(call, first, "dependent_removed", f"removed the dependent task {waiting.name}", dependency=waiting)
