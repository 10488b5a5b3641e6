"""Turns what persons did into entries that may be kept: pseudonyms for who and what, a day for when."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bridge.core.log.entry import Entry, Purpose
from bridge.core.model.activity import Activity, EntryType
from bridge.core.model.decision import Decision
from bridge.core.model.ids import PersonId
from bridge.core.model.network import Network
from bridge.core.sync.terms import Terms
from bridge.ports.clock import Clock
from bridge.ports.vault import Vault

EVENT_ID_BYTES = 16
RETENTION = "participation"
OBJECT = "task"
LEADING = frozenset({EntryType.CLAIMED, EntryType.RELEASED, EntryType.HANDED_OVER, EntryType.ACCEPTED})


def entries_of(decision: Decision, terms: Terms, network: Network, vault: Vault, clock: Clock) -> Sequence[Entry]:
    """The decision's activities as entries, each with an id drawn by chance that tells nothing."""
    week = clock.now().astimezone(network.zone).strftime("%G-W%V")
    return [_entry(activity, terms, network, vault, week) for activity in decision.activities]


def _entry(activity: Activity, terms: Terms, network: Network, vault: Vault, week: str) -> Entry:
    day, actor = activity.at.astimezone(network.zone).date(), _actor(activity, terms)
    return Entry(
        event_id=secrets.token_hex(EVENT_ID_BYTES),
        event_type=activity.type,
        network_id=network.id,
        space_ref=terms.space.id,
        org_id=activity.partner,
        counterpart_org=activity.counterpart or "",
        actor_ref=vault.pseudonym(network.id, Purpose.TRANSPARENCY, day, actor) if actor else "",
        object_ref=vault.reference(network.id, Purpose.TRANSPARENCY, day, f"{OBJECT}/{activity.task}"),
        object_kind=OBJECT,
        responsibility_role="lead" if activity.type in LEADING else "",
        source_tool=terms.reaches[activity.place].manifest.tool,
        occurred_on=day,
        recorded_week=week,
        purpose=Purpose.TRANSPARENCY,
        policy_version=network.charter.version,
        retention_class=RETENTION,
    )


def _actor(activity: Activity, terms: Terms) -> PersonId | None:
    """Nobody where the person's data were erased, or may not be used."""
    actor = activity.actor
    return None if actor and (terms.is_erased(actor) or terms.is_restricted(actor)) else actor
