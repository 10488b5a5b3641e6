"""Endpoints of sections."""

from __future__ import annotations

from connectors.sandbox.asana.call import Bare, Call, Full, Listed, Reply
from connectors.sandbox.asana.entities import Project, Section, Task
from connectors.sandbox.asana.errors import bad
from connectors.sandbox.asana.history import changed, event
from connectors.sandbox.asana.placing import place, section_of, spot


def list_sections(call: Call) -> Reply:
    return Listed(call.at(Project).sections)


def get_section(call: Call) -> Reply:
    return Full(call.at(Section))


def create_section(call: Call) -> Reply:
    """At the end, or before or after another section."""
    project = call.at(Project)
    name, index = _name(call), _index(call, project, "insert_before", "insert_after")
    section = Section(call.state.new_gid(), name, project, call.state.now())
    project.sections.insert(index, call.state.add(section))
    event(call, "added", section, parent=project)
    return Full(section, 201)


def update_section(call: Call) -> Reply:
    section = call.at(Section)
    name = _name(call)
    if name != section.name:
        section.name = name
        changed(call, section, "name")
    return Full(section)


def delete_section(call: Call) -> Reply:
    """Only an empty one, and never the last one."""
    section = call.at(Section)
    if section.tasks:
        raise bad("section: Sections must be empty to be deleted")
    if len(section.project.sections) == 1:
        raise bad("section: The last remaining section cannot be deleted")
    event(call, "deleted", section, parent=section.project)
    section.project.sections.remove(section)
    call.state.drop([section])
    return Bare()


def insert_section(call: Call) -> Reply:
    """Move a section before or after another one of its project."""
    project = call.at(Project)
    section = section_of(call, project, call.given("section"))
    if "before_section" not in call.data and "after_section" not in call.data:
        raise bad("before_section: One of before_section and after_section is required")
    index = _index(call, project, "before_section", "after_section")
    here = project.sections.index(section)
    project.sections.insert(index, section)
    del project.sections[here + (index <= here)]
    changed(call, project, "sections")
    return Bare()


def add_task(call: Call) -> Reply:
    """To the top of the section unless a place is named; the task leaves the project's other sections."""
    section = call.at(Section)
    task = call.named(Task, "task", call.given("task"))
    place(call, task, spot(call, section, at_start=True))
    return Bare()


def _name(call: Call) -> str:
    if not (name := call.name()).strip():
        raise bad("name: Section name cannot be empty")
    return name


def _index(call: Call, project: Project, before: str, after: str) -> int:
    if before in call.data and after in call.data:
        raise bad(f"{before}: Cannot be given together with {after}")
    if call.data.get(before) is not None:
        return project.sections.index(section_of(call, project, call.data[before]))
    if call.data.get(after) is not None:
        return project.sections.index(section_of(call, project, call.data[after])) + 1
    return len(project.sections)
