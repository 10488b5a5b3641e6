"""Permission matrix: every role, what it may do with what, over whose data, and how many hold it now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.model.caller import Role
from bridge.core.model.network import Partner
from bridge.core.model.officer import APART_IN_PERSON
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.told import Blank, Document, Section, answers, table
from bridge.core.rules.access import GRANTS, Verb


def permissions(partner: Partner, facts: Facts, blanks: Sequence[Blank]) -> Document:
    """The matrix, with the numbers of holders at the partner and for the whole network."""
    say = facts.say
    leads = tuple(say(f"documents.permissions.{each}") for each in ("lead", "operator", "recorded"))
    holders = table("holders", ("role", "here", "network"), _holders(partner, facts), say)
    return Document(
        "permissions",
        say("documents.permissions"),
        (
            Section("holders", say("documents.permissions.holders"), leads, table=holders),
            *(_of(role, facts) for role in Role),
            Section(
                "apart",
                say("documents.permissions.apart"),
                (say("documents.permissions.apart.lead"),),
                tuple(sorted(_pair(pair, facts) for pair in APART_IN_PERSON)),
            ),
            *answers("permissions", blanks, say),
        ),
    )


def _holders(partner: Partner, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Numbers alone: names stand in the network file, which council and data-protection officer may see."""
    of_network = [each.role for each in facts.network.officers]
    of_partner = [each.role for each in partner.officers]
    for role in Role:
        here = len(partner.roster) if role is Role.PERSON else of_partner.count(role)
        named = facts.say(f"access.role.{role}")
        yield named, str(here), str(of_network.count(role))


def _of(role: Role, facts: Facts) -> Section:
    say, heads = facts.say, ("what", *Verb, "over")
    rows = (
        (
            say(f"access.resource.{resource}"),
            *(say("documents.may") if verb in grant.verbs else "" for verb in Verb),
            say(f"documents.over.{grant.scope}"),
        )
        for resource, grant in GRANTS[role].items()
    )
    title = f"{say(f'access.role.{role}')} ({role})"
    return Section(f"role-{role}", title, table=table(f"role-{role}", heads, rows, say))


def _pair(pair: frozenset[Role], facts: Facts) -> str:
    return " / ".join(facts.say(f"access.role.{role}") for role in Role if role in pair)
