"""A vendor's limit is never overrun, and nobody waits longer than it asks for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.errors import Retry
from connectors.layers.budget import Budgets
from connectors.layers.limit import Limit
from connectors.layers.window import ON_THE_WAY
from tests.unit.connectors.virtual_clock import START, VirtualClock

SECOND = timedelta(seconds=1)
limits = st.lists(
    st.builds(Limit, st.integers(1, 4), st.sampled_from([1.0, 2.5, 10.0]), name=st.sampled_from(["", "members"])),
    min_size=1,
    max_size=3,
)
steps = st.lists(
    st.tuples(st.sampled_from([0.0, 0.000001, 0.3, 1.0, 2.5, 9.999999, 10.0]), st.sampled_from(["", "members"])),
    min_size=1,
    max_size=30,
)


TEN = timedelta(seconds=10) + ON_THE_WAY
"""After this a call made now no longer counts in a window of ten seconds."""


def greatest(calls: list[datetime], limit: Limit) -> int:
    """The most calls that a vendor could see in one window: of the limit's length, and what was on the way."""
    length = timedelta(seconds=limit.seconds) + ON_THE_WAY
    return max((sum(start <= at < start + length for at in calls) for start in calls), default=0)


def counted(calls: list[tuple[datetime, str]], limit: Limit) -> list[datetime]:
    return [at for at, name in calls if limit.name in ("", name)]


@given(limits, steps)
def test_no_window_ever_holds_more_calls_than_the_limit(chosen: list[Limit], taken: list[tuple[float, str]]) -> None:
    """However calls bunch, in no stretch of the limit's length are there more than it allows."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("trello", chosen, token="t")
    calls = []
    for pause, name in taken:
        clock.move(pause)
        budget.take(name)
        calls.append((clock.now(), name))
    for limit in chosen:
        assert greatest(counted(calls, limit), limit) <= limit.count


@given(limits, steps)
def test_nobody_waits_longer_than_a_limit_asks(chosen: list[Limit], taken: list[tuple[float, str]]) -> None:
    """A call that had to wait would have overrun a limit a moment earlier; one that fits does not wait."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("trello", chosen, token="t")
    calls: list[tuple[datetime, str]] = []
    for pause, name in taken:
        clock.move(pause)
        asked = clock.now()
        budget.take(name)
        if clock.now() > asked:
            early = [*calls, (clock.now() - timedelta(microseconds=1), name)]
            concerned = [limit for limit in chosen if limit.name in ("", name)]
            assert any(greatest(counted(early, limit), limit) > limit.count for limit in concerned)
        calls.append((clock.now(), name))


@given(limits, steps)
def test_how_long_a_call_would_wait_is_known_before_it(chosen: list[Limit], taken: list[tuple[float, str]]) -> None:
    """As often as it is asked, nothing is counted; whoever is told of no wait does not wait."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("trello", chosen, token="t")
    for pause, name in taken:
        clock.move(pause)
        told = {budget.delay(name) for _ in range(3)}
        clock.slept.clear()
        budget.take(name)
        assert told == {clock.slept[0] if clock.slept else 0.0}


def test_connections_with_the_same_token_share_its_windows() -> None:
    """Two connections that sign in with one token have its limit once, not twice."""
    clock = VirtualClock()
    budgets, limit = Budgets(clock), [Limit(2, 10)]
    for _ in range(3):
        budgets.budget("trello", limit, token="t").take()
    assert clock.now() == START + TEN


def test_another_token_has_its_own_windows() -> None:
    """One partner's calls do not use up another's."""
    clock = VirtualClock()
    budgets, limit = Budgets(clock), [Limit(1, 10)]
    budgets.budget("trello", limit, token="one").take()
    budgets.budget("trello", limit, token="two").take()
    budgets.budget("asana", limit, token="one").take()
    assert clock.slept == []


def test_a_limit_per_key_counts_the_calls_of_all_its_tokens() -> None:
    """Trello counts by key as well: two tokens of one key share that window."""
    clock = VirtualClock()
    budgets, limit = Budgets(clock), [Limit(2, 10, "key")]
    for token in ("one", "two", "three"):
        budgets.budget("trello", limit, token=token, key="k").take()
    assert clock.now() == START + TEN
    budgets.budget("trello", limit, token="four", key="another").take()
    assert clock.now() == START + TEN


def test_a_special_limit_counts_only_its_own_calls() -> None:
    """Reading members is scarce; other calls go on, and a members call counts in the general window too."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("trello", [Limit(3, 10), Limit(1, 900, name="members")], token="t")
    budget.take("members")
    budget.take()
    budget.take()
    assert clock.slept == []
    budget.take()
    assert clock.now() == START + TEN
    budget.take("members")
    assert clock.now() == START + timedelta(seconds=900) + ON_THE_WAY


