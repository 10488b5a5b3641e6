"""What would keep the service from its work, and what to do about it. Writes nothing at any place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bridge.core.errors import Failure, Unusable
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Place
from bridge.core.sync.terms import Terms
from bridge.ports.budget import Allowance
from bridge.ports.clock import Clock
from bridge.ports.connector import Connector, Finding
from bridge.ports.words import Words
from bridge.service.addresses import Addresses, check_addresses
from bridge.service.cycle import Connectors
from bridge.service.people.known import Clash

LARGEST_SKEW = timedelta(minutes=1)
"""How far our clock may be from a vendor's. "Later wins" compares their times with ours."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding about a place or a tool, or about the installation where `about` is empty.

    Advice on something that is well is a reminder.
    """

    about: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the service stands on, as the doctor asks for it.

    `key_beside` is the vault's key where it lies beside the vault, `allowances` are the vendors' limits by tool, and
    `times` tells what time a tool's vendor says it is, None where it does not. `addresses` are where tools reach us,
    `untold` is why nobody is told of troubles, `references` why contents of partners stay away, `clashes` what of
    imported rosters the network file overrides, `closed` the partners of which that is for others to look at.
    """

    key_beside: Path | None
    allowances: Mapping[str, Sequence[Allowance]]
    times: Callable[[str], datetime | None]
    addresses: Addresses
    untold: str = ""
    clashes: Sequence[Clash] = ()
    closed: Sequence[PartnerId] = ()
    references: Sequence[str] = ()


def doctor(
    terms: Sequence[Terms],
    connect: Callable[[Terms], Connectors],
    surroundings: Surroundings,
    clock: Clock,
    say: Words,
) -> Sequence[Checked]:
    """Look at everything; trouble in one thing keeps nothing else from being looked at."""
    with ThreadPoolExecutor(max_workers=8) as threads:
        tools = threads.map(lambda tool: list(_tool(tool, surroundings, clock, say)), surroundings.allowances)
        spaces = threads.map(lambda each: list(_space(each, connect, say)), terms)
        addresses = threads.submit(lambda: list(check_addresses(terms, surroundings.addresses, say)))
        return [
            *_installation(surroundings, say),
            Checked("", Finding(say("doctor.alerts"), well=True, advice=surroundings.untold)),
            *_charter(surroundings, say),
            *(Checked("", found) for found in addresses.result()),
            *(checked for found in spaces for checked in found),
            *(checked for found in tools for checked in found),
        ]


def _installation(surroundings: Surroundings, say: Words) -> Iterator[Checked]:
    """Whoever gets here has opened the settings, the network file, the database and the vault."""
    for subject in ("settings", "database"):
        yield Checked("", Finding(say(f"doctor.{subject}"), well=True))
    key = surroundings.key_beside
    advice = say("doctor.key_beside", file=key) if key else say("doctor.key_apart")
    yield Checked("", Finding(say("doctor.vault"), well=True, advice=advice))
    for each in surroundings.clashes:
        named = {"person": each.person, "partner": each.partner, "connection": each.connection or ""}
        yield Checked("", Finding(say("doctor.people"), well=False, advice=say(f"people.clash.{each.kind}", **named)))
    for partner in surroundings.closed:
        yield Checked("", Finding(say("doctor.people"), well=False, advice=say("people.closed", partner=partner)))


def _charter(surroundings: Surroundings, say: Words) -> Iterator[Checked]:
    """Whoever has not agreed yet is no fault, and somebody has to know why contents stay away."""
    for advice in surroundings.references or ("",):
        yield Checked("", Finding(say("doctor.charter"), well=True, advice=advice))


def _space(terms: Terms, connect: Callable[[Terms], Connectors], say: Words) -> Iterator[Checked]:
    try:
        connectors = connect(terms)
    except (Unusable, Failure) as fault:
        yield Checked(terms.space.id, Finding(say("doctor.connections"), well=False, advice=str(fault)))
        return
    for place in terms.space.places:
        for finding in _place(place, connectors[place.id], say):
            yield Checked(place.id, finding)


def _place(place: Place, connector: Connector, say: Words) -> Sequence[Finding]:
    try:
        return connector.check(place)
    except Failure as failure:
        return [Finding(say("doctor.reached"), well=False, advice=failure.message)]


def _tool(tool: str, surroundings: Surroundings, clock: Clock, say: Words) -> Iterator[Checked]:
    for allowance in surroundings.allowances[tool]:
        subject = say(f"doctor.limit_{allowance.scope}", number=allowance.count, seconds=f"{allowance.seconds:g}")
        kind = f" ({allowance.name})" if allowance.name else ""
        yield Checked(tool, Finding(subject + kind, well=True))
    told = surroundings.times(tool)
    if told is None:
        return  # that it does not answer is told of each place
    skew = abs(clock.now() - told)
    advice = say("doctor.set_clock", seconds=f"{skew.total_seconds():.0f}") if skew > LARGEST_SKEW else ""
    yield Checked(tool, Finding(say("doctor.clock"), well=not advice, advice=advice))
