"""`cobridge people match`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import asking
from bridge.entry.cli.exits import Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.core.model.ids import PartnerId, PersonId
    from bridge.ports.words import Words
    from bridge.service.people.matching import Ambiguous, ByHand, Gone, Matched, Proposal


def run(who: str | None, *, as_json: bool) -> None:
    """Ask, match and show."""
    from bridge.bootstrap import speech

    with opened() as found:
        caller = asking(found, who)
        with found.access.recorded(caller, Verb.READ, Resource.PERSONS) as looked:
            matched = matching(found, caller)
            looked.at_all(named(found, matched))
    if as_json:
        show_json(as_values(matched))
    else:
        show(*_lines(matched, speech()))
    raise typer.Exit(Exit.UNREACHABLE if matched.unreachable else Exit.DONE)


def matching(found: Installation, caller: Caller) -> Matched:
    """What the tools of the caller's partners say now, against the rosters as they are now."""
    from bridge.service.people.asking import ask
    from bridge.service.people.matching import matched

    within = found.access.partners(caller, Resource.PERSONS)
    with found.directories() as askables:
        return matched(found.people().network, ask(each for each in askables if each.connection.partner in within))


def named(found: Installation, matched: Matched) -> Iterator[tuple[PersonId, PartnerId | None]]:
    """Everybody whom it shows, accounts that are nobody's yet too."""
    hosts = {link.id: partner.id for partner in found.network.partners for link in partner.connections}
    for each in matched.found:
        for person in each.shown:
            yield person, hosts.get(each.connection)


def as_values(matched: Matched) -> dict[str, object]:
    """What `--json` prints."""
    proposals, ambiguous, by_hand, gone = _sorted(matched)
    return {
        "proposals": [proposed(each) for each in proposals],
        "ambiguous": [
            {
                "connection": each.connection,
                "doubt": str(each.doubt),
                "persons": [person.id for person in each.persons],
                "accounts": [{"account": holder.account, "name": holder.name} for holder in each.holders],
            }
            for each in ambiguous
        ],
        "by_hand": [
            {
                "connection": each.connection,
                "account": each.holder.account,
                "name": each.holder.name,
                "namesakes": [person.id for person in each.namesakes],
            }
            for each in by_hand
        ],
        "gone": [{"person": each.person.id, "connection": each.connection, "account": each.account} for each in gone],
        "unreachable": dict(matched.unreachable),
    }


def proposed(each: Proposal) -> dict[str, str]:
    """One proposal as `--json` prints it."""
    return {
        "person": each.person.id,
        "connection": each.connection,
        "account": each.holder.account,
        "name": each.holder.name,
        "email": each.holder.email,
    }


def proposal_line(each: Proposal, say: Words) -> str:
    """One proposal for people."""
    return "  " + say(
        "people.match.proposal",
        name=each.person.name,
        person=each.person.id,
        connection=each.connection,
        account=each.holder.account,
        holder=each.holder.name,
    )


def _sorted(
    matched: Matched,
) -> tuple[Sequence[Proposal], Sequence[Ambiguous], Sequence[ByHand], Sequence[Gone]]:
    from bridge.service.people.matching import Ambiguous, ByHand, Gone

    ambiguous = [each for each in matched.found if isinstance(each, Ambiguous)]
    by_hand = [each for each in matched.found if isinstance(each, ByHand)]
    return matched.proposals, ambiguous, by_hand, [each for each in matched.found if isinstance(each, Gone)]


def _lines(matched: Matched, say: Words) -> Iterator[str]:
    proposals, ambiguous, by_hand, gone = _sorted(matched)
    if proposals:
        yield say("people.match.proposals")
        yield from (proposal_line(each, say) for each in proposals)
        yield say("people.match.confirm")
    if ambiguous:
        yield say("people.match.ambiguous")
        yield from (_ambiguous(each, say) for each in ambiguous)
    if by_hand:
        yield say("people.match.by_hand")
        yield from (_by_hand(each, say) for each in by_hand)
    if ambiguous or by_hand:
        yield say("people.match.command")
    if gone:
        yield say("people.match.gone")
        for each in gone:
            person, there = each.person, {"connection": each.connection, "account": each.account}
            yield "  " + say("people.match.gone_account", name=person.name, person=person.id, **there)
    for connection, reason in matched.unreachable.items():
        yield say("people.match.unreachable", connection=connection, reason=say.told(reason))
    if not matched.found and not matched.unreachable:
        yield say("people.match.nothing")


def _ambiguous(each: Ambiguous, say: Words) -> str:
    persons = ", ".join(f"{person.name} ({person.id})" for person in each.persons)
    accounts = ", ".join(f"{holder.account} „{holder.name}“" for holder in each.holders)
    return "  " + say(
        f"people.match.doubt.{each.doubt}", connection=each.connection, persons=persons, accounts=accounts
    )


def _by_hand(each: ByHand, say: Words) -> str:
    namesakes = "".join(say("people.match.namesake", person=person.id) for person in each.namesakes)
    there = {"connection": each.connection, "account": each.holder.account, "holder": each.holder.name}
    return "  " + say("people.match.holder", namesakes=namesakes, **there)
