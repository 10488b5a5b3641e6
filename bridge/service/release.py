"""Releases figures: counted, held against the rules, audited, scanned, signed and kept once. Nothing is made twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

from bridge.core.errors import NotPermittedError, Unusable
from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import EVALUATIONS, Evaluation, agreed, fitting, is_agreed, listed
from bridge.core.log.participation import Period, Quarter, Week
from bridge.core.model.caller import Caller
from bridge.core.model.network import Network
from bridge.core.reports.disclosure.document import document, fingerprint
from bridge.core.reports.disclosure.gaps import DAY
from bridge.core.reports.disclosure.scan import scan
from bridge.core.reports.figures import Cell, Outcome, Release, Signed
from bridge.core.rules.access import Resource, Verb
from bridge.ports.releases import Releases
from bridge.ports.store import Remembered
from bridge.ports.vault import Vault
from bridge.service.access import Access
from bridge.service.counting import Counting, Releasing
from bridge.service.seal import seal

__all__ = ["Releasing", "due", "forbidden", "release", "released"]

LATE = timedelta(weeks=4)
"""So far back weeks are made up that could not be released in time."""

WORD = re.compile(r"\w+")


def release(name: str, period: Period, caller: Caller, access: Access, releasing: Releasing) -> Signed:
    """The figures of that period: as they were released, or released now. The service alone does that.

    Raises NotPermittedError for another caller, for what is not on the positive list or not agreed, and for a period
    that is not over; Unusable where the document would speak of somebody. Nothing is kept then.
    """
    with access.recorded(caller, Verb.CHANGE, Resource.FIGURES, Purpose.TRANSPARENCY):
        evaluation = fitting(agreed(listed(name, Purpose.TRANSPARENCY), releasing.force), period)
        kept = releasing.releases.of(releasing.network.id, name, period.name)
        if kept:
            return kept
        if access.today() <= period.last:
            raise NotPermittedError("release.not_over", period=period.name)
        seal(releasing.log, releasing.signer, releasing.network, access.clock)
        counting = Counting(evaluation, period, caller, access, releasing)
        made, found = counting.audited()
        releasing.releases.keep(_signed(made, evaluation, releasing), found)
        return releasing.releases.of(releasing.network.id, name, period.name) or _signed(made, evaluation, releasing)


def released(name: str, period: Period, caller: Caller, access: Access, releases: Releases) -> Signed | None:
    """The figures of that period as they were released, for whoever may read them; None where there are none."""
    with access.recorded(caller, Verb.READ, Resource.FIGURES, Purpose.TRANSPARENCY):
        return releases.of(access.network.id, name, period.name)


def due(access: Access, releasing: Releasing) -> tuple[tuple[str, Period], ...]:
    """What is to be released now, the oldest first: each evaluation that is agreed, with its periods that are over.

    Weeks of the last month that were missed are made up. Freezes the rosters of a quarter that has begun: asked on
    every Monday, the network goes live on the first one on which a figure can rest upon them.
    """
    today, found = access.today(), list[tuple[str, Period]]()
    for each in EVALUATIONS:
        if is_agreed(each, releasing.force):
            releasing.freezing.basis(Quarter.of(today), today, each.threshold)
            found += [(each.name, period) for period in _open(each, today, releasing)]
    return tuple(sorted(found, key=lambda pair: (pair[1].last, pair[0])))


def forbidden(network: Network, vault: Vault, spaces: Remembered) -> Iterator[str]:
    """What nothing that goes out as figures may speak of (W7): persons in whatever form, their accounts, and tasks."""
    for partner in network.partners:
        yield partner.name
        for person in partner.roster:
            yield from (person.name, person.email, person.id)
            yield from vault.pseudonyms(network.id, Purpose.TRANSPARENCY, person.id)
        for link in partner.connections:
            yield from link.accounts.values()
    for space in network.spaces:
        memory = spaces.memory(space.id)
        yield from memory.names.values()
        yield from (task.fields.title for task in memory.tasks.values())


def _open(evaluation: Evaluation, today: date, releasing: Releasing) -> Iterator[Period]:
    """The last period that is over; of weeks those missed before it too. Of quarters only those that had rosters."""
    network, name = releasing.network.id, evaluation.name
    ended = evaluation.every.of(evaluation.every.of(today).first - DAY)
    if isinstance(ended, Quarter) and releasing.freezing.bases.of(network, ended.name) is None:
        return
    if not releasing.releases.of(network, name, ended.name):
        yield ended
    while isinstance(ended, Week) and ended.first > today - LATE:
        ended = Week.of(ended.first - DAY)
        made = releasing.releases.last(network, name, 1, ended.name)
        if made and made[0].release.period != ended.name:
            yield ended


def _signed(made: Release, evaluation: Evaluation, releasing: Releasing) -> Signed:
    network, signer = releasing.network, releasing.signer
    written = document(made, evaluation.threshold)
    if scan(written, [*forbidden(network, releasing.freezing.vault, releasing.spaces)], [*_known(made, evaluation)]):
        raise Unusable(f"The figures of {made.period} would speak of somebody, and were not released: report this.")
    signature = signer.sign(network.id, written).hex()
    return Signed(made, written, fingerprint(written), signer.public_key(network.id).hex(), signature)


def _known(made: Release, evaluation: Evaluation) -> Iterator[str]:
    """Words that stand in every such document, or that the network file itself names: tasks may be called like them."""
    yield from WORD.findall(document(replace(made, cells=(), gaps=()), evaluation.threshold).decode())
    yield from (*Outcome, *(each.name for each in evaluation.metrics), *(each.name for each in fields(Cell)))
    yield from (made.network, made.charter, made.period, *made.excluded, *(each.space for each in made.cells))
