"""Where data of a person may be: one row for each place to look, so that none can be forgotten (DT-01).

Every table and file of the deletion rules is searched by a collector, or holds nothing of persons: `NOBODYS` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.ids import TaskId
from bridge.core.reports.gdpr.concerning import Concerning, records, subjects
from bridge.core.reports.gdpr.found import Found, Kind, Record, Value
from bridge.core.reports.gdpr.subject import Subject
from bridge.service.rights import registers
from bridge.service.rights.sources import Collector, Sources, entries_of, tasks_of


def _spaces(sources: Sources, subject: Subject) -> Mapping[Kind, tuple[Record, ...]]:
    created = _created(sources, subject)
    found = [records(Concerning(memory, terms, subject, created)) for terms, memory in sources.spaces]
    kinds = dict.fromkeys(kind for each in found for kind in each)
    return {kind: tuple(record for each in found for record in each[kind]) for kind in kinds}


def _created(sources: Sources, subject: Subject) -> frozenset[TaskId]:
    """Tasks that the log says the person opened: of whom a task is, nothing else remembers."""
    opened = {each.object_ref for each in entries_of(sources, subject) if each.event_type == "opened"}
    return frozenset(task for reference, (task, _) in tasks_of(sources, subject).items() if reference in opened)


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


COLLECTORS: Mapping[str, Collector] = {
    "identity": Collector(
        {
            "network file": (Kind.IDENTITY, Kind.ACCOUNTS, Kind.OFFICES),
            "identities": (Kind.IDENTITY, Kind.ACCOUNTS),
        },
        registers.identity,
    ),
    "offices": Collector({"codes": (Kind.OFFICES,)}, registers.offices),
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
    "cases": Collector({"cases": (Kind.CASES,)}, registers.cases),
    "accesses": Collector(
        dict.fromkeys(("access_entries", "access_entries_apart"), (Kind.ACCESSES, Kind.LOOKS)), registers.accesses
    ),
    "holds": Collector({"holds": (Kind.HOLDS,)}, registers.holds),
    "starts": Collector({"retention_starts": (Kind.STARTS,)}, registers.starts),
    "reidentifications": Collector({"reidentifications": (Kind.REIDENTIFICATIONS,)}, registers.reidentifications),
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
    "confirmations": "states",
    "sendings": "keyed",
    "sending_since": "states",
    "figure_bases": "states",
    "figure_members": "keyed",
    "read_days": "states",
    "releases": "counts",
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
