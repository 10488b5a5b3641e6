"""What the acts that erase and restrict work with, as somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridge.bootstrap.disclosing import filing, sources
from bridge.service.rights.compliance import Asking
from bridge.service.rights.daily import look_after as daily
from bridge.service.rights.erase import ErasingFor
from bridge.service.rights.restrict import RestrictingFor

if TYPE_CHECKING:
    from bridge.bootstrap.installed import Installation
    from bridge.core.model.caller import Caller
    from bridge.core.model.case import Act
    from bridge.service.rights.notify import Notifying

__all__ = ["erasing_for", "look_after", "notifying", "restricting_for"]


def erasing_for(found: Installation, caller: Caller) -> ErasingFor:
    """With the people as they are known now."""
    today, terms = found.access.today(), [found.current(terms) for terms in found.terms]
    erasing = found.rights.erasing(terms, today)
    persons, holds = sources(found).persons, found.retaining.holds
    return ErasingFor(caller, persons, found.access, filing(found), erasing, notifying(found), holds)


def restricting_for(found: Installation, caller: Caller, act: Act) -> RestrictingFor:
    """The same."""
    restricting = found.rights.restricting([found.current(terms) for terms in found.terms])
    persons = sources(found).persons
    return RestrictingFor(act, caller, persons, found.access, filing(found), restricting, notifying(found))


def look_after(found: Installation) -> None:
    """What the rights of persons need once a day; see `bridge.service.rights.daily`."""
    rights, terms = found.rights, [found.current(terms) for terms in found.terms]
    erasing = rights.erasing(terms, found.access.today())
    asking = Asking(rights.vendors(), rights.polls, erasing, filing(found), found.retaining.holds, found.clock)
    daily(erasing, asking, notifying(found))


def notifying(found: Installation) -> Notifying:
    """What tells partners."""
    return found.rights.notifying(found.access.today())
