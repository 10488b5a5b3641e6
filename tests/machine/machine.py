"""Three places, people who work at all of them, and everything that can go wrong; three oracles when it calms down.

(a) All places agree, each as far as it can hold the task, and one more cycle writes nothing, from the feed or whole.
(b) There are never more live tasks than persons created.
(c) A lone edit survives every fault and harms no other field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bridge.adapters.store.memory import MemoryLog, MemorySpaces
from bridge.core.model.ids import PlaceId
from bridge.core.model.restrict import restricted
from bridge.core.sync.project import cut, due_at
from bridge.service.cycle import Cycle, Wish, run
from connectors.memory.faults import Fault
from connectors.memory.manifest import MANIFESTS
from connectors.memory.native import NativeItem
from tests.machine.acts import ACTS, Act, Work, create, seen
from tests.machine.crashing import Killed, Mortal
from tests.machine.expected import Piece
from tests.machine.inline import Inline, Ticking
from tests.machine.sites import BOARD, Site, terms

CALM_WITHIN = 12
"""So many cycles without trouble must be enough for everything to agree."""
SITES = st.sampled_from(sorted(MANIFESTS))
CHOICES = st.integers(0, 30)
CALLS = st.integers(0, 8)


class Machine(RuleBasedStateMachine):
    """See the module's text."""

    def __init__(self) -> None:
        super().__init__()
        clock = Ticking()
        self.sites = {name: Site(name, clock) for name in MANIFESTS}
        self.work = Work(self.sites)
        self.store = Mortal(MemorySpaces(MemoryLog()))
        self.terms = terms()
        self.complete: frozenset[PlaceId] = frozenset()

    @rule(site=SITES, choice=CHOICES)
    def somebody_creates(self, site: str, choice: int) -> None:
        create(self.work, self.sites[site], choice)

    @precondition(lambda self: self.work.pieces)
    @rule(site=SITES, token=CHOICES, act=st.sampled_from(ACTS), choice=CHOICES)
    def somebody_acts(self, site: str, token: int, act: Act, choice: int) -> None:
        self._act(site, token, act, choice)

    @precondition(lambda self: self.work.pieces)
    @rule(site=SITES, token=CHOICES, act=st.sampled_from(ACTS), choice=CHOICES, acting=SITES, calls=CALLS)
    def somebody_acts_during_a_cycle(
        self, site: str, token: int, act: Act, choice: int, acting: str, calls: int
    ) -> None:
        self.sites[acting].budget.before_call(calls, lambda: self._act(site, token, act, choice))
        self._cycle()

    @rule()
    def a_cycle_runs(self) -> None:
        self._cycle()

    @rule(site=SITES)
    def a_cycle_reads_a_place_whole(self, site: str) -> None:
        self._cycle(Wish(complete=frozenset({PlaceId(site)})))

    @rule(site=SITES)
    def a_tool_is_down(self, site: str) -> None:
        self.sites[site].world.faults.outage = True
        self._cycle()
        self.sites[site].world.faults.outage = False

    @rule(site=SITES, fault=st.sampled_from(Fault), after=CALLS, writes=st.booleans())
    def a_call_fails(self, site: str, fault: Fault, after: int, *, writes: bool) -> None:
        self.sites[site].world.faults.plan(fault, after=after, writes_only=writes)
        self._cycle()
        self.sites[site].world.faults.clear()

    @rule(transaction=CALLS, committed=st.booleans())
    def the_process_is_killed(self, transaction: int, *, committed: bool) -> None:
        self.store.die(transaction, committed=committed)
        self._cycle()
        self.store.die(None)

    @rule(site=SITES)
    def a_feed_forgets(self, site: str) -> None:
        self.sites[site].world.forget(BOARD)

    @rule()
    def it_calms_down(self) -> None:
        self._calm()

    def teardown(self) -> None:
        self._calm()

    def _act(self, site: str, token: int, act: Act, choice: int) -> None:
        tokens = list(self.work.pieces)
        word = tokens[token % len(tokens)]
        items = self.sites[site].items().get(word, [])
        if len(items) == 1:
            act(self.work, self.sites[site], word, items[0], choice)

    def _cycle(self, wish: Wish = Wish()) -> Cycle | None:  # noqa: B008  a wish never changes
        connectors = {PlaceId(name): site.connector for name, site in self.sites.items()}
        try:
            return run(self.terms, self.store, connectors, Inline(), lambda _: (), wish)
        except Killed:
            return None
        finally:
            for site in self.sites.values():
                site.budget.forget()

    def _calm(self) -> None:
        left = CALM_WITHIN
        while not self._is_silent(self._cycle()):
            left -= 1
            assert left, f"still busy after {CALM_WITHIN} cycles"
        self._check_tasks()
        again = self._cycle(Wish(complete=frozenset(map(PlaceId, self.sites))))
        assert self._is_silent(again), f"a whole reading finds work: {again}"

    def _is_silent(self, cycle: Cycle | None) -> bool:
        assert cycle is not None
        assert not cycle.failures, cycle.failures
        return not any(cycle.decision.operations.values()) and not cycle.decision.changes

    def _check_tasks(self) -> None:
        held = {name: site.items() for name, site in self.sites.items()}
        for name, items in held.items():
            assert set(items) <= set(self.work.pieces), f"{name} holds work nobody created"
        for token, piece in list(self.work.pieces.items()):
            self._check_task(token, piece, {name: items.get(token, []) for name, items in held.items()})

    def _check_task(self, token: str, piece: Piece, items: dict[str, list[NativeItem]]) -> None:
        for name, found in items.items():
            assert len(found) <= 1, f"{token} stands twice at {name}"
        views = {name: seen(self.sites[name], found[0], token) for name, found in items.items() if found}
        if not views:
            owed = set(self.sites) if piece.spread else {piece.origin}
            assert owed <= piece.deleted, f"{token} is gone though nobody deleted it at {owed - piece.deleted}"
            del self.work.pieces[token]
            return
        archived = {view["archived"] for view in views.values()}
        assert len(archived) == 1, f"{token} is archived at some places only: {views}"
        missing = set(items) - set(views)
        if archived == {False} or piece.spread:
            assert archived == {True} or not missing, f"{token} is missing at {missing}"
            assert missing <= piece.deleted, f"{token} is missing at {missing}"
        self._check_fields(token, piece, views, items)
        self._settle(piece, views, items)

    def _check_fields(
        self, token: str, piece: Piece, views: dict[str, dict[str, Any]], items: dict[str, list[NativeItem]]
    ) -> None:
        names = {*piece.agreed, *piece.edits}
        for name in sorted(name for name in names if not name.startswith("comment ")):
            if name == "archived" and piece.deleted and piece.edited_elsewhere(next(iter(piece.deleted))):
                continue
            if piece.certain(name):
                for site, view in views.items():
                    if self._holds(site, name, view):
                        wanted = self._at(site, token, name, piece.wanted(name))
                        assert view[name] == wanted, f"{token} {name} at {site}: {view[name]!r}, not {wanted!r}"
            else:
                self._check_agree(token, name, views)
        for site, found in items.items():
            said = self.sites[site].shown(found[0]).comments if found else ()
            for name in (name for name in names if name.startswith("comment ") and found):
                times = sum(name.removeprefix("comment ") in text.split() for text in said)
                allowed = {int(piece.wanted(name))} if piece.certain(name) else {0, 1}
                assert times in allowed, f"{token}: {name} stands {times} times at {site}: {said}"

    def _says(self, site: str, item: NativeItem, name: str) -> bool:
        word = name.removeprefix("comment ")
        return any(word in text.split() for text in self.sites[site].shown(item).comments)

    def _check_agree(self, token: str, name: str, views: dict[str, dict[str, Any]]) -> None:
        full = views.get("full")
        for site, view in views.items():
            if full and self._holds(site, name, view) and self._holds("full", name, full):
                wanted = self._at(site, token, name, full[name])
                assert view[name] == wanted, (
                    f"{token} {name} differs: {view[name]!r} at {site}, full has {full[name]!r}"
                )

    def _holds(self, site: str, name: str, view: dict[str, Any]) -> bool:
        if name.startswith("label ") and "labels" not in self.sites[site].world.manifest.holds:
            return False
        return name != "lane" or view["lane"] is not None

    def _at(self, site: str, token: str, name: str, value: Any) -> Any:
        """The value as the site's tool can hold it."""
        manifest = self.sites[site].world.manifest
        forms: dict[str, Callable[[Any], Any]] = {
            "title": lambda title: cut(f"{token} {title}", manifest.title_limit).removeprefix(token).strip(),
            "text": lambda text: restricted(text, manifest.text),
            "due": lambda due: due_at(due, self.terms.reaches[PlaceId(site)]),
        }
        return forms.get(name, lambda same: same)(value)

    def _settle(self, piece: Piece, views: dict[str, dict[str, Any]], items: dict[str, list[NativeItem]]) -> None:
        """What is agreed from here on: as expected where that was certain, else as the fullest place shows it."""
        best = views.get("full") or views.get("narrow") or views["plainly"]
        agreed = {name: best[name] for name in best}
        for name in {*piece.agreed, *piece.edits}:
            if name.startswith("comment ") and not piece.certain(name):
                agreed[name] = any(self._says(site, found[0], name) for site, found in items.items() if found)
            elif piece.certain(name) and name != "archived":
                agreed[name] = piece.wanted(name)
        if best["lane"] is None:
            agreed["lane"] = next((view["lane"] for view in views.values() if view["lane"]), agreed["lane"])
        piece.settle(agreed)
        piece.deleted = {site for site, found in items.items() if not found}
        piece.spread = piece.spread or not piece.deleted
