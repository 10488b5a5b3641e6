"""Three places, people who work at all of them, and everything that can go wrong; three oracles when it calms down.

(a) All places agree, each as far as it can hold the task, and one more cycle writes nothing, from the feed or whole.
(b) There are never more live tasks than persons created.
(c) A lone edit survives every fault and harms no other field.

It is one file, longer than most, because hypothesis wants the rules of a machine in one class.
"""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from bridge.adapters.store.memory import MemoryParked
from bridge.adapters.store.memory_conflicts import MemoryConflicts
from bridge.core.model.ids import PlaceId
from bridge.service.cycle import Wish
from bridge.service.parked import drop, waiting
from connectors.memory.faults import Fault
from tests.machine.acts import ACTS, Act, create, delete, move_back, move_out, rename, submit
from tests.machine.cast import REAL
from tests.machine.deciding import bring_back, check_back
from tests.machine.inline import Hasty
from tests.machine.persons import lead, take
from tests.machine.running import Deeds, Running
from tests.machine.sites import BOARD, terms
from tests.machine.talk import discuss, reword, unsay

MOST_PIECES = 5
"""Few tasks, so that people meet at them."""
SITES = st.runner().flatmap(lambda machine: st.sampled_from(sorted(machine.sites)))
CHOICES = st.integers(0, 30)
CALLS = st.integers(0, 8)
FAULTS = st.sampled_from((Fault.BUSY, Fault.DOWN, Fault.UNANSWERED))
DEEDS = st.lists(st.tuples(SITES, st.sampled_from(ACTS), CHOICES), max_size=3)
"""What people do to one task, one after the other."""
TALKS = st.lists(st.tuples(SITES, st.sampled_from((discuss, reword, unsay)), CHOICES), max_size=3)
TROUBLES = st.none() | FAULTS | st.tuples(st.integers(0, 4), st.booleans())
Trouble = Fault | tuple[int, bool] | None
"""A fault of whatever is written first at each place, or at which transaction the process dies: before it or after."""
TAKES = st.lists(st.tuples(SITES, st.sampled_from((take, lead)), CHOICES), max_size=3)
TWO = st.runner().flatmap(lambda machine: st.permutations(sorted(machine.sites)).map(lambda names: tuple(names[:2])))
Two = tuple[str, str]
"""Two different places."""


