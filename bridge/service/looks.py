"""The access log, read by those who may: reading it is a look of its own (PL-18)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.model.ids import PersonId
from bridge.core.rules.access import Resource, Scope, Verb, scope
from bridge.ports.access_log import AccessEntry
from bridge.service.access import Access


def looks(caller: Caller, access: Access) -> Sequence[AccessEntry]:
    """What the caller is shown of the access log, oldest first; a person's are those at themselves.

    The look is recorded before it is shown, and is not among them. Raises NotPermittedError.
    """
    if scope(caller.role, Resource.ACCESS_LOG) is Scope.SELF:
        return looks_at(caller, PersonId(caller.id), access)
    with access.recorded(caller, Verb.READ, Resource.ACCESS_LOG, Purpose.SECURITY):
        return access.log.read(access.network.id, caller)


def looks_at(caller: Caller, person: PersonId, access: Access, case: str = "") -> Sequence[AccessEntry]:
    """Every look at the person, by whomever, oldest first: of these a person is told dates and purposes (PL-06)."""
    with access.recorded(
        caller, Verb.READ, Resource.ACCESS_LOG, Purpose.RIGHTS, partner=caller.partner, person=person, case=case
    ):
        subjects = access.vault.pseudonyms(access.network.id, Purpose.SECURITY, person)
        found = chain.from_iterable(access.log.about(access.network.id, each) for each in subjects)
        return sorted(found, key=lambda each: each.at)
