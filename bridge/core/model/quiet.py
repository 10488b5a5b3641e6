"""Whom an import has left unset and unmentioned at an item, although the place knows an account of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.model.ids import Account, CommentId, PersonId


@dataclass(frozen=True, slots=True)
class Quiet:
    """What is said in words at one item, so that nobody was notified when it came.

    `people` are accounts of those who were on the task then, `mentions` the persons whom its description addressed,
    `comments` those in which somebody was addressed.
    """

    people: frozenset[Account] = frozenset()
    mentions: frozenset[PersonId] = frozenset()
    comments: frozenset[CommentId] = frozenset()


NOBODY = Quiet()
