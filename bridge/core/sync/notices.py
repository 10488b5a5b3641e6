"""Whose value lost is told so at the place where it came from: by one comment of ours, where there are none by a line.

A notice is a comment of our own account, so it is no conversation, is mirrored nowhere and counts as nobody's act. Its
link says that it was written; whatever becomes of the comment afterwards, it is not written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bridge.core.model.characters import beginning
from bridge.core.model.conflict import Conflict, ConflictId
from bridge.core.model.document import Document, Inline, Mention, Paragraph, Text
from bridge.core.model.ids import Account, CommentId, PersonId, PlaceId, Ref, TaskId
from bridge.core.model.memory import CommentLink
from bridge.core.model.normal import normal
from bridge.core.model.operation import CreateComment
from bridge.core.model.person import Visibility
from bridge.core.model.reach import Reach
from bridge.core.model.restrict import restricted, words
from bridge.core.model.task import Task
from bridge.core.sync.contested import BETWEEN, in_words
from bridge.core.sync.terms import Terms, called, person_at

MOST = 300
"""So many characters of a value; `cobridge conflicts list` shows all of it."""
MOST_IN_LINE = 80
CUT = "…"
_PREFIX = "notice "


def is_notice(comment: CommentId) -> bool:
    """Whether the comment is no person's, but tells of a conflict."""
    return comment.startswith(_PREFIX)


def tells_of(shown: Document, comment: CommentId) -> bool:
    """Whether a comment of our account is this notice: it names the conflict, however the tool writes the rest."""
    return comment.removeprefix(_PREFIX) in words(shown).split()


def undecided(conflicts: Iterable[Conflict]) -> Mapping[TaskId, tuple[Conflict, ...]]:
    """Those that nobody has decided and nobody has asked back, by task."""
    found: dict[TaskId, tuple[Conflict, ...]] = {}
    for each in conflicts:
        if each.is_open and each.asked is None:
            found[each.task] = (*found.get(each.task, ()), each)
    return found


def notices(
    task: Task, item: Ref, links: Mapping[CommentId, CommentLink], place: PlaceId, terms: Terms
) -> Iterator[CreateComment]:
    """What is still to be said below the task's item at the place."""
    reach = terms.reaches[place]
    for conflict in _owed(task, place, terms):
        comment = _notice_id(conflict.id)
        if comment not in links:
            text = restricted(_notice(conflict, reach, terms), reach.manifest.comment_text)
            yield CreateComment(place, task.id, comment, item, text)


def notice_lines(task: Task, reach: Reach, terms: Terms, host: PlaceId) -> Iterator[str]:
    """The same in one line each, for a place that holds no comments."""
    for conflict in () if reach.manifest.comments else _owed(task, host, terms):
        kept, lost = (_short(value, MOST_IN_LINE) for value in in_words(conflict, terms, host))
        phrases = terms.phrases.conflict
        name = phrases.fields.get(conflict.name, conflict.name)
        yield phrases.line.format(field=name, kept=kept, lost=lost, id=conflict.id)


def _owed(task: Task, place: PlaceId, terms: Terms) -> Iterator[Conflict]:
    """Conflicts that cost somebody at this place a value. Who replaced a value of their own needs no telling."""
    for conflict in terms.conflicts.get(task.id, ()):
        if conflict.lost_from == place and not _is_of_one(conflict, terms):
            yield conflict


def _is_of_one(conflict: Conflict, terms: Terms) -> bool:
    keeper = _person(conflict.kept_from, conflict.kept_by, terms)
    return keeper is not None and keeper == _person(conflict.lost_from, conflict.lost_by, terms)


def _person(place: PlaceId, account: Account | None, terms: Terms) -> PersonId | None:
    reach = terms.reaches.get(place)
    return terms.identity(person_at(reach, account)) if reach and account else None


def _notice(conflict: Conflict, reach: Reach, terms: Terms) -> Document:
    """Whom it is for, which field, what counts and from whom, what was theirs, why, and how to get it back."""
    phrases, host = terms.phrases.conflict, conflict.lost_from
    kept, lost = (_short(value, MOST) for value in in_words(conflict, terms, host))
    until = conflict.until(terms.kept_for).astimezone(terms.zone)
    lines = (
        phrases.kept.format(kept=kept, who=_from_whom(conflict, terms)),
        phrases.lost.format(lost=lost),
        phrases.reasons[conflict.reason],
        phrases.back.format(until=until.strftime(terms.phrases.date), id=conflict.id),
    )
    met = Text(phrases.met.format(field=phrases.fields.get(conflict.name, conflict.name)))
    first = Paragraph((*_author(conflict, reach, terms), met))
    return normal(Document((first, *(Paragraph((Text(line),)) for line in lines))))


def _author(conflict: Conflict, reach: Reach, terms: Terms) -> tuple[Inline, ...]:
    """The author by their own account in this tool, where the tool said who it was."""
    if conflict.lost_by is None:
        return ()
    name = called(person_at(reach, conflict.lost_by), terms, conflict.lost_from)
    return (Mention(conflict.lost_by, name), Text(": "))


def _from_whom(conflict: Conflict, terms: Terms) -> str:
    """The person as the charter lets readers of this place see one, else their organisation likewise."""
    host = conflict.lost_from
    keeper = _person(conflict.kept_from, conflict.kept_by, terms)
    if keeper:
        return called(keeper, terms, host)
    anonymous = terms.phrases.a_partner
    partner = terms.hosts.get(conflict.kept_from)
    organisation = terms.partners.get(partner, anonymous) if partner else anonymous
    if partner == terms.hosts[host]:
        return organisation
    return anonymous if terms.visibility[host] is Visibility.NONE else organisation


def _short(value: str, most: int) -> str:
    line = " ".join(value.replace(BETWEEN, " / ").split())
    return line if len(line) <= most else beginning(line, most) + CUT


def _notice_id(conflict: ConflictId) -> CommentId:
    return CommentId(f"{_PREFIX}{conflict}")
