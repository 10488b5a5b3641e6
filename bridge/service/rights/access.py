"""Access (Auskunft, Art. 15): everything that is kept about a person, and what the law wants them to know beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from bridge.core.log.entry import Purpose
from bridge.core.log.evaluations import EVALUATIONS
from bridge.core.model.caller import Caller
from bridge.core.model.case import Act, Case
from bridge.core.model.ids import SpaceId
from bridge.core.model.network import Partner
from bridge.core.reports.gdpr.disclosure import Disclosure, Searched, Told
from bridge.core.reports.gdpr.found import Found, Kind, Record, united
from bridge.core.reports.gdpr.recipients import recipients
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.access import Verb
from bridge.core.rules.retention import DataType, Method, Period, Rule
from bridge.ports.words import Words
from bridge.service.rights.collecting import NOBODYS, collected
from bridge.service.rights.redacting import redaction
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import asked_about, recorded_about

OWN = frozenset({Kind.IDENTITY, Kind.ACCOUNTS, Kind.NAMES, Kind.OFFICES, Kind.CASES, Kind.HOLDS})
"""Kinds that say nothing but what the person's partner, the person and the service themselves wrote."""
UNREAD = frozenset({"event_id", "actor_ref", "object_ref", "commitment", "salt", "task", "comment", "id", "ref"})
"""Fields that hold ids drawn by chance or by a tool, and no words of anybody."""
SAID: Mapping[str, tuple[str, ...]] = {
    "looked_for": ("access.purpose",),
    "resource": ("access.resource",),
    "verb": ("access.verb",),
    "outcome": ("access.result",),
    "office": ("access.role",),
    "field": ("field",),
    "data_type": ("retention.type",),
}
"""Words of closed lists that are explained elsewhere, by field of a record."""
RIGHTS = ("rectification", "erasure", "restriction", "portability", "objection")


@dataclass(frozen=True, slots=True)
class Answering:
    """In whose words the answer is given: those of `language`, on the day `today`; `version` is the software's."""

    say: Words
    language: str
    version: str
    today: date


def answer(
    sources: Sources, text: str, caller: Caller, answering: Answering, case: str = ""
) -> tuple[Disclosure, Case]:
    """The answer, and the case that it closes once it is in the person's hands.

    `text` names the person; empty for whoever asks about themselves. Raises as `asked_about`, and NoCaseError for a
    case that is not open for this person and act. The look is recorded before anything is returned.
    """
    subject = asked_about(text, caller, Verb.EXPORT, sources.persons, sources.access, case)
    taken = sources.filing.taken_up(Act.ACCESS, subject, caller, case)
    with recorded_about(subject, caller, Verb.EXPORT, sources.access, taken.id):
        return disclosed(sources, subject, taken, answering), taken


def disclosed(sources: Sources, subject: Subject, case: Case, answering: Answering) -> Disclosure:
    """The answer about a person, without anybody else."""
    say, network = answering.say, sources.persons.network
    found = collected(sources, subject)
    partner = next(each for each in network.partners if each.id == subject.partner)
    copy = redacted(united(tuple(found.values())), sources, subject, say)
    spaces = _concerned(sources, copy)
    return Disclosure(
        language=answering.language,
        network=network.name,
        version=answering.version,
        charter=network.charter.version,
        case=case.id,
        made_on=answering.today,
        person=subject.person,
        name=subject.name,
        partner=partner.name,
        confirmation=_confirmation(copy, say),
        purposes=tuple(Told(each, say(f"report.purpose.{each}")) for each in Purpose),
        categories=tuple(Told(kind, say(f"report.explained.{kind}")) for kind, records in copy.items() if records)
        or (Told("none", say("report.access.no_category")),),
        recipients=recipients(network, subject.partner, spaces, say),
        periods=periods(sources.rules, say),
        rights=tuple(Told(each, say(f"report.right.{each}")) for each in RIGHTS),
        complaint=_complaint(partner, say),
        source=say("report.source"),
        automated_decisions=say("report.automated_decisions"),
        third_countries=say("report.third_countries"),
        evaluations=_evaluations(copy, say),
        copy=copy,
        codes=codes(copy, say),
        withheld=tuple(say(f"report.withheld.{each}") for each in ("others", "comments", "readers", "backups")),
        searched=tuple(_searched(found, say)),
        contest=say("report.contest"),
    )


