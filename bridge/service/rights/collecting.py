"""Where data of a person may be: one row for each place to look, so that none can be forgotten (DT-01).

Every table and file of the deletion rules is searched by a collector, or holds nothing of persons: `NOBODYS` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.address import mailbox
from bridge.core.model.ids import TaskId
from bridge.core.model.memory import Memory
from bridge.core.model.roster import Roster
from bridge.core.reports.gdpr.concerning import Concerning, records, subjects
from bridge.core.reports.gdpr.found import Found, Kind, Record, Value
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.sync.terms import Terms
from bridge.ports.codes import Codes
from bridge.ports.journal import Noted
from bridge.ports.log import LogStore
from bridge.ports.reidentifications import Reidentifications
from bridge.ports.retention import Begun, HoldStore
from bridge.service.access import Access
from bridge.service.rights.requests import Filing
from bridge.service.rights.subject import Persons


@dataclass(frozen=True, slots=True)
class Sources:
    """What is searched. `spaces` has each space's terms, with the people as they are known now, and its memory."""

    persons: Persons
    spaces: Sequence[tuple[Terms, Memory]]
    log: LogStore
    journal: Noted
    filing: Filing
    holds: HoldStore
    starts: Begun
    codes: Codes
    reidentifications: Reidentifications
    access: Access

    @property
    def network(self) -> str:
        """Its id."""
        return self.persons.network.id

    def pseudonyms(self, purpose: Purpose, subject: Subject) -> frozenset[str]:
        """The person's in all quarters, under every id."""
        vault = self.access.vault
        return frozenset(each for person in subject.ids for each in vault.pseudonyms(self.network, purpose, person))


Collect = Callable[[Sources, Subject], Mapping[Kind, tuple[Record, ...]]]


@dataclass(frozen=True, slots=True)
class Collector:
    """One place to look: the tables of database and vault, and the files, that it searches.

    `stores` leads from each of them to the kinds of records that are found there.
    """

    stores: Mapping[str, tuple[Kind, ...]]
    collect: Collect