class Machine(Running):
    """See the module's text."""

    @initialize(site=SITES, choice=CHOICES, calm=st.booleans())
    def it_begins(self, site: str, choice: int, *, calm: bool) -> None:
        create(self.work, self.sites[site], choice)
        if calm:
            self._calm()

    @precondition(lambda self: len(self.work.pieces) < MOST_PIECES)
    @rule(site=SITES, choice=CHOICES)
    def somebody_creates(self, site: str, choice: int) -> None:
        create(self.work, self.sites[site], choice)

    @rule(token=CHOICES, deeds=DEEDS)
    def people_act(self, token: int, deeds: Deeds) -> None:
        self._act(token, deeds)

    @rule(token=CHOICES, deeds=DEEDS, two=TWO, act=st.sampled_from(ACTS), choice=CHOICES)
    def two_do_the_same(self, token: int, deeds: Deeds, two: Two, act: Act, choice: int) -> None:
        self._act(token, [(two[0], act, choice), (two[1], act, choice + 1), *deeds])
        self._cycle()

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS, acting=SITES, calls=CALLS)
    def people_act_during_a_cycle(self, token: int, deeds: Deeds, then: Deeds, acting: str, calls: int) -> None:
        self._act(token, deeds)
        self.sites[acting].budget.before_call(calls, lambda: self._act(token, then))
        self._cycle()

    @rule(token=CHOICES, deeds=DEEDS)
    def a_cycle_runs(self, token: int, deeds: Deeds) -> None:
        self._act(token, deeds)
        self._cycle()

    @rule(site=SITES, token=CHOICES, then=DEEDS, calls=st.integers(0, 2))
    def people_act_while_a_place_is_read_whole(self, site: str, token: int, then: Deeds, calls: int) -> None:
        self.sites[site].budget.before_call(calls, lambda: self._act(token, then))
        self._cycle(Wish(complete=frozenset({PlaceId(site)})))

    @rule(token=CHOICES, two=TWO, early=st.sampled_from(ACTS), late=st.sampled_from(ACTS), choice=CHOICES)
    def somebody_acts_just_before_a_write(self, token: int, two: Two, early: Act, late: Act, choice: int) -> None:
        here, there = two
        self._calm()
        self._act(token, [(there, early, choice)])
        self.sites[here].connector.before_write(0, partial(self._act, token, [(here, late, choice + 1)]))
        self._cycle()
        self._calm()

    @rule(token=CHOICES, act=st.sampled_from(ACTS), two=TWO, first=CHOICES, second=CHOICES)
    def one_after_the_other(self, token: int, act: Act, two: Two, first: int, second: int) -> None:
        self._act(token, [(two[0], act, first)])
        self._calm()
        self._act(token, [(two[1], act, second)])
        self._calm()

    @rule(
        token=CHOICES, act=st.sampled_from(ACTS), two=TWO, first=CHOICES, second=CHOICES, then=DEEDS, down=st.booleans()
    )
    def an_answer_is_lost(
        self, token: int, act: Act, two: Two, first: int, second: int, then: Deeds, *, down: bool
    ) -> None:
        """And the place it was lost at cannot be read for a while, perhaps, while the task moves on."""
        here, there = two
        self._fail(token, [(here, act, first)], there, Fault.UNANSWERED, 0, writes=True)
        self._act(token, [(here, act, second)])
        if down:
            self.a_tool_is_down(there, token, [])
        self._act(token, [(there, other, choice) for _, other, choice in then])

    @precondition(lambda self: len(self.work.pieces) < MOST_PIECES)
    @rule(two=TWO, choice=CHOICES, then=DEEDS, after=st.integers(0, 1))
    def a_create_is_not_answered(self, two: Two, choice: int, then: Deeds, after: int) -> None:
        here, there = two
        create(self.work, self.sites[here], choice)
        self._fail(0, [], there, Fault.UNANSWERED, after, writes=True)
        self._act(len(self.work.pieces) - 1, [(there, act, choice) for _, act, choice in then])

    @rule(token=CHOICES, two=TWO, first=CHOICES, second=CHOICES, late=st.booleans())
    def two_rename_at_once(self, token: int, two: Two, first: int, second: int, *, late: bool) -> None:
        """Nobody saw the other's title: one of them is kept, the other must not vanish without a word."""
        here, there = two
        self._calm()
        given = [*self._act(token, [(there, rename, first)])]
        if late:
            act = partial(self._act, token, [(here, rename, second)])
            self.sites[here].connector.before_write(0, lambda: given.extend(act()))
        else:
            given += self._act(token, [(here, rename, second)])
        self._cycle()
        self._calm()
        self._check_kept(given)

    @rule(site=SITES, token=CHOICES, deeds=DEEDS)
    def a_tool_is_down(self, site: str, token: int, deeds: Deeds) -> None:
        self._act(token, deeds)
        self.sites[site].world.faults.outage = True
        self._cycle()
        self.sites[site].world.faults.outage = False

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS, site=SITES, fault=FAULTS, after=CALLS)
    def a_call_fails(self, token: int, deeds: Deeds, then: Deeds, site: str, fault: Fault, after: int) -> None:
        self._fail(token, deeds, site, fault, after, writes=False)
        self._act(token, then)

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS, site=SITES, fault=FAULTS, after=st.integers(0, 2))
    def a_write_fails(self, token: int, deeds: Deeds, then: Deeds, site: str, fault: Fault, after: int) -> None:
        self._fail(token, deeds, site, fault, after, writes=True)
        self._act(token, then)

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS, transaction=CALLS, committed=st.booleans())
    def the_process_is_killed(
        self, token: int, deeds: Deeds, then: Deeds, transaction: int, *, committed: bool
    ) -> None:
        self._act(token, deeds)
        self.store.die(transaction, committed=committed)
        self._cycle()
        self.store.die(None)
        self._act(token, then)

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS)
    def there_is_little_time(self, token: int, deeds: Deeds, then: Deeds) -> None:
        """What was decided and not begun is found again."""
        self._act(token, deeds)
        self._cycle(clock=Hasty())
        self._act(token, then)

    @rule(token=CHOICES, site=SITES, choice=CHOICES, trouble=TROUBLES, then=TALKS, fresh=st.booleans())
    def several_speak_at_once(
        self, token: int, site: str, choice: int, trouble: Trouble, then: Deeds, *, fresh: bool
    ) -> None:
        """Often below an item where nobody has spoken yet; what is written of it fails, or is cut short, perhaps."""
        if fresh and len(self.work.pieces) < MOST_PIECES:
            create(self.work, self.sites[site], choice)
            token = len(self.work.pieces) - 1
            self._calm()
        self._act(token, [(site, discuss, choice)])
        if isinstance(trouble, Fault):
            for other in self.sites.values():
                other.world.faults.plan(trouble, writes_only=True)
        elif trouble:
            self.store.die(trouble[0], committed=trouble[1])
        self._cycle()
        self.store.die(None)
        for other in self.sites.values():
            other.world.faults.clear()
        self._act(token, then)

    @precondition(lambda self: self.cast.shared)
    @rule(token=CHOICES, site=SITES, deeds=TAKES, during=DEEDS, then=TAKES, calm=st.booleans())
    def the_office_confirms_or_undoes_an_account(
        self, token: int, site: str, deeds: Deeds, during: Deeds, then: Deeds, *, calm: bool
    ) -> None:
        """Whoever leads and helps goes on to, whatever of their accounts is known."""
        self._act(token, deeds)
        if calm:
            self._calm()
        before = self._roles()
        self.work.undone ^= {site}
        self.terms = terms(self.cast, undone=self.work.undone)
        for piece in self.work.pieces.values():
            if "people" in piece.edits:  # who that was is read only now
                piece.doubt("people")
        if calm:
            self._calm()
            assert self._roles() == before, f"who takes part is another: {before}, now {self._roles()}"
        else:
            self._act(token, during)
            self._cycle()
        self._act(token, then)

    @rule(token=CHOICES, deeds=DEEDS, then=DEEDS, site=SITES, after=st.integers(0, 2))
    def a_place_refuses(self, token: int, deeds: Deeds, then: Deeds, site: str, after: int) -> None:
        """Work goes on beside what is parked, until somebody has it sent again."""
        self._fail(token, deeds, site, Fault.REFUSED, after, writes=True)
        self._act(token, then)

    @rule(token=CHOICES, two=TWO, first=CHOICES, second=CHOICES)
    def a_refusal_is_accepted(self, token: int, two: Two, first: int, second: int) -> None:
        """The place differs then, and is left in peace; what is decided later is written as always."""
        here, there = two
        self._calm()
        self._fail(token, [(here, rename, first)], there, Fault.REFUSED, 0, writes=True)
        self._check_peace(there)
        for each in waiting(self.terms, self.store):
            drop(each.id, [self.terms], self.store, MemoryParked(self.spaces))
        self._check_peace(there)
        assert not waiting(self.terms, self.store)
        self._act(token, [(here, rename, second)])
        self._calm()

    @rule(site=SITES)
    def a_feed_forgets(self, site: str) -> None:
        self.sites[site].world.forget(BOARD)

    @rule(site=SITES, choice=CHOICES, added=st.booleans())
    def somebody_changes_a_lane(self, site: str, choice: int, *, added: bool) -> None:
        (self.lanes.add if added else self.lanes.rename)(self.work, self.sites[site], choice)

    @rule(site=SITES, token=CHOICES, choice=CHOICES)
    def somebody_moves_an_item_back(self, site: str, token: int, choice: int) -> None:
        if self.work.pieces:
            move_back(self.work, self.sites[site], self._token(token), choice)

    @precondition(lambda self: self.work.pieces)
    @rule(site=SITES, token=CHOICES, choice=CHOICES, deeds=DEEDS)
    def somebody_sends_a_form(self, site: str, token: int, choice: int, deeds: Deeds) -> None:
        word = self._token(token)
        items = self.sites[site].items().get(word, [])
        if len(items) == 1 and self.work.pieces[word].spread:
            self.inbox.submit(self.terms.space.id, submit(self.work, self.sites[site], word, items[0], choice))
        self._act(token, deeds)

    @rule(site=SITES, token=CHOICES, deeds=DEEDS, during=DEEDS, then=DEEDS)
    def a_place_leaves_for_a_while(self, site: str, token: int, deeds: Deeds, during: Deeds, then: Deeds) -> None:
        """Its people work on, and so do the others; what goes there until it is read again is nobody's deletion."""
        during, then = (
            [deed for deed in each if deed[0] != site or deed[1] not in (delete, move_out)] for each in (during, then)
        )
        self._act(token, deeds)
        for piece in self.work.pieces.values():
            if site in piece.deleted:  # perhaps nobody reads that any more
                piece.doubt("archived")
        self.terms = terms(self.cast, site, self.work.undone)
        self._cycle()
        self._act(token, during)
        self._cycle()
        self.terms = terms(self.cast, undone=self.work.undone)
        self._act(token, then)
        self._cycle()

    @rule(choice=CHOICES, token=CHOICES, then=DEEDS)
    def the_office_brings_a_lost_value_back(self, choice: int, token: int, then: Deeds) -> None:
        self._calm()
        before, conflicts = self.store.memory(self.terms.space.id), MemoryConflicts(self.spaces)
        chosen = bring_back(choice, before, conflicts, self.terms, self.clock, self.work)
        if chosen:
            self._calm()
            check_back(chosen, before, self.store.memory(self.terms.space.id), conflicts, self.terms)
        self._act(token, then)

    @rule(token=CHOICES, deeds=DEEDS)
    def it_calms_down(self, token: int, deeds: Deeds) -> None:
        self._act(token, deeds)
        self._calm()

    def teardown(self) -> None:
        self._calm()


class RealMachine(Machine):
    """The same at four places that can hold what the real tools can."""

    cast = REAL
