"""The border to the memory tool: each call takes its budget, shows its token, may meet a fault, fails as a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bridge.core.errors import Ambiguous, Park, Replan, Retry, Stop
from bridge.core.model.ids import Account
from bridge.ports.budget import Budget
from connectors.memory.faults import Fault
from connectors.memory.native import Denied, Invalid, Missing, Outdated
from connectors.memory.world import World

T = TypeVar("T")
PAUSE = 10.0
"""Seconds that a busy world asks for."""


class Client:
    """Calls to one world with one token."""

    def __init__(self, world: World, token: str, budget: Budget) -> None:
        self._world = world
        self._token = token
        self._budget = budget

    def read(self, what: str, act: Callable[[World], T]) -> T:
        """One reading call. `Missing` and `Expired` come through as they are: the caller knows what they mean here."""
        return self._call(what, act, writing=False, creates=False)

    def write(self, what: str, act: Callable[[World], T], *, creates: bool = False) -> T:
        """One writing call."""
        try:
            return self._call(what, act, writing=True, creates=creates)
        except Missing:
            raise Replan(f"Memory, {what}: it is not there any more.", code="missing") from None
        except Outdated:
            raise Replan(f"Memory, {what}: somebody was faster.", code="outdated") from None
        except Invalid as refusal:
            raise Park(f"Memory, {what}: {refusal}.", code="invalid") from None

    def delay(self) -> float:
        """How long a call would wait for its budget."""
        return self._budget.delay()

    def names(self) -> Mapping[Account, str]:
        """The names of accounts, which the world tells with every answer."""
        return self._world.names()

    def _call(self, what: str, act: Callable[[World], T], *, writing: bool, creates: bool) -> T:
        self._budget.take()
        try:
            met = self._world.knock(self._token, writing=writing)
        except Denied:
            raise Stop(f"Memory, {what}: the credential is not accepted; sign in again.", code="credential") from None
        match met:
            case Fault.BUSY:
                self._budget.refused(PAUSE)
                raise Retry(f"Memory, {what}: too many calls, come back later.", after=PAUSE, code="busy")
            case Fault.DOWN:
                raise Retry(f"Memory, {what}: the tool could not be reached.", code="down")
            case Fault.UNANSWERED:
                act(self._world)
                raise (Ambiguous if creates else Retry)(f"Memory, {what}: no answer came.", code="unanswered")
            case Fault.REFUSED:
                raise Park(f"Memory, {what}: it is refused here.", code="refused")
            case None:
                return act(self._world)