def test_after_a_refusal_nobody_calls_before_the_time_has_passed() -> None:
    """A 429 closes the token for the time the vendor asks, for every connection that uses it."""
    clock = VirtualClock()
    budgets = Budgets(clock)
    budgets.budget("asana", [], token="t").refused(30)
    budgets.budget("asana", [], token="t").refused(5)
    budgets.budget("asana", [], token="other").take()
    assert clock.slept == []
    budgets.budget("asana", [], token="t").take()
    assert clock.now() == START + 30 * SECOND


def test_a_clock_put_back_keeps_nobody_waiting() -> None:
    """When the machine's clock is corrected backwards, nobody waits for the time it was ahead."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("asana", [Limit(1, 10)], token="t")
    clock.move(3600)
    budget.take()
    budget.refused(5)
    clock.move(-3600)
    budget.take()
    assert clock.now() == START + TEN


def test_threads_do_not_overrun_a_limit_together() -> None:
    """Places are read at the same time; together they stay within the limit."""
    clock = VirtualClock()
    budgets, limit = Budgets(clock), Limit(5, 10)

    def work(_: int) -> None:
        budgets.budget("asana", [limit], token="t").take()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(40)))
    assert clock.now() >= START + 70 * SECOND


def test_no_credential_is_kept_in_clear() -> None:
    """Whatever a diagnostic prints of the budgets, the token and the key are not in it."""
    budgets = Budgets(VirtualClock())
    budget = budgets.budget("trello", [Limit(1, 10, "key")], token="geheim-token", key="geheim-key")
    assert "geheim" not in f"{budget!r} {vars(budgets)!r}"


def test_a_place_gives_up_for_now_rather_than_keep_its_space_waiting() -> None:
    """A limit that asks for more time than there is patience ends the place's turn; nothing is counted or slept."""
    clock = VirtualClock()
    budget = Budgets(clock, patience=60 * SECOND).budget("trello", [Limit(1, 10)], token="t")
    budget.refused(61)
    with pytest.raises(Retry) as caught:
        budget.take()
    assert (caught.value.after, clock.slept) == (61.0, [])
    clock.move(1)
    budget.take()
    assert clock.now() == START + 61 * SECOND


def test_who_must_not_wait_is_counted_with_the_others() -> None:
    """Somebody waits for the answer: a call that does not fit now is given up, though others would wait for it."""
    clock = VirtualClock()
    budgets, limits = Budgets(clock), [Limit(1, 10)]
    patient = budgets.budget("slack", limits, token="t")
    hurried = budgets.budget("slack", limits, token="t", patience=timedelta())
    patient.take()
    with pytest.raises(Retry):
        hurried.take()
    assert clock.now() == START
    patient.take()
    assert clock.now() == START + TEN


def test_nobody_begins_a_call_in_a_process_that_ends() -> None:
    """Also where the limit has room."""

    def refuse() -> None:
        raise Retry("Cobridge was stopped.")

    budget = Budgets(VirtualClock(), allow=refuse).budget("trello", [], token="t")
    with pytest.raises(Retry, match="stopped"):
        budget.take()


def test_what_stands_behind_a_colon_has_its_windows_to_itself() -> None:
    """Each channel takes so many messages; all of them count in the general window."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("slack", [Limit(3, 10), Limit(1, 60, name="channel")], token="t")
    budget.take("channel:one")
    budget.take("channel:two")
    budget.take()
    assert clock.slept == []
    budget.take()
    assert clock.now() == START + TEN
    budget.take("channel:two")
    assert clock.now() == START + timedelta(seconds=60) + ON_THE_WAY


def test_a_call_counts_under_every_limit_that_it_names() -> None:
    """A reply is a message to a team and one of the day's: the tighter limit holds it back."""
    clock, limits = VirtualClock(), [Limit(4, 1, name="team"), Limit(2, 100, name="posts")]
    budget = Budgets(clock).budget("teams", limits, token="t")
    for _ in range(3):
        budget.take("team:a", "posts:b")
    assert clock.now() == START + timedelta(seconds=100) + ON_THE_WAY


def test_a_refusal_under_a_special_limit_leaves_other_calls_alone() -> None:
    """Slack refuses one method: the others go on."""
    clock = VirtualClock()
    budget = Budgets(clock).budget("slack", [], token="t")
    budget.refused(30, "chat.update")
    budget.take()
    budget.take("chat.delete")
    assert clock.slept == []
    budget.take("chat.update")
    assert clock.now() == START + 30 * SECOND


def test_a_refusal_of_the_key_holds_back_all_its_tokens() -> None:
    """Trello says that the key is used up, not the token: nobody with that key calls."""
    clock = VirtualClock()
    budgets = Budgets(clock)
    budgets.budget("trello", [], token="one", key="k").refused(10, scope="key")
    budgets.budget("trello", [], token="three", key="another").take()
    assert clock.slept == []
    budgets.budget("trello", [], token="two", key="k").take()
    assert clock.now() == START + 10 * SECOND
