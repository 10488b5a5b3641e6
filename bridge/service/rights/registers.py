"""What rosters, request files, access log and the like keep of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bridge.core.log.entry import Purpose
from bridge.core.model.address import mailbox
from bridge.core.model.roster import Roster
from bridge.core.reports.gdpr.found import Kind, Record
from bridge.core.reports.gdpr.subject import Subject
from bridge.ports.access_log import AccessEntry
from bridge.service.rights.sources import Sources


def identity(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """What rosters say: the network file's and the one in the vault, which may be two of one person."""
    return {Kind.IDENTITY: tuple(_listed(sources, subject)), Kind.ACCOUNTS: tuple(_accounts(sources, subject))}


def _listed(sources: Sources, subject: Subject) -> Iterator[Record]:
    for partner in sources.persons.network.partners:
        kept = {each.id for each in sources.persons.rosters.get(partner.id, Roster()).persons}
        for each in partner.roster:
            if each.id == subject.person:
                said = {"person": each.id, "name": each.name, "role": each.role, "email": each.email}
                yield {**said, "partner": partner.name, "kept_in": "vault" if each.id in kept else "network_file"}


def _accounts(sources: Sources, subject: Subject) -> Iterator[Record]:
    confirmed = list[tuple[str, str]]()
    for roster in sources.persons.rosters.values():
        for each in roster.assignments:
            if each.person == subject.person:
                confirmed.append((each.connection, each.account))
                until = {"until": each.until} if each.until else {}
                said = {"connection": each.connection, "account": each.account, "kept_in": "vault"}
                yield {**said, "since": each.since, **until}
    for partner in sources.persons.network.partners:
        for link in partner.connections:
            account = link.accounts.get(subject.person)
            if account and (link.id, account) not in confirmed:
                yield {"connection": link.id, "account": account, "kept_in": "network_file"}


def offices(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """Whether the person is an officer or is told of troubles, by the network file; and whether they have a code."""
    own = mailbox(subject.email) if subject.email else ""
    found: list[Record] = [
        {"office": each.role, "person": each.id, "name": each.name, "email": each.email}
        for each in sources.persons.offices(subject)
    ]
    code = sources.codes.of(sources.network, subject.person)
    found += [{"office": "code", "since": code.made_on}] if code else []
    found += [{"office": "alerts", "email": each} for each in sources.persons.network.alerts if mailbox(each) == own]
    return {Kind.OFFICES: tuple(found)}


def cases(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    filing = sources.filing
    found = filing.cases.about(sources.network, filing.subject(subject.person))
    return {
        Kind.CASES: tuple(
            {
                "case": each.id,
                "act": each.act,
                "received_on": each.received_on,
                "received_by": each.received_by,
                "due_on": each.due_on,
                "state": each.state,
                "reason": each.extended or each.refused,
                **({"closed_on": each.closed_on} if each.closed_on else {}),
                "steps": "; ".join(f"{step.key}: {step.result}" for step in each.steps),
            }
            for each in found
        )
    }


def accesses(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """When somebody looked at their data, and what for, never who (C-579/21); and when they looked at others'."""
    theirs = sorted(sources.pseudonyms(Purpose.SECURITY, subject) | subject.ids)
    looked = [each for one in theirs for each in sources.access.log.about(sources.network, one)]
    offices = [each.id for each in sources.persons.offices(subject)]
    looks = [each for one in (*theirs, *offices) for each in sources.access.log.by(sources.network, one)]
    return {Kind.ACCESSES: tuple(_looked(looked, sources)), Kind.LOOKS: tuple(_looked(looks, sources))}


def _looked(entries: Sequence[AccessEntry], sources: Sources) -> Iterator[Record]:
    for each in sorted(entries, key=lambda each: each.at):
        day = each.at.astimezone(sources.persons.network.zone).date()
        what = {"looked_for": each.purpose, "resource": each.resource, "verb": each.verb, "case": each.case}
        yield {"day": day, **what, "outcome": each.result}


def holds(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """What may not be deleted for a while because of a case, where that is about the person."""
    return {
        Kind.HOLDS: tuple(
            {"case": each.case, "since": each.since, "until": each.until}
            for each in sources.holds.of(sources.network)
            if each.person in subject.ids
        )
    }


def starts(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """From when on a deletion period runs that is about the person."""
    found = sources.starts.about(sources.network, subject.ids)
    return {Kind.STARTS: tuple({"data_type": data_type, "since": since} for data_type, since in found)}


def reidentifications(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """When it was asked whose a pseudonym of theirs is, what for, and in which roles two agreed."""
    theirs = sources.pseudonyms(Purpose.TRANSPARENCY, subject)
    return {
        Kind.REIDENTIFICATIONS: tuple(
            {
                "day": each.on,
                "until": each.until,
                "reason": each.purpose,
                "case": each.case,
                "approvals": ", ".join(approval.role for approval in each.approvals),
            }
            for each in sources.reidentifications.of(sources.network)
            if each.subject in theirs
        )
    }
