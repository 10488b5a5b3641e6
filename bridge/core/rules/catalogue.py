"""Katalog der Löschregeln (PL-30): exactly one deletion rule for each data type, and where it is kept.

Every table, every table of the vault and every file of the data directory stands here once, or column by column. What
it is called and why it is kept so long stands with the words of each language; docs/retention.md is made from both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bridge.core.model.charter import Points
from bridge.core.rules.retention import Charge, DataType, Kind, Method, Period, Rule, Start, Store

NOW = Period()


def _tables(*names: str) -> tuple[Store, ...]:
    return tuple(Store(Kind.TABLE, name) for name in names)


def _files(*names: str) -> tuple[Store, ...]:
    return tuple(Store(Kind.FILE, name) for name in names)


def _vault(*names: str) -> tuple[Store, ...]:
    return tuple(Store(Kind.VAULT, name) for name in names)


_RULES = (
    Rule(DataType.JOURNAL, Start.NOTED, Period(days=14), Method.DELETE, _tables("journal_notes")),
    Rule(
        DataType.TRANSIT,
        Start.DELIVERED,
        NOW,
        Method.AT_ONCE,
        (Store(Kind.TABLE, "inbox", ("value",)), *_tables("intents")),
    ),
    Rule(
        DataType.SUBMISSION_KEYS,
        Start.RECEIVED,
        Period(days=7),
        Method.DELETE,
        (Store(Kind.TABLE, "inbox", ("number", "key", "space", "at", "waits")),),
    ),
    Rule(
        DataType.TASKS,
        Start.SHOWN_NOWHERE,
        Period(days=90),
        Method.DELETE,
        _tables("tasks", "lanes", "links", "comment_links", "lane_links", "pairs"),
    ),
    Rule(DataType.OPERATIONS, Start.SUPERSEDED, NOW, Method.AT_ONCE, _tables("parked", "accepted")),
    Rule(DataType.NAMES, Start.UNMENTIONED, Period(days=30), Method.DELETE, _tables("names")),
    Rule(
        DataType.PLACES, Start.PLACE_LEFT, Period(days=90), Method.DELETE,
        _tables("cursors", "stays", "visits", "pauses"),
    ),
    Rule(
        DataType.CONFLICTS,
        Start.LOST,
        Period(days=90),
        Method.OVERWRITE,
        (Store(Kind.TABLE, "conflicts", ("value", "asked")),),
    ),
    Rule(
        DataType.ENDINGS,
        Start.LOST,
        Period(days=180),
        Method.DELETE,
        (Store(Kind.TABLE, "conflicts", ("number", "space", "at", "id", "ended")),),
    ),
    Rule(
        DataType.PARTICIPATION,
        Start.QUARTER_ENDED,
        Period(days=30),
        Method.DROP_PERSON,
        (*_tables("journal_entries", "log_entries", "log_salts"), Store(Kind.VAULT, "keys", part="quarter")),
        by_person=True,
    ),
    Rule(
        DataType.GROUNDS, Start.QUARTER_ENDED, Period(days=30), Method.DELETE,
        _tables("figure_bases", "figure_members", "read_days"),
    ),
    Rule(
        DataType.RELEASES, Start.END_OF_USE, NOW, Method.WITH_DIRECTORY, _tables("releases"), Charge.OPERATOR,
    ),
    Rule(
        DataType.TREE, Start.END_OF_USE, NOW, Method.WITH_DIRECTORY,
        (*_tables("log_leaves", "log_roots"), *_vault("anchors")), Charge.OPERATOR,
    ),
    Rule(
        DataType.IDENTITIES, Start.PERSON_LEFT, Period(days=30), Method.DELETE, _vault("identities"), by_person=True,
    ),
    Rule(DataType.PERSON_KEYS, Start.UNKNOWN, Period(days=30), Method.DELETE, _vault("persons"), by_person=True),
    Rule(DataType.CODES, Start.PERSON_LEFT, Period(days=30), Method.DELETE, _vault("codes")),
    Rule(DataType.SECRETS, Start.CONNECTION_LEFT, Period(days=30), Method.DELETE, _vault("secrets")),
    Rule(
        DataType.STATE, Start.SUPERSEDED, NOW, Method.AT_ONCE,
        (
            *_tables("alerts", "confirmations", "mailing", "polls", "sending_since"),
            *_files("limits.json", "limits.new", "limits.lock"),
        ),
    ),
    Rule(DataType.DELIVERIES, Start.LAPSED, Period(days=14), Method.DELETE, _tables("deliveries")),
    Rule(DataType.SENDINGS, Start.SENT, Period(days=14), Method.DELETE, _tables("sendings")),
    Rule(DataType.HOLDS, Start.HOLD_ENDED, Period(days=30), Method.DELETE, _tables("holds")),
    Rule(DataType.STARTS, Start.SUPERSEDED, NOW, Method.AT_ONCE, _tables("retention_starts")),
    Rule(DataType.PROTOCOL, Start.RUN, Period(months=36), Method.DELETE, _tables("retention_runs")),
    Rule(
        DataType.ACCESS_LOG,
        Start.LOOKED,
        Period(months=12),
        Method.DELETE,
        (*_tables("access_entries", "access_entries_apart"), Store(Kind.VAULT, "keys", part="access log")),
    ),
    Rule(DataType.REIDENTIFICATIONS, Start.CLOSED, Period(months=12), Method.DELETE, _vault("reidentifications")),
    Rule(DataType.CASES, Start.CLOSED, Period(months=36), Method.DELETE, _tables("cases")),
    Rule(
        DataType.ERASURES, Start.END_OF_USE, NOW, Method.WITH_DIRECTORY, _files("erasures.db*"), Charge.OPERATOR,
    ),
    Rule(
        DataType.CHARTER, Start.END_OF_USE, NOW, Method.WITH_DIRECTORY, _tables("charters", "consents"),
        Charge.OPERATOR,
    ),
    Rule(
        DataType.BACKUPS, Start.WRITTEN, Period(days=30), Method.DELETE,
        _files("backups", "backup-copies-*", "restore-*"),
    ),
    Rule(
        DataType.INSTALLATION, Start.END_OF_USE, NOW, Method.WITH_DIRECTORY,
        (
            *_tables("alembic_version"),
            Store(Kind.VAULT, "keys", part="always"),
            *_files("cobridge.db*", "vault.db*", "vault.key", "cobridge.lock", "sign-in-*.lock"),
        ),
        Charge.OPERATOR,
    ),
)  # fmt: skip

CATALOGUE: Mapping[DataType, Rule] = {rule.data_type: rule for rule in _RULES}
RUN: tuple[Rule, ...] = tuple(rule for rule in _RULES if rule.is_run)
"""Those that the daily run carries out, in this order."""


def under(points: Points) -> Mapping[DataType, Rule]:
    """The rules where a charter holds: of its days and the catalogue's the fewer."""
    return {each: _shortened(rule, points.get(f"retention:{each}")) for each, rule in CATALOGUE.items()}


def _shortened(rule: Rule, days: str | None) -> Rule:
    if days is None or int(days) >= rule.period.days:
        return rule
    return replace(rule, period=Period(days=int(days)))
