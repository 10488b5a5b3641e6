"""The request file in the hands of those who answer: what is open, what came in, and what is changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bridge.core.errors import NotPermittedError
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller, Role
from bridge.core.model.case import Act, Case, CaseId
from bridge.core.model.ids import PersonId
from bridge.core.rules.access import Resource, Verb
from bridge.service.access import Access
from bridge.service.rights.requests import Filing
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import asked_about


def filed(filing: Filing, caller: Caller, access: Access) -> Sequence[Case]:
    """The requests that the caller may see: a person's own, a coordinator's partner's."""
    with access.recorded(caller, Verb.READ, Resource.CASES, Purpose.RIGHTS):
        partners = access.partners(caller, Resource.CASES)
        found = [each for each in filing.cases.all(filing.network) if each.partner in partners]
        own = filing.subject(PersonId(caller.id))
        return [each for each in found if caller.role is not Role.PERSON or each.subject == own]


def receive(sources: Sources, caller: Caller, act: Act, text: str, on: date, by: str) -> Case:
    """File a request that anybody of the network received on that day. Raises as `asked_about`."""
    subject = asked_about(text, caller, Verb.CHANGE, sources.persons, sources.access, resource=Resource.CASES)
    return sources.filing.open(act, subject, by or caller.partner or caller.id, on)


def changeable(filing: Filing, caller: Caller, access: Access, case: str) -> Filing:
    """The file, where the caller may decide about this case. Raises KeyError for one that is not there for them.

    Nobody decides about a request of their own.
    """
    access.permit(caller, Verb.CHANGE, Resource.CASES, purpose=Purpose.RIGHTS, case=case)
    found = filing.cases.get(filing.network, CaseId(case))
    if found is None or caller.role is Role.PERSON:
        raise KeyError(case)
    try:
        access.permit(caller, Verb.CHANGE, Resource.CASES, found.partner, purpose=Purpose.RIGHTS, case=case)
    except NotPermittedError:
        raise KeyError(case) from None
    return filing
