"""`cobridge doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.errors import Unusable
from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking, known_to
from bridge.entry.cli.exits import Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.ports.words import Words
    from bridge.service.doctor import Checked, Surroundings


def doctor(who: As = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check settings, credentials, permissions, places and clocks, and say what to do; exit code 1 if not all is well.

    Writes nothing at any place, and may be called while the service runs.
    """
    from bridge.bootstrap import speech

    say = speech()
    checked = _checked(who, say)
    if as_json:
        show_json(as_values(checked))
    else:
        show(*(line for each in checked for line in as_lines(each, say)))
    raise typer.Exit(Exit.DONE if _well(checked) else Exit.FAILED)


def as_values(checked: Sequence[Checked]) -> dict[str, object]:
    """What `--json` prints."""
    findings = [
        {"about": each.about, "subject": each.finding.subject, "well": each.finding.well, "advice": each.finding.advice}
        for each in checked
    ]
    return {"well": _well(checked), "findings": findings}


def as_lines(checked: Checked, say: Words) -> list[str]:
    """What people read: the finding, and below it what to do."""
    finding = checked.finding
    about = f"{checked.about}: " if checked.about else ""
    sign = say("doctor.well") if finding.well else say("doctor.not_well")
    advice = [f"{' ' * len(sign)} -> {say.told(finding.advice)}"] if finding.advice else []
    return [f"{sign} {about}{say.told(finding.subject)}", *advice]


def _well(checked: Sequence[Checked]) -> bool:
    return all(each.finding.well for each in checked)


def _shown(found: Installation, caller: Caller, around: Surroundings) -> Surroundings:
    """Persons as far as they are the caller's to look after; each is recorded."""
    within = found.access.partners(caller, Resource.PERSONS)
    shown = tuple(each for each in around.clashes if each.partner in within)
    closed = {each.partner for each in around.clashes} - within if caller.partner is None else set()
    if shown:
        with found.access.recorded(caller, Verb.READ, Resource.PERSONS) as looked:
            looked.at_all((each.person, each.partner) for each in shown)
    return replace(around, clashes=shown, closed=sorted(closed))


def _references(found: Installation, caller: Caller, say: Words) -> Sequence[str]:
    """Of partners that exist for the caller."""
    from bridge.service.references import as_lines as lines_of
    from bridge.service.references import by_reference

    known = found.access.partners(caller, Resource.CONSENTS)
    partners = [each for each in found.network.partners if each.id in known]
    return tuple(lines_of(by_reference(found.agreeing(), partners), say))


def _checked(who: str | None, say: Words) -> Sequence[Checked]:
    from bridge.ports.connector import Finding
    from bridge.service.doctor import Checked
    from bridge.service.doctor import doctor as look_at
    from bridge.service.telling import telling

    try:
        with opened() as found:
            told = telling(found.network, found.alerts, say, mails=found.alerting.mailer is not None)
            caller = asking(found, who)
            found.access.permit(caller, Verb.READ, Resource.PLACES)
            around = _shown(found, caller, replace(found.surroundings(), untold=told.untold))
            around = replace(around, references=_references(found, caller, say))
            return look_at(known_to(found, caller), found.connectors, around, found.clock, say)
    except Unusable as fault:  # what is opened first: data directory, database, vault
        return [Checked("", Finding(say("doctor.opened"), well=False, advice=str(fault)))]
