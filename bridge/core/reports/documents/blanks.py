"""What only people can say, each with whose it is and where it is entered. Nothing final is made while one is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from bridge.core.model.caller import Role
from bridge.core.model.ids import ConnectionId
from bridge.core.model.network import Partner
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.journeys import Journey, clouds
from bridge.core.reports.documents.told import Blank
from bridge.core.rules.consent import ALONE

OF_NETWORK = {"operator": "permissions", "hosting": "permissions", "diagnostics": "deletion", "copies": "deletion"}
"""What the operator says, and in which document it stands."""
OF_PARTNER = {"address": "management", "represented": "management", "dsb": "management", "council": "council"}
"""What stands in the charter's annex, and who says it."""
OF_CONNECTION = ("importer", "plan", "processing", "subprocessors", "employees", "assessment", "checked")
"""What has to be known of a vendor, its plan and its contract before anything is transferred (TR-01)."""
OFFICERS = {"coordinator": Role.PARTNER_COORDINATOR, "council_officer": Role.BETRIEBSRAT, "dsb_officer": Role.DSB}


def blanks(partner: Partner, facts: Facts, found: Sequence[Journey]) -> tuple[Blank, ...]:
    """All of one partner's documents, answered or open."""
    return (
        *_of_network(facts),
        *_of_partner(partner, facts),
        *_named(partner, facts),
        *_of_clouds(partner, facts, found),
    )


def _of_network(facts: Facts) -> Iterator[Blank]:
    for name, document in OF_NETWORK.items():
        yield _asked(facts, document, name, facts.say("access.role.sysadmin"), f"network.{name}")


def _of_partner(partner: Partner, facts: Facts) -> Iterator[Blank]:
    for name, who in OF_PARTNER.items():
        if not (who == "council" and _is_alone(partner)):
            yield _asked(facts, "charter", name, facts.say(f"documents.who.{who}"), f"partners.{partner.id}.{name}")


def _asked(facts: Facts, document: str, name: str, who: str, key: str, **values: str) -> Blank:
    say = facts.say
    what, where = say(f"documents.blank.{name}", **values), say("documents.where.answers", key=key)
    return Blank(document, what, who, where, facts.filled.get(key, "").strip(), key)


def _named(partner: Partner, facts: Facts) -> Iterator[Blank]:
    """What the network file says already, or has to."""
    say, here = facts.say, frozenset(each.role for each in partner.officers)
    shared = frozenset(each.role for each in facts.network.officers)
    for name, role in OFFICERS.items():
        there = role in here or (role is Role.DSB and role in shared)
        if not (role is Role.BETRIEBSRAT and _is_alone(partner)):
            yield _told(facts, "charter", name, "management", "officers", "documents.named" if there else "")
    yield _told(facts, "charter", "land", "management", "land", "documents.named" if partner.land else "")
    yield Blank(
        "charter", say("documents.blank.roster"), say("access.role.partner_coordinator"), say("documents.where.roster"),
        say("documents.persons", number=len(partner.roster)) if partner.roster else "",
    )  # fmt: skip


def _is_alone(partner: Partner) -> bool:
    """Whether there can be neither a council nor a trusted person."""
    return len(partner.roster) == ALONE


def _told(facts: Facts, document: str, name: str, who: str, key: str, value: str) -> Blank:
    say = facts.say
    where = say(f"documents.where.{key}")
    return Blank(
        document, say(f"documents.blank.{name}"), say(f"documents.who.{who}"), where, say(value) if value else ""
    )


def _of_clouds(partner: Partner, facts: Facts, found: Sequence[Journey]) -> Iterator[Blank]:
    for connection in clouds(partner.id, found):
        at = next(each for each in found if each.connection == connection)
        yield from _of_cloud(connection, at, facts)


def _of_cloud(connection: ConnectionId, at: Journey, facts: Facts) -> Iterator[Blank]:
    say = facts.say
    cloud = f"{facts.names[at.target]}, {say(f'report.code.tool.{at.tool}')}"
    who = say("documents.who.coordinator", partner=facts.names[at.target])
    blank = partial(_blank_of_file, facts, cloud, who)
    yield blank(
        "region", "documents.where.region", connection, say(f"documents.region.{at.region}") if at.stated else ""
    )
    yield blank("mechanism", "documents.where.transfers", connection, at.mechanism)
    for name in OF_CONNECTION:
        yield _asked(facts, "transfers", name, who, f"connections.{connection}.{name}", cloud=cloud)


def _blank_of_file(facts: Facts, cloud: str, who: str, name: str, where: str, connection: str, value: str) -> Blank:
    say = facts.say
    return Blank(
        "transfers", say(f"documents.blank.{name}", cloud=cloud), who, say(where, connection=connection), value
    )
