"""Everything one run of the sandbox holds: the clock, the stand-ins, the gates to them, and the record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from connectors.sandbox.clock import Clock, iso
from connectors.sandbox.exchange import Request
from connectors.sandbox.faults import Fault
from connectors.sandbox.gate import Delivery, Gate
from connectors.sandbox.limits import Counting, Limits
from connectors.sandbox.outbox import Outbox
from connectors.sandbox.record import Record
from connectors.sandbox.seed import Seed, person_token
from connectors.sandbox.stand_in import Delivering, Now, StandIn

Factory = Callable[[Seed, Now], StandIn]


class World:
    """Built from a seed, and built again from it by `reset`."""

    def __init__(self, seed: Seed, limits: Limits, factories: Mapping[str, Factory]) -> None:
        """Raises SeedError where a stand-in cannot read its section of the seed."""
        self.seed = seed
        self.clock = Clock(seed.now)
        self.record = Record()
        self.faults: list[Fault] = []
        self.outbox = Outbox(self.clock, self.faults)
        self._limits = limits
        self._factories = factories
        self._gates = self._opened()

    def _opened(self) -> dict[str, Gate]:
        gates = {}
        for vendor, factory in self._factories.items():
            stand_in = factory(self.seed, self.clock)
            if isinstance(stand_in, Delivering):
                stand_in.connect(self.outbox)
            counting = None if self._limits == "off" else Counting(stand_in.limits)
            gates[vendor] = Gate(stand_in, self.clock, self.record, self.faults, counting)
        return gates

    def reset(self) -> None:
        """Back to the seed: its time, its objects, no faults, an empty record, unused limits."""
        self.clock.restart()
        self.record.clear()
        self.faults.clear()
        self.outbox.clear()
        self._gates = self._opened()

    @property
    def stand_ins(self) -> dict[str, StandIn]:
        """The stand-ins by vendor."""
        return {vendor: gate.stand_in for vendor, gate in self._gates.items()}

    def stand_in(self, vendor: str) -> StandIn:
        """A vendor's stand-in as it is now; a reset makes a new one."""
        return self._gates[vendor].stand_in

    def answer(self, vendor: str) -> Callable[[Request], Delivery | Awaitable[Delivery]]:
        """What a vendor's server does with a call."""

        def passing(request: Request) -> Delivery | Awaitable[Delivery]:
            return self._gates[vendor].pass_through(request)  # looked up anew: a reset opens new gates

        return passing

    def effective_seed(self) -> dict[str, Any]:
        """The seed with every id, token and default filled in."""
        return {
            "now": iso(self.seed.now) if self.seed.now else None,
            "people": [
                {
                    "id": person.id,
                    "name": person.name,
                    "email": person.email,
                    "accounts": dict(person.accounts),
                    "tokens": {tool: person_token(tool, person) for tool in person.accounts},
                }
                for person in self.seed.people
            ],
            **{vendor: stand_in.effective() for vendor, stand_in in self.stand_ins.items()},
            "service": {
                vendor: [account.shown for account in stand_in.services()]
                for vendor, stand_in in self.stand_ins.items()
            },
        }
