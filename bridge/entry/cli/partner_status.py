"""`cobridge partner status`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from bridge.ports.words import Words
    from bridge.service.onboarding import Onboarding, Step


def status(
    partner: Annotated[str | None, typer.Argument(help="Only this partner.")] = None,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show how far each partner is: ten steps with their documents, what passes, and what to set in its own tools."""
    from bridge.bootstrap import speech
    from bridge.service.charter import UnfitError
    from bridge.service.onboarding import onboarding

    say = speech()
    try:
        with opened() as found:
            rows = onboarding(asking(found, who), found.agreeing(), partner, found.connected)
    except UnfitError as fault:
        raise BadInputError(say(fault.key, **fault.values)) from None
    if as_json:
        show_json({"partners": [_values(row) for row in rows]})
        return
    for row in rows:
        _show(row, say)


def _values(row: Onboarding) -> dict[str, object]:
    steps = [{"step": each.number, "state": each.state, "reference": each.reference} for each in row.steps]
    return {
        "id": row.partner.id,
        "references_only": bool(row.missing or row.fallen),
        "missing": list(row.missing),
        "version": row.version or None,
        "fallen": list(row.fallen),
        "steps": steps,
    }


def _show(row: Onboarding, say: Words) -> None:
    from bridge.service.references import ByReference, as_lines

    name = row.partner.name
    if row.version:
        show(say("onboarding.whole", partner=name, version=row.version))
    show(*as_lines([ByReference(row.partner, row.missing, row.fallen)], say))
    show_table([say(f"onboarding.head.{each}") for each in ("step", "state", "reference")], _cells(row.steps, say))
    tools = dict.fromkeys(link.tool for link in row.partner.connections)
    show(*(say("onboarding.settings", tool=tool, what=say(f"onboarding.settings.{tool}")) for tool in tools), "")


def _cells(steps: Sequence[Step], say: Words) -> list[list[str]]:
    return [
        [say(f"onboarding.step.{each.number}"), say(f"onboarding.{each.state}"), _told(each, say)] for each in steps
    ]


def _told(step: Step, say: Words) -> str:
    values = {"number": step.value, "day": step.value, "what": step.value}
    note = say(f"onboarding.{step.note}", **values) if step.note else ""
    return "; ".join(each for each in (step.reference, note) if each)
