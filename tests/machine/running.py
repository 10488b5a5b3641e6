"""What the rules of the machine are made of: people act, a cycle runs, it calms down, and the oracles look."""

from __future__ import annotations

from functools import partial

from hypothesis.stateful import RuleBasedStateMachine

from bridge.adapters.store.memory import MemoryInbox, MemoryLog, MemoryParked, MemorySpaces
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.task import Fields
from bridge.ports.clock import Clock
from bridge.service.cycle import Cycle, Wish, run
from bridge.service.parked import retry, waiting
from connectors.memory.faults import Fault
from tests.machine.acts import Act, Work
from tests.machine.cast import UNLIKE
from tests.machine.crashing import Killed, Mortal
from tests.machine.inline import Inline, Ticking
from tests.machine.lanes import Lanes, Naming
from tests.machine.oracles import Oracles
from tests.machine.persons import Roles, roles
from tests.machine.sites import BOARD, Site, terms

CALM_WITHIN = 12
"""So many cycles without trouble must be enough for everything to agree."""
Deeds = list[tuple[str, Act, int]]
"""What people do to one task, one after the other: where, what, and a choice."""


class Running(RuleBasedStateMachine):
    """A space of memory places, the service's store, and a clock that moves when somebody acts."""

    cast = UNLIKE

    def __init__(self) -> None:
        super().__init__()
        clock = self.clock = Ticking()
        self.sites = {name: Site(name, clock, self.cast) for name in self.cast.manifests}
        spaces = self.spaces = MemorySpaces(MemoryLog())
        self.store, self.inbox = Mortal(spaces), MemoryInbox(spaces)
        self.terms = terms(self.cast)
        self.work = Work(self.sites, partial(self.inbox.submit, self.terms.space.id), self._read)
        lanes = {name for site in self.sites.values() for name in site.lane_names().values()}
        self.lanes = Lanes({name.split()[0]: Naming(name) for name in lanes})
        self.oracles = Oracles(self.sites, self.work, self.terms, self.cast)

    def _fail(self, token: int, deeds: Deeds, site: str, fault: Fault, after: int, *, writes: bool) -> None:
        self._act(token, deeds)
        self.sites[site].world.faults.plan(fault, after=after, writes_only=writes)
        self._cycle()
        self.sites[site].world.faults.clear()

    def _read(self, site: str, ref: Ref) -> Fields | None:
        links = self.spaces.memory(self.terms.space.id).links.get(PlaceId(site), {})
        return next((link.seen for link in links.values() if link.ref == ref), None)

    def _token(self, token: int) -> str:
        tokens = list(self.work.pieces)
        return tokens[token % len(tokens)]

    def _act(self, token: int, deeds: Deeds) -> list[str]:
        """The titles that the items have after what was done to them."""
        titles = []
        for site, act, choice in deeds if self.work.pieces else ():
            word = self._token(token)
            items = self.sites[site].items().get(word, [])
            if len(items) == 1:
                act(self.work, self.sites[site], word, items[0], choice)
                titles += [item.values["title"] for item in self.sites[site].items().get(word, [])]
        return titles

    def _check_kept(self, titles: list[str]) -> None:
        """Each title is shown somewhere, or is the task's, or lies in a conflict for its author to find."""
        memory, conflicts = self.store.memory(self.terms.space.id), self.store.conflicts(self.terms.space.id)
        known = {task.fields.title for task in memory.tasks.values()}
        known |= {item.values["title"] for site in self.sites.values() for item in site.world.items(BOARD)}
        known |= {fields.title for conflict in conflicts for fields in (conflict.kept, conflict.lost)}
        lost = [title for title in titles if title not in known]
        assert not lost, f"nobody will ever know of {lost}"

    def _cycle(self, wish: Wish = Wish(), clock: Clock | None = None) -> Cycle | None:  # noqa: B008  a wish never changes
        connectors = {PlaceId(name): site.connector for name, site in self.sites.items()}
        try:
            return run(self.terms, self.store, connectors, Inline(), lambda _: (), wish, clock)
        except Killed:
            return None
        finally:
            for site in self.sites.values():
                site.budget.forget()
                site.connector.forget()

    def _calm(self) -> None:
        left = CALM_WITHIN
        while not self._is_silent(self._cycle()) or self._retry():
            left -= 1
            assert left, f"still busy after {CALM_WITHIN} cycles"
        self.lanes.check(self.sites)
        self.oracles.check(self.store.memory(self.terms.space.id), self.terms)
        again = self._cycle(Wish(complete=frozenset(map(PlaceId, self.sites))))
        assert self._is_silent(again), f"a whole reading finds work: {again}"
        self.work.settle()

    def _retry(self) -> bool:
        """Whether there was anything to be sent again."""
        parked = waiting(self.terms, self.store)
        for each in parked:
            retry(each.id, [self.terms], self.store, MemoryParked(self.spaces))
        return bool(parked)

    def _check_peace(self, site: str) -> None:
        cycle = self._cycle()
        assert cycle is not None
        assert not cycle.decision.operations.get(PlaceId(site)), f"{site} is sent again what it refused"

    def _roles(self) -> Roles:
        """Who takes part in what, as each site shows it."""
        held = {name: site.items() for name, site in self.sites.items()}
        return {
            (word, name): roles(self.sites[name], item)
            for name, items in held.items()
            for word, found in items.items()
            for item in found
        }

    def _is_silent(self, cycle: Cycle | None) -> bool:
        assert cycle is not None
        assert not cycle.failures, cycle.failures
        return not any(cycle.decision.operations.values()) and not cycle.decision.changes
