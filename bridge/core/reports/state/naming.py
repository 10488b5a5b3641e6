"""Which organisation stands at a line of the worklist: as charter, visibility and the organisation itself allow.

Naming an organisation at its task is no figure (PL-42). Of one with few persons the name tells who a person is, so it
stands there only where that organisation agreed (TR-04).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridge.core.model.charter import Points
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.person import Visibility
from bridge.core.model.task import Fields
from bridge.core.reports.worklist import Named
from bridge.core.rules.consent import ALONE
from bridge.core.sync.terms import Terms

FEW = 5
"""Below so many persons an organisation is named only where it agreed."""
Shown = tuple[str, Named]
"""A display name, or empty, and how it stands there."""
SEE_TASK: Shown = ("", Named.TASK)


@dataclass(frozen=True, slots=True)
class Naming:
    """The rules of one space. `points` is the charter in force, `sizes` how many persons each partner's roster has."""

    terms: Terms
    points: Points
    sizes: Mapping[PartnerId, int]

    def lead(self, fields: Fields) -> Shown:
        """Who has the task: its lead's organisation, else the one that all of its helpers are of."""
        people = (fields.lead,) if fields.lead else fields.helpers
        if not people:
            return "", Named.NOBODY
        if any(self._is_barred(PersonId(person)) for person in people):
            return SEE_TASK
        found = {self.terms.partner_of(PersonId(person)) for person in people}
        return self.partner(next(iter(found))) if len(found) == 1 else SEE_TASK

    def partner(self, partner: PartnerId | None) -> Shown:
        """The organisation, as far as it may be named."""
        if partner is None or not self._may(partner):
            return SEE_TASK
        alone = self.sizes.get(partner, 0) <= ALONE
        return self.terms.partners[partner], Named.ALONE if alone else Named.ORGANISATION

    def member(self, partner: PartnerId, name: str) -> str:
        """The organisation of that name as one that takes part in the space: which task is whose is not told by it."""
        return self.terms.phrases.a_partner if self._is_hidden(partner) or self._is_kept_inside(partner) else name

    def _may(self, partner: PartnerId) -> bool:
        terms = self.terms
        if "worklist:organisation" not in self.points or partner not in terms.partners or partner in terms.unready:
            return False
        return self._agreed(partner) and not self._is_hidden(partner) and not self._is_kept_inside(partner)

    def _agreed(self, partner: PartnerId) -> bool:
        if f"unnamed:{partner}" in self.points:
            return False
        return f"named:{partner}" in self.points or self.sizes.get(partner, 0) >= FEW

    def _is_hidden(self, partner: PartnerId) -> bool:
        """Whether some place of another organisation in the space shows of others not even theirs."""
        others = (place for place, host in self.terms.hosts.items() if host != partner)
        return any(self.terms.visibility[place] is Visibility.NONE for place in others)

    def _is_kept_inside(self, partner: PartnerId) -> bool:
        """Whether the name is a person's, and what is personal there may be read inside the EEA alone."""
        return partner in self.terms.unnamed and f"eea:{partner}" in self.points

    def _is_barred(self, person: PersonId) -> bool:
        return bool(self.terms.barred) and (self.terms.is_erased(person) or self.terms.is_restricted(person))
