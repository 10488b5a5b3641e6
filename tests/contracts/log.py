"""The contract of a log: every promise of `bridge/ports/log.py` as a test, with its rule as docstring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from bridge.adapters.vault.memory import MemoryVault
from bridge.core.log.checking import check
from bridge.core.log.commitment import commitment
from bridge.core.log.merkle import root_of
from bridge.core.log.roots import NO_ROOT
from bridge.core.model.decision import Decision
from tests.contracts import kept
from tests.contracts.kept import SPACE, TODAY

if TYPE_CHECKING:
    from tests.contracts.store import Stores

SIGNER = MemoryVault().signer
TOMORROW = TODAY + timedelta(days=1)


def sealed(stores: Stores, before: date, network: str = "bauverbund") -> int:
    """How many entries were sealed."""
    return stores.log.seal(network, before, partial(SIGNER.sign, network))


class LogPromises:
    """`LogStore`."""

    def test_pl_04_entries_wait_until_their_day_is_over(self, stores: Stores) -> None:
        """Only full days are sealed, so that a seal's time tells nothing finer than a day."""
        yesterday, today = kept.entry("a", TODAY - timedelta(days=1)), kept.entry("b", TODAY)
        stores.spaces.agree(SPACE, Decision(), (today, yesterday))
        assert stores.log.staged("bauverbund") == 2
        assert sealed(stores, TODAY) == 1
        after = stores.reopened().log
        assert [each.entry for each in after.entries("bauverbund")] == [yesterday]
        assert after.staged("bauverbund") == 1

    def test_sealing_again_seals_nothing_twice(self, stores: Stores) -> None:
        """A second seal of the same day finds nothing left."""
        stores.spaces.agree(SPACE, Decision(), (kept.entry("a"),))
        assert [sealed(stores, TOMORROW), sealed(stores, TOMORROW)] == [1, 0]
        assert len(stores.log.entries("bauverbund")) == 1

    def test_pl_16_networks_do_not_mix(self, stores: Stores) -> None:
        """Nothing crosses between the networks of one installation."""
        stores.spaces.agree(SPACE, Decision(), (kept.entry("a"), kept.entry("b", network="hafen")))
        assert stores.log.staged("hafen") == 1
        assert sealed(stores, TOMORROW) == 1
        assert stores.log.staged("hafen") == 1
        assert sealed(stores, TOMORROW, "hafen") == 1
        assert [each.entry.event_id for each in stores.log.entries("hafen")] == ["b"]
        with stores.log.view("hafen") as view:
            assert [leaf.event_id for leaf in view.leaves()] == [b"b"]
            assert [each.root.network for each in view.roots()] == ["hafen"]

    def test_pl_20_every_entry_has_its_own_salt_and_a_commitment_that_proves_it(self, stores: Stores) -> None:
        """SHA-256 over 32 random bytes and the entry: it proves the entry, and tells nothing without the salt."""
        stores.spaces.agree(SPACE, Decision(), [kept.entry(uuid4().hex) for _ in range(20)])
        sealed(stores, TOMORROW)
        found = stores.reopened().log.entries("bauverbund")
        assert all(each.commitment == commitment(each.entry, bytes.fromhex(each.salt)) for each in found)
        assert {len(each.salt) for each in found} == {64}
        assert len({each.salt for each in found}) == 20

    def test_pl_06_a_persons_entries_are_found_by_their_pseudonyms(self, stores: Stores) -> None:
        """Sealed ones and those that wait, of every quarter asked for, and nobody else's."""
        theirs = [replace(kept.entry(each, TODAY - timedelta(days=1)), actor_ref=each * 8) for each in "abc"]
        waiting = [replace(kept.entry(f"w{each}"), actor_ref=each * 8) for each in "abc"]
        far = replace(kept.entry("far", network="hafen"), actor_ref="a" * 8)
        stores.spaces.agree(SPACE, Decision(), [*reversed(theirs), *reversed(waiting), far])
        sealed(stores, TODAY)
        log, asked = stores.reopened().log, ["a" * 8, "c" * 8, "unknown"]
        assert [each.entry for each in log.about("bauverbund", asked)] == [theirs[0], theirs[2]]
        assert [each for each in log.entries("bauverbund") if each.entry == theirs[0]] == [
            *log.about("bauverbund", asked[:1])
        ]
        assert log.waiting("bauverbund", asked) == [waiting[0], waiting[2]]
        assert not log.about("bauverbund", [])
        assert not log.waiting("bauverbund", [])

    def test_entries_come_by_day_and_then_by_their_random_id(self, stores: Stores) -> None:
        """Reading the log shows no order within a day either."""
        entries = [kept.entry("c"), kept.entry("a"), kept.entry("b", TODAY - timedelta(days=1))]
        stores.spaces.agree(SPACE, Decision(), entries)
        sealed(stores, TOMORROW)
        assert [each.entry.event_id for each in stores.log.entries("bauverbund")] == ["b", "a", "c"]

    def test_each_day_has_one_root_that_names_the_one_before(self, stores: Stores) -> None:
        """A root says how many entries there are and what they come to; also for a day on which nobody did anything."""
        for number in range(3):
            day = TODAY + timedelta(days=number)
            stores.spaces.agree(SPACE, Decision(), [kept.entry(uuid4().hex, day) for _ in range(2 * number)])
            sealed(stores, day + timedelta(days=1))
        with stores.reopened().log.view("bauverbund") as view:
            roots = [each.root for each in view.roots()]
            newest = view.last_root()
            hashes = [root_of(view.commitments(0, each.size)).hex() for each in roots]
        assert [each.day for each in roots] == [f"{TODAY + timedelta(days=number)}" for number in range(3)]
        assert [each.size for each in roots] == [0, 2, 6]
        assert [each.root for each in roots] == hashes
        assert [each.previous for each in roots] == [NO_ROOT, roots[0].hashed(), roots[1].hashed()]
        assert newest
        assert newest.root == roots[-1]

    def test_pl_04_what_comes_late_for_a_sealed_day_waits_for_the_next_seal(self, stores: Stores) -> None:
        """A day is sealed once: a second seal of it would tell which entries were the last."""
        assert sealed(stores, TOMORROW) == 0
        stores.spaces.agree(SPACE, Decision(), (kept.entry("a"),))
        assert sealed(stores, TOMORROW) == 0
        assert stores.log.staged("bauverbund") == 1
        assert sealed(stores, TOMORROW + timedelta(days=1)) == 1

    def test_a_clock_that_was_set_back_seals_nothing(self, stores: Stores) -> None:
        """Roots follow each other by day."""
        sealed(stores, TOMORROW)
        assert sealed(stores, TODAY) == 0
        with stores.log.view("bauverbund") as view:
            assert len(view.roots()) == 1

    def test_pl_21_an_erased_entry_leaves_its_leaf_and_the_log_still_verifies(self, stores: Stores) -> None:
        """Entry and salt are gone, its leaf no longer says whose it was, every root stands (PL-21)."""
        stores.spaces.agree(SPACE, Decision(), [kept.entry(each) for each in "abcd"])
        sealed(stores, TOMORROW)
        assert stores.log.erase("hafen", ["b"]) == 0
        assert stores.log.erase("bauverbund", ["b", "d", "nobody"]) == 2
        after = stores.reopened().log
        assert sorted(each.entry.event_id for each in after.entries("bauverbund")) == ["a", "c"]
        with after.view("bauverbund") as view:
            found = check("bauverbund", view.leaves(), view.roots(), lambda _: True)
            assert not list(view.strays(search=True))
            assert view.position("b") is None
        assert (found.entries, found.erased, found.faults) == (2, 2, [])

    def test_leaves_can_be_read_in_part(self, stores: Stores) -> None:
        """Positions count from 0; an entry is found by its id."""
        stores.spaces.agree(SPACE, Decision(), [kept.entry(each) for each in "abcde"])
        sealed(stores, TOMORROW)
        with stores.log.view("bauverbund") as view:
            everything = list(view.leaves())
            assert [each.position for each in everything] == [0, 1, 2, 3, 4]
            assert list(view.leaves(1, 3)) == everything[1:3]
            assert [view.position((each.event_id or b"").decode()) for each in everything] == [0, 1, 2, 3, 4]
