"""Makes one release: whether anything may be shown, what was counted, and what all figures tell together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import Evaluation
from bridge.core.log.participation import Period, Quarter, Week
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Network
from bridge.core.reports.disclosure import group
from bridge.core.reports.disclosure.audit import Audit, Sizes, audit
from bridge.core.reports.disclosure.basis import Basis
from bridge.core.reports.disclosure.cells import cells, withheld
from bridge.core.reports.disclosure.gaps import DAY, Reading, reading
from bridge.core.reports.figures import Cell, Outcome, Release
from bridge.core.rules.consent import Force
from bridge.ports.bases import ReadDays
from bridge.ports.evaluations import Evaluations
from bridge.ports.log import LogStore, Signer
from bridge.ports.releases import NOT_AUDITED, Releases
from bridge.ports.store import Remembered
from bridge.service.access import Access
from bridge.service.basis import Freezing
from bridge.service.evaluate import evaluate

LINKED_WEEKS = 14
"""As many as the longest quarter has: what is seen together."""
FIRST_QUARTER, DATA_GAP, CATCHING_UP = "first_quarter", "data_gap", "catching_up"
SMALL = (group.FEW_ORGANISATIONS, group.SMALL_GROUP)


@dataclass(frozen=True, slots=True)
class Releasing:
    """What figures are made from, and where they are kept. `charter` is what the version in force is called."""

    force: Force
    charter: str
    freezing: Freezing
    evaluations: Evaluations
    days: ReadDays
    releases: Releases
    log: LogStore
    signer: Signer
    spaces: Remembered

    @property
    def network(self) -> Network:
        """With its people as they are known now."""
        return self.freezing.network


@dataclass(frozen=True, slots=True)
class Counting:
    """One period of one evaluation, which the service asks for."""

    evaluation: Evaluation
    period: Period
    caller: Caller
    access: Access
    releasing: Releasing

    def audited(self) -> tuple[Release, Audit]:
        """The release with what its audit found. Of a metric of which too much is told together nothing is shown."""
        quarter = Quarter.of(self.period.last)
        basis = self.releasing.freezing.basis(quarter, self.access.today(), self.evaluation.threshold)
        counted = group.passing(basis.standing(), self.evaluation.threshold) if basis else ()
        read = self._reading(basis, counted) if basis else Reading()
        reason = self._reason(basis, counted, read)
        if basis is None or reason:
            return self._release(basis, counted, read, reason, self._nothing(counted, reason)), NOT_AUDITED
        made = self._release(basis, counted, read, "", self._counted(basis, counted))
        found = audit(made, self._before(), _sizes(basis, counted))
        narrow = {each.metric for each in found.narrow}
        shown = (
            replace(each, outcome=Outcome.DOMINATED, value=0) if each.metric in narrow else each for each in made.cells
        )
        return replace(made, cells=tuple(shown)), found

    def _release(
        self, basis: Basis | None, counted: Sequence[str], read: Reading, reason: str, shown: tuple[Cell, ...]
    ) -> Release:
        behind = group.joined(basis.spaces[space] for space in counted) if basis else {}
        network = self.releasing.network
        return Release(
            self.evaluation.name,
            network.id,
            self.period.name,
            self.access.today(),
            self.releasing.charter,
            group.size(behind),
            len(group.present(behind)),
            shown,
            tuple(sorted({str(each.id) for each in network.spaces} - set(counted))),
            reason,
            read.gaps,
        )

    def _nothing(self, counted: Sequence[str], reason: str) -> tuple[Cell, ...]:
        return withheld(self.evaluation, counted, Outcome.SMALL if reason in SMALL else Outcome.GAP)

    def _counted(self, basis: Basis, counted: Sequence[str]) -> tuple[Cell, ...]:
        newcomers = self.releasing.freezing.newcomers(basis)
        found = evaluate(
            self.evaluation.name,
            Purpose.TRANSPARENCY,
            self.period,
            counted,
            self.caller,
            self.access,
            self.releasing.evaluations,
            force=self.releasing.force,
            newcomers={space: newcomers[space] for space in counted if newcomers[space]},
        )
        return cells(self.evaluation, found, counted)

    def _reason(self, basis: Basis | None, counted: Sequence[str], read: Reading) -> str:
        """Why nothing can be shown, in this order: the group, the beginning, the reading."""
        if basis and not counted:
            everybody = group.joined(basis.standing().values())
            return group.lacking(everybody, self.evaluation.threshold) or group.SMALL_GROUP
        if basis is None or (basis.first and basis.frozen_on > self.period.first):
            return FIRST_QUARTER
        if read.gaps:
            return DATA_GAP
        return CATCHING_UP if read.catches_up else ""

    def _reading(self, basis: Basis, counted: Sequence[str]) -> Reading:
        """Of the places of those who are counted."""
        first, last = self.period.first, self.period.last
        known = self.releasing.days.of(_places(self.releasing.network, basis, counted), first - DAY, last)
        earlier = self.evaluation.every.of(first - DAY).name
        before = self.releasing.releases.of(self.releasing.network.id, self.evaluation.name, earlier)
        days = {str(place): each for place, each in known.items()}
        return reading(days, first, last, before.release.gaps if before else ())

    def _before(self) -> list[Release]:
        """What is released of the time around."""
        kept, network, last = self.releasing.releases, self.releasing.network.id, self.period.last
        weeks = kept.last(network, "F1", LINKED_WEEKS, Week.of(last).name)
        quarters = kept.last(network, "F2", 1, Quarter.of(last).name)
        return [each.release for each in (*weeks, *quarters)]


def _places(network: Network, basis: Basis, counted: Sequence[str]) -> list[PlaceId]:
    """Where those who are counted work, space by space."""
    hosts = {link.id: partner.id for partner in network.partners for link in partner.connections}
    standing = basis.standing()
    return [
        place.id
        for space in network.spaces
        if space.id in counted
        for place in space.places
        if hosts[place.connection] in group.present(standing[space.id])
    ]


def _sizes(basis: Basis, counted: Sequence[str]) -> Sizes:
    """How many persons each organisation has in each space."""
    standing = basis.standing()
    return {space: {name: len(standing[space][name]) for name in group.present(standing[space])} for space in counted}
