"""A network with officers, and what stands between them and its persons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from bridge.adapters.store.memory_access_log import MemoryAccessLog
from bridge.adapters.vault.memory import MemoryVault
from bridge.core.model.caller import Caller, Role, operator
from bridge.core.model.ids import PartnerId, PersonId
from bridge.core.model.network import Network
from bridge.ports.access_log import AccessEntry
from bridge.service.access import Access
from bridge.service.codes import Proving
from config.network import read_network
from tests.unit.connectors.virtual_clock import VirtualClock

FILE = Path(__file__).parents[3] / "fixtures/access/network.toml"
WEBER, NORD, SUED = PartnerId("weber"), PartnerId("nordlicht"), PartnerId("suedbau")
PETRA, JONAS, LENA, TOM = map(PersonId, ("petra-weber", "jonas-hartmann", "lena-brandt", "tom-sommer"))
OPERATOR, SERVICE = operator(), Caller("service", Role.SERVICE)
COORDINATOR = Caller("coord-weber", Role.PARTNER_COORDINATOR, WEBER)
COUNCIL = Caller("council-weber", Role.BETRIEBSRAT, WEBER)
DSB, MANAGER, AUDITOR = Caller("dsb", Role.DSB), Caller("office", Role.NETWORK_MANAGER), Caller("audit", Role.AUDITOR)
AS_PETRA = Caller(PETRA, Role.PERSON, WEBER)
VERSION = "1.2.3"


def network() -> Network:
    """Two partners with a coordinator, one without; a space for the first two, one for the third alone."""
    return read_network(FILE, ("trello", "asana"))


@dataclass(slots=True)
class World:
    """Everything in memory."""

    network: Network = field(default_factory=network)
    log: MemoryAccessLog = field(default_factory=MemoryAccessLog)
    vault: MemoryVault = field(default_factory=MemoryVault)
    clock: VirtualClock = field(default_factory=VirtualClock)

    @property
    def access(self) -> Access:
        return Access(self.network, self.log, self.vault, self.clock, VERSION)

    @property
    def proving(self) -> Proving:
        return Proving(self.network, self.access, self.vault.codes)

    def looks(self) -> list[AccessEntry]:
        """All of them, without their numbers."""
        return [replace(each, number=0) for each in self.log.read(self.network.id, DSB)]

    def without(self, role: Role) -> World:
        """Where no partner has an officer of that role."""
        partners = tuple(
            replace(each, officers=tuple(officer for officer in each.officers if officer.role is not role))
            for each in self.network.partners
        )
        return replace(self, network=replace(self.network, partners=partners))