def redacted(
    copy: Mapping[Kind, tuple[Record, ...]], sources: Sources, subject: Subject, say: Words
) -> Mapping[Kind, tuple[Record, ...]]:
    """The copy without other people: their names, ids, accounts and addresses (Art. 15(4), DT-07)."""
    leave_out = redaction(sources, subject, say)
    return {
        kind: records if kind in OWN else tuple(leave_out.record(each, UNREAD) for each in records)
        for kind, records in copy.items()
    }


def periods(rules: Mapping[DataType, Rule], say: Words) -> tuple[Told, ...]:
    """How long each type of data that may speak of persons is kept, by the deletion rules that hold in the network."""
    return tuple(
        Told(say(f"retention.type.{each.data_type}"), _period(each, say))
        for each in rules.values()
        if each.method is not Method.WITH_DIRECTORY
        and (each.data_type is DataType.BACKUPS or not {store.name for store in each.stores} <= NOBODYS.keys())
    )


def _period(rule: Rule, say: Words) -> str:
    return say("report.period", length=_length(rule.period, say), start=say(f"retention.start.{rule.start}"))


def _length(period: Period, say: Words) -> str:
    if period.months:
        return say("retention.months", number=period.months)
    return say("retention.days", number=period.days) if period.days else say("retention.at_once")


def _concerned(sources: Sources, copy: Mapping[Kind, tuple[Record, ...]]) -> frozenset[SpaceId]:
    """The spaces in which anything of the person is; where there is none, those in which their partner works."""
    names = {record.get("space") for kind in copy for record in copy[kind]}
    refs = {record.get("space_ref") for record in copy[Kind.LOG]}
    return frozenset(each.id for each in sources.persons.network.spaces if each.name in names or each.id in refs)


def _complaint(partner: Partner, say: Words) -> str:
    """To any authority; and which one watches over the person's partner, where it said in which Land it is."""
    if partner.land is None:
        return say("report.complaint")
    own = say("report.authority", authority=say(f"report.authority.{partner.land}"))
    return f"{say('report.complaint')} {own}"


def _confirmation(copy: Mapping[Kind, tuple[Record, ...]], say: Words) -> str:
    number = sum(map(len, copy.values()))
    if not number:
        return say("report.access.no")
    entries = len(copy[Kind.LOG])
    return say("report.access.yes", number=number, entries=entries)


def _evaluations(copy: Mapping[Kind, tuple[Record, ...]], say: Words) -> tuple[str, ...]:
    """In which readings of the log the person's entries count: as tasks, never as a person's."""
    if not copy[Kind.LOG]:
        return (say("report.evaluations.none"),)
    return (say("report.evaluations"), *(say(f"report.evaluation.{each.name}") for each in EVALUATIONS))


def codes(copy: Mapping[Kind, tuple[Record, ...]], say: Words) -> Mapping[str, Mapping[str, str]]:
    """What words of a closed list mean, as far as they stand in the copy; by field."""
    used = {
        (name, value)
        for records in copy.values()
        for record in records
        for name, value in record.items()
        if isinstance(value, str)
    }
    found: dict[str, dict[str, str]] = {}
    for name, value in sorted(used):
        if meaning := _meaning(name, value, say):
            found.setdefault(name, {})[value] = meaning
    return found


def _meaning(name: str, value: str, say: Words) -> str:
    for key in (f"report.code.{name}.{value}", *(f"{said}.{value}" for said in SAID.get(name, ()))):
        with suppress(KeyError):
            return say(key)
    return ""


def _searched(found: Mapping[str, Found], say: Words) -> Iterable[Searched]:
    """Every table and file, and whether the person is in what the search there brought up."""
    records = united(tuple(found.values()))
    where = {
        store: any(records[kind] for kind in kinds) for each in found.values() for store, kinds in each.stores.items()
    }
    yield from (Searched(store, there) for store, there in where.items())
    yield from (Searched(store, found=False, why_not=say(f"report.nobodys.{why}")) for store, why in NOBODYS.items())
