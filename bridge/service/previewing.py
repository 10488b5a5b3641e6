"""Previews name persons who become visible to others: of these the caller is shown who is theirs to look after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bridge.core.model.caller import Caller
from bridge.core.model.ids import PartnerId
from bridge.core.rules.access import Resource, Verb, may
from bridge.service.access import Access, Looked
from bridge.service.preview import Plan

Showing = Callable[[Plan], Plan]


@contextmanager
def previewing(caller: Caller, access: Access) -> Iterator[Showing]:
    """Makes of each plan what the caller is shown of it; the look is recorded when the block is left.

    Whoever may change the network file is shown the counts in any case; the operator nobody of a partner that has a
    coordinator, the network manager nobody at all. Raises NotPermittedError for a role that sees no previews.
    """
    if not (may(caller.role, Verb.READ, Resource.PREVIEWS) or may(caller.role, Verb.CHANGE, Resource.NETWORK)):
        access.refuse(caller, Verb.READ, Resource.PREVIEWS)
    within = access.partners(caller, Resource.PREVIEWS)
    if not within:
        yield lambda plan: _shown(plan, within, Looked())
        return
    with access.recorded(caller, Verb.READ, Resource.PREVIEWS) as looked:
        yield lambda plan: _shown(plan, within, looked)


def _shown(plan: Plan, within: frozenset[PartnerId], looked: Looked) -> Plan:
    shown = tuple(each for each in plan.visible if each.home in within)
    for each in shown:
        looked.at(each.person, each.home)
    return replace(plan, visible=shown, hidden=len(plan.visible) - len(shown))
