"""Imports set and mention nobody: what a place gets because it or another one begins says in words who is meant.

That lasts, person by person, until somebody changes it: puts the person on the task anew, makes them its lead, sets
them there by hand, or writes the text anew. Nobody is ever taken off because of it. Whose account is confirmed later
was not left out by the import, and is set as on every other task.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bridge.core.model.document import Document, Inline, Mention, mapped
from bridge.core.model.ids import Account, PersonId, PlaceId, TaskId
from bridge.core.model.memory import Link, Memory, Standing
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.reach import Reach
from bridge.core.model.task import Comment, Fields
from bridge.core.sync.terms import Terms, account_at

_NOTHING = Fields()


def quiet_at(memory: Memory, place: PlaceId, task: TaskId, reach: Reach) -> Quiet:
    """Who is left out at the task's item, there already or yet to be made."""
    link = memory.links.get(place, {}).get(task)
    if link is not None and link.standing is Standing.LIVE:
        return left_out(link)
    stay = memory.stays.get(place)
    return at_import(memory, place, task, reach) if stay and task in stay.imports else NOBODY


def left_out(link: Link) -> Quiet:
    """Who is left out at an item: nobody whom it shows."""
    if not link.quiet.people:
        return link.quiet
    return replace(link.quiet, people=link.quiet.people - set_on(link.seen))


def heeding(terms: Terms, quiet: Mapping[PlaceId, Quiet]) -> Terms:
    """The terms for one task, which these are left out of at its items."""
    heeded = {place: replace(terms.reaches[place], quiet=each) for place, each in quiet.items() if each != NOBODY}
    return replace(terms, reaches={**terms.reaches, **heeded}) if heeded else terms


def for_comment(reach: Reach, comment: Comment) -> Reach:
    """The reach for a comment's text: who is left out in the description may be mentioned in what was said since."""
    everybody = mentioned(comment.text) if comment.id in reach.quiet.comments else ()
    mentions = frozenset(PersonId(person) for person in everybody)
    return reach if mentions == reach.quiet.mentions else replace(reach, quiet=replace(reach.quiet, mentions=mentions))


def mentioned(text: Document) -> set[str]:
    """The accounts, or persons, whom a text mentions."""
    found = set[str]()

    def met(part: Inline) -> Inline:
        if isinstance(part, Mention):
            found.add(part.account)
        return part

    mapped(text, met)
    return found


def at_import(memory: Memory, place: PlaceId, identity: TaskId, reach: Reach, shown: Fields = _NOTHING) -> Quiet:
    """Everybody who would be set or mentioned natively, but for those whom the item shows."""
    task, there = memory.tasks[identity], {*mentioned(shown.description)}
    comments = memory.comment_links.get(place, {})
    written = {each for each in task.comments if each in comments and comments[each].standing is Standing.LIVE}
    addressed = {PersonId(person) for person in mentioned(task.fields.description) if account_at(reach, person)}
    return Quiet(
        frozenset(accounts_on(task.fields, reach) - set_on(shown)),
        frozenset(person for person in addressed if account_at(reach, person) not in there),
        frozenset(
            each.id
            for each in task.comments.values()
            if each.id not in written and any(account_at(reach, person) for person in mentioned(each.text))
        ),
    )


def lives(link: Link | None) -> bool:
    return link is not None and link.standing is Standing.LIVE


def accounts_on(fields: Fields, reach: Reach) -> set[Account]:
    """The accounts there of everybody on the task."""
    people = (person for person in (fields.lead, *fields.helpers) if person)
    return {account for person in people if (account := account_at(reach, person))}


def set_on(fields: Fields) -> set[Account]:
    """The accounts that are set natively."""
    return {Account(account) for account in (fields.lead, *fields.helpers) if account}
