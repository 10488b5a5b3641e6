"""How far a partner is on its way into the network: ten steps, each done, open or not applicable, with its document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bridge.core.model.caller import Caller
from bridge.core.model.charter import NEEDED, Consent, Gate
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Partner
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.consent import ALONE, standing
from bridge.service.charter import Agreeing
from bridge.service.references import held_back

REVIEW_AFTER = timedelta(days=30)


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of ten. `reference` is the document, `note` the key of what else is to be said, with `value`."""

    number: int
    state: State
    reference: str = ""
    note: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Onboarding:
    """A partner's steps; `missing` gates keep it at references, and so do `fallen` transfers to these tools."""

    partner: Partner
    steps: tuple[Step, ...]
    missing: tuple[Gate, ...]
    version: int
    fallen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Connected:
    """What is known of a partner's tools: which connections lack a secret, and when each was last read whole."""

    lacking: frozenset[ConnectionId]
    read: Mapping[ConnectionId, date | None]


def onboarding(
    caller: Caller, agreeing: Agreeing, wanted: str | None, connected: Callable[[Partner], Connected]
) -> Sequence[Onboarding]:
    """The steps of one partner, or of every partner that the caller may know of."""
    access, network = agreeing.access, agreeing.network
    if wanted:
        partner = agreeing.partner(wanted, caller)
        access.permit(caller, Verb.READ, Resource.CONSENTS, partner.id)
        partners = [partner]
    else:
        access.permit(caller, Verb.READ, Resource.CONSENTS)
        known = access.partners(caller, Resource.CONSENTS)
        partners = [each for each in network.partners if each.id in known]
    return [_onboarding(each, agreeing, connected(each)) for each in partners]


def _onboarding(partner: Partner, agreeing: Agreeing, connected: Connected) -> Onboarding:
    force, network = agreeing.force(), agreeing.network.id
    versions, consents = agreeing.charters.versions(network), agreeing.charters.consents(network)
    version = force.agreed.get(partner.id, 0)
    newest = version or (versions[-1].number if versions else 0)
    given = {each.gate: each for each in standing(partner.id, consents) if each.version == newest}
    back = held_back(partner, agreeing, force)
    return Onboarding(
        partner,
        (
            Step(1, _done(reached=bool(versions)), f"{newest}" if versions else ""),
            *_recorded(partner, given),
            *_own(partner, given, connected, agreeing.today()),
        ),
        back.missing,
        version,
        back.fallen,
    )


def _done(*, reached: bool) -> State:
    return State.DONE if reached else State.OPEN


def _recorded(partner: Partner, given: Mapping[Gate, Consent]) -> tuple[Step, ...]:
    """Steps 2 to 5."""
    council = given.get(Gate.COUNCIL)
    note = "alone" if len(partner.roster) == ALONE else "trusted" if council and council.trusted else ""
    notice = given.get(Gate.NOTICE)
    return (
        _of(2, given.get(Gate.OPINION)),
        _of(3, council, note),
        _of(4, given.get(Gate.SIGNED)),
        _of(5, notice, "number" if notice else "", str(notice.persons) if notice else ""),
    )


def _of(number: int, consent: Consent | None, note: str = "", value: str = "") -> Step:
    if consent is None:
        return Step(number, State.OPEN, note=note, value=value)
    reference = " ".join(each for each in (consent.reference, consent.given_on.isoformat()) if each)
    return Step(number, State.DONE, reference, note, value)


def _own(partner: Partner, given: Mapping[Gate, Consent], connected: Connected, today: date) -> tuple[Step, ...]:
    """Steps 6 to 10."""
    read = [day for day in connected.read.values() if day]
    roster, review = given.get(Gate.ROSTER), given.get(Gate.REVIEW)
    confirmed = roster is not None and roster.persons == len(partner.roster)
    return (
        _connecting(partner, connected),
        Step(7, _done(reached=confirmed), _of(7, roster).reference, "number", str(len(partner.roster))),
        _of(8, given.get(Gate.RELEASE)),
        Step(9, _of_tools(partner, reached=bool(read)), "", "read" if read else "unread", _latest(read)),
        _of(10, review) if review or not read else _due(given, today),
    )


def _connecting(partner: Partner, connected: Connected) -> Step:
    links, lacking = ", ".join(link.id for link in partner.connections), ", ".join(sorted(connected.lacking))
    return Step(6, _of_tools(partner, reached=not lacking), links, "missing" if lacking else "", lacking)


def _of_tools(partner: Partner, *, reached: bool) -> State:
    """A partner without a tool of its own has nothing to connect or to read."""
    return _done(reached=reached) if partner.connections else State.NOT_APPLICABLE


def _latest(days: Sequence[date]) -> str:
    return max(days).isoformat() if days else ""


def _due(given: Mapping[Gate, Consent], today: date) -> Step:
    """A month after the last gate was passed."""
    days = [given[gate].given_on for gate in NEEDED if gate in given]
    return Step(10, State.OPEN, note="due", value=((max(days) if days else today) + REVIEW_AFTER).isoformat())
