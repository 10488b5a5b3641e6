"""Who holds a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PersonId
from bridge.core.model.network import Network
from bridge.core.model.officer import Officer
from bridge.core.rules.access import Resource, Verb
from bridge.ports.codes import Codes
from bridge.service.access import Access


@dataclass(frozen=True, slots=True)
class Listed:
    """An officer, and who made the code that holds now; None where there is none."""

    officer: Officer
    code_by: str | None


def officers_of(network: Network) -> Sequence[Officer]:
    """Those of the network, then those of each partner."""
    return (*network.officers, *(each for partner in network.partners for each in partner.officers))


def listed(caller: Caller, network: Network, access: Access, codes: Codes) -> Sequence[Listed]:
    """All officers: everybody may know who watches and who decides. Raises NotPermittedError."""
    with access.recorded(caller, Verb.READ, Resource.OFFICERS, Purpose.SECURITY) as looked:
        rows = []
        for each in officers_of(network):
            code = codes.of(network.id, each.id)
            rows.append(Listed(each, code.maker if code else None))
            looked.at(PersonId(each.id), each.partner)
        return rows
