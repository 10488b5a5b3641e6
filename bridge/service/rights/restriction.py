"""Art. 18 and 21: a person's data are kept and used no more, from the next cycle on, until that is lifted.

Nothing of the person is taken over from the tools, their comments go from the other partners' tools, and nobody reads
their name. What they wrote themselves stays where they wrote it. Figures follow with the next release.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bridge.core.model.ids import PersonId
from bridge.core.model.memory import CommentLink, Memory, Standing
from bridge.core.reports.gdpr.subject import Subject
from bridge.ports.erasures import Mark
from bridge.ports.store import VisitStore
from bridge.service.rights.barring import Barring
from bridge.service.rights.forget import Kept

REASONS = (Mark.RESTRICTED, Mark.OBJECTED)


@dataclass(frozen=True, slots=True)
class Restricting:
    """One network's ledger and stores."""

    kept: Kept
    barring: Barring
    visits: VisitStore

    def restrict(self, subject: Subject, mark: Mark) -> None:
        """From the next cycle on, whatever process runs it."""
        self.barring.restrict(mark, subject.ids)

    def is_restricted(self, subject: Subject, mark: Mark) -> bool:
        """Whether that holds now, for this reason."""
        return any(self.barring.is_marked(mark, each) for each in subject.ids)

    def lift(self, subject: Subject, mark: Mark) -> bool:
        """That reason is over, and where no other is left everything comes back. Returns whether it was one.

        Every place is read whole once more: what the person did meanwhile was left for then.
        """
        found = self.barring.lift(mark, subject.ids)
        if not found or any(self.is_restricted(subject, each) for each in REASONS):
            return bool(found)
        for terms in self.kept.terms:
            self.kept.forgetting.forget(terms.space.id, lambda memory: put_back(memory, subject.ids))
            for place in terms.space.places:
                self.visits.missed(place.id)
        return True


def put_back(memory: Memory, persons: Collection[PersonId]) -> Memory:
    """The memory without the copies of their comments that were taken back: the next cycle writes them again."""
    theirs = {
        comment.id for task in memory.tasks.values() for comment in task.comments.values() if comment.author in persons
    }

    def is_taken_back(comment: str, link: CommentLink) -> bool:
        return comment in theirs and link.ours and link.standing is Standing.GONE

    return replace(
        memory,
        comment_links={
            place: {key: link for key, link in of.items() if not is_taken_back(key, link)}
            for place, of in memory.comment_links.items()
        },
    )
