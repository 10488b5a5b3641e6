"""Where a task stands: its section and its place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from connectors.sandbox.asana.call import Call
from connectors.sandbox.asana.entities import Project, Section, Task
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import event, story


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a section: before or after another task, else at its start or end."""

    section: Section
    anchor: Task | None = None
    side: Literal["before", "after"] = "after"
    at_start: bool = False


def spot(call: Call, section: Section, *, at_start: bool) -> Spot:
    """The place that `insert_before` and `insert_after` name; null there means the end or the start."""
    if "insert_before" in call.data and "insert_after" in call.data:
        raise bad("insert_before: Cannot be given together with insert_after")
    for side in ("before", "after"):
        name = f"insert_{side}"
        if name in call.data:
            if call.data[name] is None:
                return Spot(section, at_start=side == "after")
            anchor = call.named(Task, name, call.data[name])
            if anchor not in section.tasks:
                raise bad(f"{name}: Task {anchor.gid} is not in section {section.gid}")
            return Spot(section, anchor, "before" if side == "before" else "after")
    return Spot(section, at_start=at_start)


def place(call: Call, task: Task, at: Spot) -> None:
    """Put a task there; in the same project it leaves its old place. Entering or changing section is told."""
    project = at.section.project
    before = task.homes.get(project.gid)
    if at.anchor is task:
        return
    if before:
        before.tasks.remove(task)
    _insert(task, at)
    task.homes[project.gid] = at.section
    if before is None:
        _entered(call, task, at.section)
    elif before is not at.section:
        _moved(call, task, before, at.section)


def leave(call: Call, task: Task, project: Project) -> None:
    """Take a task out of a project; the project's listeners are told."""
    section = task.homes[project.gid]
    event(call, "removed", task, parent=project)
    story(call, task, "removed_from_project", f"removed from {project.name}", project=project)
    del task.homes[project.gid]
    section.tasks.remove(task)


def section_of(call: Call, project: Project, gid: object) -> Section:
    """A section that must belong to the project."""
    section = call.named(Section, "section", gid)
    if section.project is not project:
        raise bad(f"section: Section {section.gid} is not in project {project.gid}")
    return section


def _insert(task: Task, at: Spot) -> None:
    tasks = at.section.tasks
    if at.anchor is not None:
        tasks.insert(tasks.index(at.anchor) + (at.side == "after"), task)
    else:
        tasks.insert(0 if at.at_start else len(tasks), task)


def _entered(call: Call, task: Task, section: Section) -> None:
    event(call, "added", task, parent=section.project)
    event(call, "added", task, parent=section)
    story(call, task, "added_to_project", f"added to {section.project.name}", project=section.project)


def _moved(call: Call, task: Task, before: Section, section: Section) -> None:
    event(call, "removed", task, parent=before)
    event(call, "added", task, parent=section)
    said = f'moved this Task from "{before.name}" to "{section.name}" in {section.project.name}'
    more = {"old_section": before, "new_section": section, "project": section.project}
    story(call, task, "section_changed", said, **more)
