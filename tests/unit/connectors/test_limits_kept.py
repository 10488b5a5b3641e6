"""Connectors at the vendors' limits, on the sandbox's clock: never a call too many, no wait longer than asked for.

The same calls with budgets that share nothing are refused: so it is known that the sandbox counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial

import pytest
import requests

from bridge.adapters.clock import SandboxClock
from bridge.core.errors import Retry
from connectors.layers.budget import Budgets
from connectors.layers.window import ON_THE_WAY
from connectors.sandbox.serve import Sandbox, running
from tests.unit.connectors.limited import CASES, MESSAGE, SEED, Calls, Site, at_first

BUSY_MACHINE = 20.0
"""Seconds that the calls themselves may take."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[tuple[Sandbox, requests.Session]]:
    with running(SEED, "fast") as served, requests.Session() as session:
        yield served, session


@pytest.fixture
def sites(sandbox: tuple[Sandbox, requests.Session]) -> Callable[..., Site]:
    """A site as at first, in which connections share their budgets or each has its own."""
    served, session = sandbox

    def made(*, shared: bool) -> Site:
        def budgets(clock: SandboxClock) -> Callable[[], Budgets]:
            common = Budgets(clock)
            return lambda: common if shared else Budgets(clock)

        return at_first(served, session, budgets)

    return made


@pytest.mark.parametrize(("calls", "seconds", "windows"), CASES, ids=[calls.__name__ for calls, _, _ in CASES])
def test_no_call_is_refused_and_none_waits_in_vain(
    sites: Callable[..., Site], calls: Callable[[Site], Calls], seconds: float, windows: int
) -> None:
    """Whatever shares a limit waits for it together: exactly the windows that have to pass, and not one 429."""
    site = sites(shared=True)
    least = windows * seconds
    waited = site.waited(calls(site))
    assert 429 not in site.statuses()
    assert least <= waited <= windows * (seconds + ON_THE_WAY.total_seconds()) + BUSY_MACHINE


@pytest.mark.parametrize("calls", [calls for calls, _, _ in CASES], ids=[calls.__name__ for calls, _, _ in CASES])
def test_budgets_that_are_not_shared_are_noticed(sites: Callable[..., Site], calls: Callable[[Site], Calls]) -> None:
    """Where each connection counted for itself the vendor would refuse: the test above could fail."""
    site = sites(shared=False)
    with pytest.raises(Retry):
        site.waited(calls(site))
    assert 429 in site.statuses()


def test_channels_of_one_workspace_do_not_wait_for_each_other(sites: Callable[..., Site]) -> None:
    """Slack counts messages by channel: four in each of two pass at once."""
    site = sites(shared=True)
    client = site.slack()
    sent: Calls = [partial(client.post, "a greeting", channel=site.channel(n % 2), text="Hallo") for n in range(8)]
    began = site.clock.now()
    site.waited(sent)
    assert site.clock.now() - began < timedelta(seconds=4)
    assert 429 not in site.statuses()


Two = tuple[Callable[[], object], Callable[[], object]]
UNDER_ONE_LIMIT: Mapping[str, Callable[[Site], Two]] = {
    "trello": lambda site: (site.trello().account, site.trello().account),
    "asana": lambda site: (site.asana().account, partial(site.asana().project, site.project())),
    "slack": lambda site: (_history(site, 0), _history(site, 1)),
    "teams": lambda site: (partial(site.teams(0).post, MESSAGE), site.teams(1).roots),
}
"""A call of each of two connections."""


def _history(site: Site, channel: int) -> Callable[[], object]:
    return partial(site.slack().messages, site.channel(channel))


@pytest.mark.parametrize("tool", UNDER_ONE_LIMIT)
def test_a_refusal_holds_back_every_connection_under_the_same_limit(sites: Callable[..., Site], tool: str) -> None:
    """One connection is told to wait; the other one with its credential does not call before that."""
    site = sites(shared=True)
    first, second = UNDER_ONE_LIMIT[tool](site)
    fault = {"vendor": "graph" if tool == "teams" else tool, "kind": "429", "seconds": 7, "times": 1}
    site.ask("PUT", "/faults", {**fault, "match": {"path_regex": "^/(api|1|v1.0)/"}})
    with pytest.raises(Retry) as caught:
        first()
    assert caught.value.after == (10 if tool == "trello" else 7), "Trello says no time: its window has to pass"
    assert site.waited([second]) >= caught.value.after - 1
    assert site.statuses().count(429) == 1
