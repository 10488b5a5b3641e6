"""Whose a pseudonym of the log is: told to who asked only after two officers agreed, for a purpose and a time (PL-12).

Every step is an access entry about the person whose pseudonym it is, so whoever looks at what is recorded about them
sees that somebody asked, who agreed in which role, and that it was told. Until then nobody is told whose it is: the
person is looked up for that entry alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from bridge.core.errors import NotPermittedError
from bridge.core.log.commitment import FIELDS
from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.model.ids import ConnectionId, PartnerId, PersonId
from bridge.core.model.network import Network
from bridge.core.model.person import Person
from bridge.core.model.reidentification import Approval, Reidentification
from bridge.core.rules.access import Resource, Verb
from bridge.core.rules.reidentifying import (
    APPROVERS,
    LONGEST,
    LONGEST_TEXT,
    USUAL,
    against_approval,
    against_showing,
)
from bridge.ports.log import LogStore
from bridge.ports.reidentifications import Reidentifications
from bridge.ports.vault import Vault
from bridge.service.access import Access

ID_BYTES = 4
OF_LOG = Purpose.TRANSPARENCY
"""The purpose under whose pseudonyms persons stand in the log."""


class UnfitError(Exception):
    """What was given cannot be used; `key` names the sentence that says why, with these values. Nothing was kept."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to know: whose some entries are, or a pseudonym; one of the two is empty."""

    purpose: str
    case: str
    entries: tuple[str, ...] = ()
    pseudonym: str = ""
    days: int = USUAL


@dataclass(frozen=True, slots=True)
class Told:
    """Whose it is: a person of a roster, else an account that nobody is confirmed to have."""

    partner: PartnerId
    person: PersonId
    listed: Person | None

    @property
    def account(self) -> tuple[ConnectionId, str]:
        """Where nobody is listed: the connection and the native account."""
        connection, _, account = self.person.partition("/")
        return ConnectionId(connection), account


