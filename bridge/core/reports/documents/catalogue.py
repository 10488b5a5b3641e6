"""Field catalogue (Datenfeldkatalog): every field there is, where it comes from, what for, who sees it, how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.log.entry import Purpose
from bridge.core.model.charter import COMMENTS
from bridge.core.model.network import Partner
from bridge.core.model.task import FIELDS
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.journeys import Journey
from bridge.core.reports.documents.told import Document, Section, table
from bridge.core.reports.documents.traits import KEEPING, OF_ENTRY, OF_PERSON, OF_TASK, Trait
from bridge.core.rules.access import Resource, Role, Verb, may
from bridge.core.rules.agreement import values
from bridge.core.rules.catalogue import CATALOGUE
from bridge.core.rules.retention import DataType, Kind, Store

NEVER = (
    "texts", "files", "reactions", "presence", "logins", "private", "durations", "edits", "absence", "times",
)  # fmt: skip
"""What the log never holds (PL-03)."""
FIELD = ("field", "source", "agreed", "personal", "apt", "seen_by", "period")


def catalogue(partner: Partner, facts: Facts, found: Sequence[Journey]) -> Document:
    """For one partner: with those to whom its fields become visible."""
    say = facts.say
    return Document(
        "fields",
        say("documents.fields"),
        (
            _section("task", _task_rows(partner, facts, found), facts, FIELD),
            _section("person", _person_rows(facts), facts, ("field", "personal", "apt", "seen_by", "period")),
            _section("log", _log_rows(facts), facts, ("field", "code", "personal", "apt", "seen_by", "period")),
            Section(
                "never",
                say("documents.fields.never"),
                (say("documents.fields.never.lead"),),
                tuple(say(f"documents.never.{each}") for each in NEVER),
            ),
            _section(
                "stores",
                _store_rows(facts),
                facts,
                ("store", "columns", "type", "purpose", "personal", "apt", "seen_by", "period"),
            ),
        ),
    )


def _section(name: str, rows: Iterator[tuple[str, ...]], facts: Facts, columns: tuple[str, ...]) -> Section:
    say = facts.say
    lead = say(f"documents.fields.{name}.lead")
    return Section(name, say(f"documents.fields.{name}"), (lead,), table=table(name, columns, rows, say))


def _task_rows(partner: Partner, facts: Facts, found: Sequence[Journey]) -> Iterator[tuple[str, ...]]:
    say, agreed = facts.say, frozenset(values(facts.points, "field")) | {"shown"}
    for name in (*FIELDS, COMMENTS):
        said = say("documents.agreed" if name in agreed else "documents.not_agreed")
        yield (
            field_in_words(name, facts), _source(name, facts), said, *_trait(OF_TASK[name], facts),
            _seen_beside(name, partner, facts, found),
            _kept(DataType.TASKS, facts),
        )  # fmt: skip


def _kept(data_type: DataType, facts: Facts) -> str:
    """The period, and from when on it counts."""
    start = facts.say(f"retention.start.{CATALOGUE[data_type].start}")
    return facts.say("report.period", length=facts.periods[data_type], start=start)


def field_in_words(name: str, facts: Facts) -> str:
    """A field of a task as people call it."""
    return facts.say("field.comment" if name == COMMENTS else f"field.{name}")


def _source(name: str, facts: Facts) -> str:
    """What the tools of the network call it; words that the service itself writes have no source."""
    say, tools = facts.say, sorted({link.tool for each in facts.network.partners for link in each.connections})
    found = [
        f"{say(f'report.code.tool.{tool}')}: {facts.native[tool][name]}"
        for tool in tools
        if name in facts.native.get(tool, {})
    ]
    return "; ".join(found) or say("documents.no_source")


def _seen_beside(name: str, partner: Partner, facts: Facts, found: Sequence[Journey]) -> str:
    """The partners in whose tools the field arrives; the lines above a description arrive with contents."""
    reading = {
        each.target
        for each in found
        if each.source == partner.id and each.whole and (name in each.fields or name == "shown")
    }
    told = [known for host, known in facts.names.items() if host in reading]
    return ", ".join(told) or facts.say("documents.nobody_else")


def _trait(trait: Trait, facts: Facts) -> tuple[str, str]:
    return facts.say(f"documents.personal.{trait.personal}"), _apt(facts, apt=trait.apt)


def _apt(facts: Facts, *, apt: bool) -> str:
    return facts.say("documents.apt" if apt else "documents.not_apt")


def _person_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    for name, trait in OF_PERSON.items():
        field = facts.say(f"documents.person.{name}")
        seen = _seen(Resource.PERSONS, facts, own=True)
        yield field, *_trait(trait, facts), seen, _kept(DataType.IDENTITIES, facts)


def _log_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    for name, trait in OF_ENTRY.items():
        field, seen = facts.say(f"documents.entry.{name}"), _seen(Resource.LOG, facts, own=True)
        yield field, name, *_trait(trait, facts), seen, _kept(DataType.PARTICIPATION, facts)


def readers(resource: Resource | None, facts: Facts) -> str:
    """The roles that may read it at all; over whose data, the permission matrix says."""
    if resource is None:
        return facts.say("documents.no_role")
    reading = [role for role in Role if may(role, Verb.READ, resource)]
    return ", ".join(facts.say(f"access.role.{role}") for role in reading)


def _store_rows(facts: Facts) -> Iterator[tuple[str, ...]]:
    say = facts.say
    for rule in CATALOGUE.values():
        keeping = KEEPING[rule.data_type]
        for store in rule.stores:
            why = facts.nobodys.get(store.name)
            personal = say(f"documents.store.{why}") if why else say("documents.store.personal")
            yield (
                store_in_words(store, facts), ", ".join(_columns(store, facts)),
                say(f"retention.type.{rule.data_type}"), purpose_in_words(keeping.purpose, facts), personal,
                _apt(facts, apt=keeping.apt and not why), _seen(keeping.resource, facts, own=not why),
                _kept(rule.data_type, facts),
            )  # fmt: skip


def _seen(resource: Resource | None, facts: Facts, *, own: bool) -> str:
    told = readers(resource, facts)
    return facts.say("documents.and_oneself", roles=told) if own else told


def purpose_in_words(purpose: Purpose, facts: Facts) -> str:
    """Such as "P1 Aufgaben spiegeln"."""
    return f"{purpose} {facts.say(f'access.purpose.{purpose}')}"


def store_in_words(store: Store, facts: Facts) -> str:
    """Where it lies."""
    kinds = {Kind.TABLE: "retention.table", Kind.VAULT: "retention.vault", Kind.FILE: "retention.file"}
    return facts.say(kinds[store.kind], name=store.name)


def _columns(store: Store, facts: Facts) -> tuple[str, ...]:
    return store.columns or facts.stores.get(store.name, ())
