"""Rectification (Berichtigung, Art. 16): a name, role or address is corrected where it is kept and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bridge.core.model.address import is_address
from bridge.core.model.caller import Caller, Role
from bridge.core.model.case import Act, Case, Step
from bridge.core.model.ids import PartnerId, PersonId, PlaceId
from bridge.core.model.memory import Memory
from bridge.core.model.network import Network
from bridge.core.model.operation import UpdateComment
from bridge.core.model.person import Person
from bridge.core.model.roster import Roster
from bridge.core.reports.gdpr.subject import Subject
from bridge.core.rules.access import Resource, Verb, may
from bridge.core.sync.renamed import rewritten
from bridge.core.sync.terms import Terms, with_people
from bridge.ports.rosters import Rosters
from bridge.service.people.known import known
from bridge.service.rights.notify import NOTICE, Notifying, is_noticed, notices
from bridge.service.rights.sources import Sources
from bridge.service.rights.subject import asked_about, recorded_about

LONGEST = 200
"""Characters of a name or role, as in the network file."""
ROSTER = "roster"
"""The step of a case that corrects the roster."""


class Wrong(StrEnum):
    """What of a person can be corrected."""

    NAME = "name"
    EMAIL = "email"
    ROLE = "role"


class UnfitError(Exception):
    """It cannot be corrected so; `key` names the sentence that says why, with these values. Nothing was changed."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Shown:
    """A place where the old value is read until its next cycle: so many items and comments of ours say it."""

    place: PlaceId
    tool: str
    partner: PartnerId
    items: int
    comments: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a correction. `filed` alone: somebody of the partner has to carry it out."""

    case: Case
    what: Wrong
    shown: tuple[Shown, ...] = ()
    filed: bool = False
    told: Mapping[PartnerId, str] = field(default_factory=dict)
    """Who was shown the old value, and how far telling them has come (`Notice`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, about whom, and in which case; both texts may be empty."""

    caller: Caller
    text: str = ""
    case: str = ""


def rectify(
    sources: Sources, rosters: Rosters, declared: Network, asked: Asked, what: Wrong, new: str, notifying: Notifying
) -> Corrected:
    """Correct what is kept in the roster; the next cycle corrects the copies.

    A person's own request is filed for the partner, who answers for the roster. Raises as `asked_about`, NoCaseError,
    and UnfitError for a value that cannot be, for one that is declared in the network file or comes from a tool.
    """
    caller, case = asked.caller, asked.case
    resource = Resource.PERSONS if may(caller.role, Verb.CHANGE, Resource.PERSONS) else Resource.OWN_DATA
    subject = asked_about(asked.text, caller, Verb.CHANGE, sources.persons, sources.access, case, resource)
    value = _fitting(what, new)
    taken = sources.filing.taken_up(Act.RECTIFICATION, subject, caller, case)
    if caller.role is Role.PERSON:
        return Corrected(taken, what, filed=True)
    with recorded_about(subject, caller, Verb.CHANGE, sources.access, taken.id, resource):
        _changeable(sources, declared, subject, what, value)
        before = sources.persons.network
        _correct(rosters, before.id, subject, what, value)
        after = known(declared, rosters.of(declared.id)).network
        shown = tuple(_shown(sources.spaces, before, after))
        done = _closed(sources, taken, what, shown, subject.partner, notifying)
        return Corrected(done, what, shown, told={_partner(step): step.result for step in notices(done)})


def _fitting(what: Wrong, new: str) -> str:
    value = " ".join(new.split())
    if what is Wrong.NAME and not value:
        raise UnfitError("rectify.empty")
    if len(value) > LONGEST:
        raise UnfitError("rectify.too_long", most=str(LONGEST))
    if what is Wrong.EMAIL and value and not is_address(value):
        raise UnfitError("rectify.no_address")
    return value


def _changeable(sources: Sources, declared: Network, subject: Subject, what: Wrong, value: str) -> None:
    """Only what is kept in the vault can be changed from here."""
    if "/" in subject.person:
        raise UnfitError("rectify.in_tool", connection=subject.person.partition("/")[0])
    if any(each.id == subject.person for partner in declared.partners for each in partner.roster):
        raise UnfitError("rectify.declared", person=subject.person, what=str(what))
    roster = sources.persons.rosters.get(subject.partner, Roster())
    person = next((each for each in roster.persons if each.id == subject.person), None)
    if person is None:
        raise UnfitError("rectify.left", person=subject.person)
    if getattr(person, what) == value:
        raise UnfitError("rectify.same")


def _correct(rosters: Rosters, network: str, subject: Subject, what: Wrong, value: str) -> None:
    def change(roster: Roster) -> Roster:
        return replace(roster, persons=tuple(_with(each, subject.person, what, value) for each in roster.persons))

    rosters.change(network, subject.partner, change)


def _with(person: Person, wanted: PersonId, what: Wrong, value: str) -> Person:
    if person.id != wanted:
        return person
    match what:
        case Wrong.NAME:
            return replace(person, name=value)
        case Wrong.EMAIL:
            return replace(person, email=value)
        case Wrong.ROLE:
            return replace(person, role=value)


def _shown(spaces: Sequence[tuple[Terms, Memory]], before: Network, after: Network) -> Iterator[Shown]:
    for terms, memory in spaces:
        was, now = with_people(terms, before), with_people(terms, after)
        for each in rewritten(memory, was, now):
            comments = sum(isinstance(operation, UpdateComment) for operation in each.operations)
            tool = terms.reaches[each.place].manifest.tool
            yield Shown(each.place, tool, terms.hosts[each.place], len(each.operations) - comments, comments)


def _closed(
    sources: Sources, case: Case, what: Wrong, shown: Sequence[Shown], own: PartnerId, notifying: Notifying
) -> Case:
    """The case says what was corrected and in how many copies, and neither the old value nor the new one.

    It stays open as long as a recipient is still to be told.
    """
    filing = sources.filing
    for step in (
        Step(f"{ROSTER} {what}", "corrected", filing.today),
        *(Step(f"place {each.place}", "due", filing.today, str(each.items + each.comments)) for each in shown),
    ):
        case = filing.add(case, step)
    case = notifying.notify(notifying.owe(case, {each.partner for each in shown} - {own}))
    return filing.close(case) if is_noticed(case) else case


def _partner(step: Step) -> PartnerId:
    return PartnerId(step.key.removeprefix(f"{NOTICE} "))