@dataclass(frozen=True, slots=True)
class Reidentifying:
    """`people` is the network with its persons as they are known now."""

    people: Network
    access: Access
    kept: Reidentifications
    log: LogStore
    vault: Vault

    def request(self, caller: Caller, wanted: Wanted) -> Reidentification:
        """Ask whose it is; the officers of the partner whose person it is have to agree.

        Raises NotPermittedError, and UnfitError where there is no such entry for the caller, where entries are of
        several persons, where purpose, case or days are missing or too long, or where nobody is named who could agree.
        """
        self.access.permit(caller, Verb.CHANGE, Resource.IDENTITIES)
        _check(wanted)
        partner, subject = self._subject(caller, wanted)
        self._check_officers(partner)
        today = self.access.today()
        request = Reidentification(
            secrets.token_hex(ID_BYTES),
            partner,
            subject,
            wanted.entries,
            wanted.purpose.strip(),
            wanted.case.strip(),
            caller.id,
            today,
            today + timedelta(days=wanted.days),
        )
        with self._step(caller, Verb.CHANGE, request) as person:
            self.kept.add(self.people.id, request, person)
        return request

    def approve(self, caller: Caller, identifier: str) -> Reidentification:
        """Agree to it. Raises NotPermittedError where it is not the caller's to agree (any more)."""
        request, today = self._found(caller, Verb.APPROVE, identifier), self.access.today()

        def change(before: Reidentification) -> Reidentification:
            _refuse(against_approval(before, caller, today), before)
            return replace(before, approvals=(*before.approvals, Approval(caller.id, caller.role, today)))

        with self._step(caller, Verb.APPROVE, request):
            after = self.kept.change(self.people.id, identifier, change)
        return after or request

    def show(self, caller: Caller, identifier: str) -> Told | None:
        """Whose it is, for who asked or agreed; None for whose key was destroyed before anybody asked.

        Raises NotPermittedError before both agreed, after its last day, and for anybody else.
        """
        request = self._found(caller, Verb.READ, identifier)
        with self._step(caller, Verb.READ, request) as person:
            _refuse(against_showing(request, caller, self.access.today()), request)
        if person is None:
            return None
        roster = next(each.roster for each in self.people.partners if each.id == request.partner)
        return Told(request.partner, person, next((each for each in roster if each.id == person), None))

    def listed(self, caller: Caller) -> Sequence[Reidentification]:
        """The requests that the caller's role is about."""
        with self.access.recorded(caller, Verb.READ, Resource.IDENTITIES, Purpose.SECURITY, partner=caller.partner):
            return self._visible(caller)

    def _visible(self, caller: Caller) -> Sequence[Reidentification]:
        within = self.access.partners(caller, Resource.IDENTITIES)
        return [each for each in self.kept.of(self.people.id) if each.partner in within]

    def _found(self, caller: Caller, verb: Verb, identifier: str) -> Reidentification:
        """The request, as far as it exists for the caller (PL-16)."""
        self.access.permit(caller, verb, Resource.IDENTITIES)
        found = next((each for each in self._visible(caller) if each.id == identifier), None)
        if found is None:
            with self.access.recorded(caller, verb, Resource.IDENTITIES, Purpose.SECURITY, partner=caller.partner):
                raise UnfitError("reidentify.unfit.no_request", id=identifier)
        return found

    @contextmanager
    def _step(self, caller: Caller, verb: Verb, request: Reidentification) -> Iterator[PersonId | None]:
        """One entry about the person, in whatever way the step ends."""
        person = self.vault.whose(self.people.id, OF_LOG, request.subject)
        within, case = request.partner, request.case
        with self.access.recorded(
            caller, verb, Resource.IDENTITIES, Purpose.SECURITY, partner=within, person=person, case=case
        ):
            yield person

    def _check_officers(self, concerned: PartnerId) -> None:
        """A request that nobody can agree to is not taken."""
        partner = next(each for each in self.people.partners if each.id == concerned)
        there = {each.role for each in (*self.people.officers, *partner.officers)}
        for role in sorted(APPROVERS - there):
            raise UnfitError(f"reidentify.unfit.no_{role}", partner=partner.name)

    def _subject(self, caller: Caller, wanted: Wanted) -> tuple[PartnerId, str]:
        """The partner and the pseudonym that the log names there."""
        within = self.access.partners(caller, Resource.IDENTITIES)
        named = [self._actor(each) for each in wanted.entries] or [self._anywhere(wanted.pseudonym)]
        if any(partner not in within or not subject for partner, subject in named):
            raise UnfitError("reidentify.unfit.no_entry")
        if len(set(named)) > 1:
            raise UnfitError("reidentify.unfit.several")
        return named[0]

    def _actor(self, entry: str) -> tuple[PartnerId, str]:
        """Who stands in an entry, and of which partner; empty where nobody does."""
        with self.log.view(self.people.id) as view:
            position = view.position(entry)
            values = None if position is None else next(view.leaves(position, position + 1)).values
        said = dict(zip(FIELDS, values or (), strict=False))
        return PartnerId(said.get("org_id", b"").decode()), said.get("actor_ref", b"").decode()

    def _anywhere(self, pseudonym: str) -> tuple[PartnerId, str]:
        found = self.log.about(self.people.id, [pseudonym]) if pseudonym else ()
        return (PartnerId(found[0].entry.org_id), pseudonym) if found else (PartnerId(""), "")


def _check(wanted: Wanted) -> None:
    unfit: Sequence[tuple[bool, str]] = (
        (bool(wanted.entries) == bool(wanted.pseudonym), "reidentify.unfit.what"),
        (not wanted.purpose.strip(), "reidentify.unfit.purpose"),
        (not wanted.case.strip(), "reidentify.unfit.case"),
        (max(len(wanted.purpose), len(wanted.case)) > LONGEST_TEXT, "reidentify.unfit.too_long"),
        (not 1 <= wanted.days <= LONGEST, "reidentify.unfit.days"),
    )
    for wrong, key in unfit:
        if wrong:
            raise UnfitError(key, days=str(LONGEST), length=str(LONGEST_TEXT))


def _refuse(key: str, request: Reidentification) -> None:
    if key:
        raise NotPermittedError(key, id=request.id, until=request.until.isoformat())
