"""Hand-overs that wait: one organisation gave a task to another, and nobody there did anything about it yet.

Tools know no acceptance. Whoever touches the task for the organisation that got it, or says something there, has
accepted; whoever gives up the lead has declined. Nothing here says how long that took.
"""

from __future__ import annotations

from datetime import datetime

from bridge.core.log.participation import Week
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.task import Task, Touch
from bridge.core.reports.state.naming import Naming
from bridge.core.reports.state.tasks import due_day, title
from bridge.core.reports.worklist import Kind, Line
from bridge.core.sync.terms import Terms, actor_at


def handover_line(task: Task, naming: Naming) -> Line | None:
    """The open task's line, None where no hand-over of it waits. Its week is the one it was handed over in."""
    to = waits_for(task, naming.terms)
    if to is None or f"worklist:{Kind.HANDOVER}" not in naming.points:
        return None
    organisation, named = naming.lead(task.fields)
    week = Week.of(task.touched["lead"].at.astimezone(naming.terms.zone).date()).name
    due = due_day(task.fields.due, naming.terms.zone)
    return Line(Kind.HANDOVER, title(task.fields, naming), due, week=week, organisation=organisation, named=named)


def waits_for(task: Task, terms: Terms) -> PartnerId | None:
    """The organisation that the open task was handed over to and that has not answered; None where there is none."""
    lead, given = task.fields.lead, task.touched.get("lead")
    if lead is None or given is None:
        return None
    to, giver = terms.partner_of(PersonId(lead)), _partner(given, terms)
    if to is None or giver is None or to == giver or _answered(task, to, given.at, terms):
        return None
    return to


def _answered(task: Task, to: PartnerId, since: datetime, terms: Terms) -> bool:
    touched = any(each.at > since and _partner(each, terms) == to for each in task.touched.values())
    said = (each.author and terms.partner_of(each.author) for each in task.comments.values() if each.at > since)
    return touched or to in said


def _partner(touch: Touch, terms: Terms) -> PartnerId | None:
    """Whose act it was: the person's where the tool tells who, else that of the place."""
    if touch.by and touch.place in terms.reaches:
        return terms.partner_of(actor_at(terms.reaches[touch.place], touch.by))
    return terms.hosts.get(touch.place)
