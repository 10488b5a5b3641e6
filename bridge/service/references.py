"""Of which partners references alone pass, and why: gates that are missing, transfers that have fallen (PL-08, TR-03).

Whoever looks at places or plans a sync is told so; contents that stay away are no trouble of a tool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bridge.core.model.charter import NEEDED, Gate
from bridge.core.model.network import Partner
from bridge.core.rules.agreement import fallen
from bridge.core.rules.consent import Force, missing
from bridge.ports.words import Words
from bridge.service.charter import Agreeing


@dataclass(frozen=True, slots=True)
class ByReference:
    """`missing` gates keep all places of the partner at references, `fallen` transfers those in these tools."""

    partner: Partner
    missing: tuple[Gate, ...]
    fallen: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.fallen)


def by_reference(agreeing: Agreeing, partners: Iterable[Partner]) -> Sequence[ByReference]:
    """Those of the partners with a tool whose places are at references, in their order."""
    force = agreeing.force()
    found = (held_back(each, agreeing, force) for each in partners if each.connections)
    return [each for each in found if each]


def held_back(partner: Partner, agreeing: Agreeing, force: Force) -> ByReference:
    """What keeps the partner at references; nothing where contents pass. `force` is what holds now."""
    network = agreeing.network.id
    versions, consents = agreeing.charters.versions(network), agreeing.charters.consents(network)
    newest = force.agreed.get(partner.id, 0) or (versions[-1].number if versions else 0)
    tools = dict.fromkeys(link.tool for link in partner.connections)
    return ByReference(
        partner,
        missing(partner.id, newest, consents) if newest else NEEDED,
        tuple(tool for tool in tools if fallen(force.points, partner.id, tool)),
    )


def as_lines(rows: Iterable[ByReference], say: Words) -> Iterator[str]:
    """What people read, a sentence for each reason."""
    for each in rows:
        name = each.partner.name
        if each.missing:
            gates = ", ".join(say(f"charter.gate.{gate}") for gate in each.missing)
            yield say("onboarding.references", partner=name, gates=gates)
        yield from (say("onboarding.fallen", partner=name, tool=tool) for tool in each.fallen)


def as_values(rows: Iterable[ByReference]) -> list[dict[str, object]]:
    """As `--json` prints it."""
    return [{"partner": each.partner.id, "missing": list(each.missing), "fallen": list(each.fallen)} for each in rows]