def _identity(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
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


def _offices(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """Whether the person is an officer or is told of troubles, by the network file; and whether they have a code."""
    own = mailbox(subject.email) if subject.email else ""
    found = list[Record]()
    for each in sources.persons.officers():
        if own and mailbox(each.email) == own:
            found.append({"office": each.role, "person": each.id, "name": each.name, "email": each.email})
    code = sources.codes.of(sources.network, subject.person)
    found += [{"office": "code", "since": code.made_on}] if code else []
    found += [{"office": "alerts", "email": each} for each in sources.persons.network.alerts if mailbox(each) == own]
    return {Kind.OFFICES: tuple(found)}


def _spaces(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    created = _created(sources, subject)
    found = [records(Concerning(memory, terms, subject, created)) for terms, memory in sources.spaces]
    kinds = dict.fromkeys(kind for each in found for kind in each)
    return {kind: tuple(record for each in found for record in each[kind]) for kind in kinds}


def _created(sources: Sources, subject: Subject) -> frozenset[TaskId]:
    """Tasks that the log says the person opened: of whom a task is, nothing else remembers."""
    opened = {each.object_ref for each in entries_of(sources, subject) if each.event_type == "opened"}
    return frozenset(task for reference, (task, _) in tasks_of(sources, subject).items() if reference in opened)


def entries_of(sources: Sources, subject: Subject) -> list[Entry]:
    """The person's entries, sealed and waiting."""
    actors = sources.pseudonyms(Purpose.TRANSPARENCY, subject)
    sealed = sources.log.about(sources.network, actors)
    return [*(each.entry for each in sealed), *sources.log.waiting(sources.network, actors)]


def tasks_of(sources: Sources, subject: Subject) -> Mapping[str, tuple[TaskId, str]]:
    """The tasks that the person's entries may speak of, by the references of their days; each with its title."""
    days = {(each.occurred_on.year, each.occurred_on.month): each.occurred_on for each in entries_of(sources, subject)}
    vault, network, purpose = sources.access.vault, sources.network, Purpose.TRANSPARENCY
    return {
        vault.reference(network, purpose, day, f"task/{task.id}"): (task.id, task.fields.title)
        for day in days.values()
        for _, memory in sources.spaces
        for task in memory.tasks.values()
    }


def _log(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """Every entry, field by field; of those that are sealed also what proves that they are."""
    actors, tasks = sources.pseudonyms(Purpose.TRANSPARENCY, subject), tasks_of(sources, subject)
    sealed = [
        _entry(each.entry, tasks) | {"commitment": each.commitment, "salt": each.salt}
        for each in sources.log.about(sources.network, actors)
    ]
    waiting = [_entry(each, tasks) for each in sources.log.waiting(sources.network, actors)]
    return {Kind.LOG: (*sealed, *waiting)}


def _entry(entry: Entry, tasks: Mapping[str, tuple[TaskId, str]]) -> dict[str, Value]:
    said: dict[str, Value] = {each.name: str(getattr(entry, each.name)) for each in fields(entry)}
    task, title = tasks.get(entry.object_ref, ("", ""))
    return {"title": title, "task": task, **said, "occurred_on": entry.occurred_on}


def _journal(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """What the service did with tasks and comments that speak of the person."""
    created = _created(sources, subject)
    about = {each for terms, memory in sources.spaces for each in subjects(Concerning(memory, terms, subject, created))}
    notes = sources.journal.about(about)
    return {
        Kind.JOURNAL: tuple(
            {"at": each.at, "place": each.place, "act": each.act, "id": each.subject, "ended": each.outcome}
            for each in notes
        )
    }


def _cases(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
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


def _accesses(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """When somebody looked at their data, and what for; never who (C-579/21)."""
    found = [
        each
        for pseudonym in sorted(sources.pseudonyms(Purpose.SECURITY, subject) | subject.ids)
        for each in sources.access.log.about(sources.network, pseudonym)
    ]
    return {
        Kind.ACCESSES: tuple(
            {
                "day": each.at.astimezone(sources.persons.network.zone).date(),
                "looked_for": each.purpose,
                "resource": each.resource,
                "verb": each.verb,
                "case": each.case,
                "outcome": each.result,
            }
            for each in sorted(found, key=lambda each: each.at)
        )
    }


def _holds(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """What may not be deleted for a while because of a case, where that is about the person."""
    return {
        Kind.HOLDS: tuple(
            {"case": each.case, "since": each.since, "until": each.until}
            for each in sources.holds.of(sources.network)
            if each.person in subject.ids
        )
    }


def _starts(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    """From when on a deletion period runs that is about the person."""
    found = sources.starts.about(sources.network, subject.ids)
    return {Kind.STARTS: tuple({"data_type": data_type, "since": since} for data_type, since in found)}


def _reidentifications(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
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


COLLECTORS: Mapping[str, Collector] = {
    "identity": Collector(
        {
            "network file": (Kind.IDENTITY, Kind.ACCOUNTS, Kind.OFFICES),
            "identities": (Kind.IDENTITY, Kind.ACCOUNTS),
        },
        _identity,
    ),
    "offices": Collector({"codes": (Kind.OFFICES,)}, _offices),
    "spaces": Collector(
        {
            "tasks": (Kind.TASKS, Kind.COMMENTS, Kind.MENTIONS, Kind.EDITS),
            "links": (Kind.COPIES, Kind.LEFT_OUT),
            "comment_links": (Kind.COPIES,),
            "names": (Kind.NAMES,),
            "intents": (Kind.OPERATIONS,),
            "parked": (Kind.OPERATIONS,),
            "accepted": (Kind.OPERATIONS,),
            "inbox": (Kind.SUBMISSIONS,),
            "conflicts": (Kind.CONFLICTS,),
        },
        _spaces,
    ),
    "log": Collector(
        dict.fromkeys(("log_entries", "log_salts", "journal_entries", "persons", "keys"), (Kind.LOG,)), _log
    ),
    "journal": Collector({"journal_notes": (Kind.JOURNAL,)}, _journal),
    "cases": Collector({"cases": (Kind.CASES,)}, _cases),
    "accesses": Collector(dict.fromkeys(("access_entries", "access_entries_apart"), (Kind.ACCESSES,)), _accesses),
    "holds": Collector({"holds": (Kind.HOLDS,)}, _holds),
    "starts": Collector({"retention_starts": (Kind.STARTS,)}, _starts),
    "reidentifications": Collector({"reidentifications": (Kind.REIDENTIFICATIONS,)}, _reidentifications),
}
"""Every place to look."""

NOBODYS: Mapping[str, str] = {
    "lanes": "names",
    "lane_links": "ids",
    "pairs": "ids",
    "stays": "ids",
    "cursors": "ids",
    "visits": "states",
    "pauses": "states",
    "deliveries": "states",
    "polls": "states",
    "alerts": "states",
    "mailing": "states",
    "log_leaves": "hashes",
    "log_roots": "hashes",
    "anchors": "hashes",
    "secrets": "connections",
    "charters": "officers",
    "consents": "officers",
    "retention_runs": "counts",
    "alembic_version": "states",
    "limits.json": "counts",
    "limits.new": "counts",
    "limits.lock": "empty",
    "cobridge.lock": "empty",
    "sign-in-*.lock": "empty",
    "vault.key": "key",
    "erasures.db*": "keyed",
    "cobridge.db*": "tables",
    "vault.db*": "tables",
    "backups": "copies",
    "backup-copies-*": "copies",
    "restore-*": "copies",
}
"""Tables and files that are not searched, and why: the reason is a sentence of the words."""


def collected(sources: Sources, subject: Subject) -> Mapping[str, Found]:
    """What every collector found."""
    return {name: Found(each.stores, each.collect(sources, subject)) for name, each in COLLECTORS.items()}
