"""`cobridge sync`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.exits import Exit
from bridge.entry.cli.opened import chosen, opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.ports.words import Words
    from bridge.service.sync import Report


def sync(
    space: Annotated[str | None, typer.Option(help="Only this space.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Mirror until nothing is left to do, then seal the log of the days that are over."""
    from bridge.bootstrap import speech
    from bridge.entry.alerts import at_once, tell
    from bridge.service import sync as mirroring
    from bridge.service.daily import end_day

    with opened(alone=True) as found:
        reports = [
            mirroring.sync(
                terms, found.spaces, found.pauses, found.visits, found.connectors(terms), found.clock,
                found.entering(terms),
            )
            for terms in chosen(found, space)
        ]  # fmt: skip
        for terms, report in zip(chosen(found, space), reports, strict=True):
            if not report.paused:
                found.announce(terms)
        end_day(found.log, found.signer, found.retaining, found.network, found.clock)
        if untold := tell(found, at_once(found)):
            sys.stderr.write(f"{speech()('alert.mail_trouble', trouble=untold)}\n")
    if as_json:
        show_json(as_values(reports, speech()))
    else:
        show(*(line for report in reports for line in as_lines(report, speech())))
    raise typer.Exit(ending(reports))


def ending(reports: Sequence[Report]) -> Exit:
    """Refused before unreachable before done."""
    if any(report.paused for report in reports):
        return Exit.REFUSED
    return Exit.UNREACHABLE if any(report.unreachable for report in reports) else Exit.DONE


def as_values(reports: Sequence[Report], say: Words) -> dict[str, object]:
    """What `--json` prints; with several spaces their cycles follow one another."""
    from bridge.service.refused import values

    cycles = [{"changes": changes, "writes": writes} for report in reports for changes, writes in report.cycles]
    return {
        "cycles": cycles,
        "conflicts": sum(report.conflicts for report in reports),
        "parked": sum(len(report.parked) for report in reports),
        "paused": [report.space for report in reports if report.paused],
        "unreachable": [place for report in reports for place in report.unreachable],
        "unconfirmed": [place for report in reports for place in report.unconfirmed],
        "refusals": [values(report.space, report.paused, say) for report in reports if report.paused],
    }


def as_lines(report: Report, say: Words) -> list[str]:
    """What people read."""
    from bridge.service.refused import advice, sentence

    lines = [say("sync.title", space=report.space)]
    for number, (changes, writes) in enumerate(report.cycles, start=1):
        lines.append("  " + say("sync.cycle", number=number, changes=changes, writes=writes))
    if report.conflicts:
        lines.append("  " + say("sync.conflicts", number=report.conflicts))
    parked = [(each.operation.place, say.told(each.reason)) for each in report.parked]
    lines += ["  " + say("sync.parked", place=place, reason=reason) for place, reason in parked]
    lines += [
        "  " + say("sync.unreachable", place=place, reason=say.told(reason))
        for place, reason in report.unreachable.items()
    ]
    lines += ["  " + say("sync.unconfirmed", place=place, space=report.space) for place in report.unconfirmed]
    if report.paused:
        reason = sentence(report.paused, say)
        return [*lines, "  " + say("sync.paused", space=report.space, reason=reason),
                "  " + advice(report.space, say)]  # fmt: skip
    left = report.parked or report.unreachable or report.unconfirmed
    return lines if left else [*lines, "  " + say("sync.agree")]
