"""`cobridge plan`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asking, known_to
from bridge.entry.cli.exits import Exit
from bridge.entry.cli.opened import chosen, opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.ports.words import Words
    from bridge.service.preview import Plan
    from bridge.service.references import ByReference


def plan(
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what a sync would do, and write nothing."""
    from bridge.bootstrap import speech
    from bridge.service.preview import plan_space
    from bridge.service.previewing import previewing
    from bridge.service.references import as_lines as lines_of
    from bridge.service.references import as_values as values_of

    with opened() as found:
        caller = asking(found, who)
        with previewing(caller, found.access) as shown:
            plans = [
                shown(
                    plan_space(
                        terms,
                        found.spaces,
                        found.connectors(terms, dry_run=True),
                        found.pauses.answered(terms.space.id),
                    )
                )
                for terms in chosen(found, space, known_to(found, caller))
            ]
        held = _held(found, caller, plans)
    if as_json:
        show_json({**as_values(plans, speech()), "references_only": values_of(held)})
    else:
        show(*(line for each in plans for line in as_lines(each, speech())), *lines_of(held, speech()))
    raise typer.Exit(ending(plans))


def _held(found: Installation, caller: Caller, plans: Sequence[Plan]) -> Sequence[ByReference]:
    """Partners in these spaces of whom references alone pass, as far as they exist for the caller."""
    from bridge.core.rules.access import Resource
    from bridge.service.references import by_reference

    shown, known = {each.space for each in plans}, found.access.partners(caller, Resource.CONSENTS)
    here = {place.connection for space in found.network.spaces if space.id in shown for place in space.places}
    partners = [each for each in found.network.partners if any(link.id in here for link in each.connections)]
    return by_reference(found.agreeing(), [each for each in partners if each.id in known])


def ending(plans: Sequence[Plan]) -> Exit:
    """Refused before unreachable before done, as a sync would end."""
    if any(each.refusal for each in plans):
        return Exit.REFUSED
    return Exit.UNREACHABLE if any(each.unreachable for each in plans) else Exit.DONE


def as_values(plans: Sequence[Plan], say: Words) -> dict[str, object]:
    """What `--json` prints: all spaces together."""
    from bridge.service.refused import values

    told: Counter[str] = Counter()
    for each in plans:
        told.update(each.notifications)
    return {
        "creates": sum(each.creates for each in plans),
        "updates": sum(each.updates for each in plans),
        "deletes": sum(each.deletes for each in plans),
        "notifications": dict(told),
        "visible_persons": [
            {"name": person.name, "partner": person.partner, "to": list(person.to)}
            for each in plans
            for person in each.visible
        ],
        "unreachable": [place for each in plans for place in each.unreachable],
        "unconfirmed": [place for each in plans for place in each.unconfirmed],
        "paused": [each.space for each in plans if each.refusal],
        "refusals": [values(each.space, each.refusal, say) for each in plans if each.refusal],
    }


def as_lines(each: Plan, say: Words) -> list[str]:
    """What people read."""
    from bridge.service.refused import advice, sentence

    counts = {"creates": each.creates, "updates": each.updates, "deletes": each.deletes}
    lines = [say("plan.title", space=each.name)]
    lines += [f"  {say(f'plan.{name}')}: {number}" for name, number in counts.items() if number]
    told = each.notifications.items()
    lines += ["  " + say("plan.notifications", partner=partner, number=number) for partner, number in told]
    lines += [
        "  " + say("plan.visible", name=person.name, partner=person.partner, to=", ".join(person.to))
        for person in each.visible
    ]
    lines += ["  " + say("plan.hidden", number=each.hidden)] if each.hidden else []
    lines += [
        "  " + say("sync.unreachable", place=place, reason=say.told(reason))
        for place, reason in each.unreachable.items()
    ]
    lines += ["  " + say("sync.unconfirmed", place=place, space=each.space) for place in each.unconfirmed]
    if each.refusal:
        lines.append("  " + say("sync.paused", space=each.space, reason=sentence(each.refusal, say)))
        lines.append("  " + advice(each.space, say))
    if not any(counts.values()) and not each.unreachable:
        lines.append("  " + say("plan.nothing"))
    return [*lines, "  " + say("plan.written")]
