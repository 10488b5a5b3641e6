"""What ends the quiet that an import has left: people's edits, person by person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bridge.core.model.decision import Change
from bridge.core.model.document import Document
from bridge.core.model.ids import Account, CommentId, PersonId, PlaceId, TaskId
from bridge.core.model.memory import Link, Memory
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.reach import Reach
from bridge.core.model.task import Task
from bridge.core.sync.quiet import accounts_on, left_out, mentioned, set_on
from bridge.core.sync.terms import Terms, account_at, known_as


def stirred(before: Memory, memory: Memory, rows: Memory, changes: Iterable[Change], terms: Terms) -> Memory:
    """The links at which somebody ended what an import left out.

    `rows` is what differs between the two memories, `changes` are people's.
    """
    by_hand: dict[tuple[PlaceId, TaskId], set[Account]] = {}
    for change in changes:
        if change.name in ("lead", "helpers"):
            put = set_on(change.after) - set_on(change.before)
            by_hand.setdefault((change.place, change.task), set()).update(put)
    links: dict[PlaceId, dict[TaskId, Link]] = {}
    for place, known in memory.links.items():
        reach = terms.reaches.get(place)
        for task in rows.tasks.keys() | rows.links.get(place, {}).keys() if reach else ():
            link = known.get(task)
            if link is not None and link.quiet != NOBODY and task in memory.tasks and reach:
                now = _still(link, before.tasks.get(task), memory.tasks[task], reach)
                now = replace(now, people=now.people - by_hand.get((place, task), set()))
                if now != link.quiet:
                    links.setdefault(place, {})[task] = replace(link, quiet=now)
    return Memory(links=links)


def _still(link: Link, before: Task | None, now: Task, reach: Reach) -> Quiet:
    """Who is still left out, after what changed about the task."""
    was, quiet = before or now, left_out(link)
    people = quiet.people & accounts_on(now.fields, reach)
    lead = now.fields.lead
    if lead and (not was.fields.lead or known_as(reach, lead) != known_as(reach, was.fields.lead)):
        people -= {account_at(reach, lead) or Account("")}
    before_blocks = set(was.fields.description.blocks)
    anew = Document(tuple(block for block in now.fields.description.blocks if block not in before_blocks))
    mentions = quiet.mentions & mentioned(now.fields.description) - mentioned(anew)
    comments = frozenset(each for each in quiet.comments if _is_as_it_was(each, was, now))
    return Quiet(people, frozenset(PersonId(person) for person in mentions), comments)


def _is_as_it_was(comment: CommentId, was: Task, now: Task) -> bool:
    if comment not in now.comments:
        return False
    return comment not in was.comments or was.comments[comment].text == now.comments[comment].text
