"""`cobridge week`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table
from bridge.entry.cli.week_told import as_value, cells

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.ports.words import Words

Name = Annotated[str | None, typer.Option("--week", help="The week, such as 2026-W47; else the newest.")]
Out = Annotated[Path | None, typer.Option(help="Write all forms as files into this folder.")]
Send = Annotated[bool, typer.Option("--send", help="Deliver the newest report to all who have not got it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def week(name: Name = None, out: Out = None, send: Send = False, who: As = None, as_json: AsJson = False) -> None:
    """Show the weekly report as whoever asks may read it, write it as files, or deliver it."""
    from bridge.bootstrap import speech

    if out and send:
        raise BadInputError(speech()("week.one_of"))
    with opened(alone=send) as found:
        chosen = _chosen(found, name, speech())
        if send:
            _send(found, chosen, who, as_json=as_json)
        else:
            _show(found, chosen, who, out, as_json=as_json)


def _chosen(found: Installation, name: str | None, say: Words) -> str:
    """The week that is asked for, if it is over. Raises BadInputError."""
    from bridge.core.log.participation import Week as IsoWeek
    from bridge.service.week.issue import issue_at

    newest = issue_at(found.clock.now(), found.network.zone)
    try:
        asked = IsoWeek(name) if name else newest
    except ValueError:
        raise BadInputError(say("week.unknown", week=name)) from None
    if asked.first > newest.first:
        raise BadInputError(say("week.not_over", week=asked.name, newest=newest.name))
    return asked.name


def _show(found: Installation, name: str, who: str | None, out: Path | None, *, as_json: bool) -> None:
    from bridge.bootstrap import speech
    from bridge.bootstrap.weekly import forms, gathering
    from bridge.entry.cli.whole import written_whole
    from bridge.service.week.gather import gather

    weekly, rendered = gather(asking(found, who), name, gathering(found)), forms(found)
    if out:
        paths = written_whole(out, rendered.files(weekly))
        missing = rendered.missing()
        show(speech()("week.written", files=", ".join(map(str, paths))), *([missing] if missing else []))
    else:
        sys.stdout.write(rendered.data(weekly) if as_json else rendered.text(weekly))


def _send(found: Installation, name: str, who: str | None, *, as_json: bool) -> None:
    from bridge.bootstrap import speech
    from bridge.bootstrap.weekly import forms, outgoing
    from bridge.entry.issues import send
    from bridge.service.week.issue import issue_at
    from bridge.service.week.told import told, untold

    say, newest = speech(), issue_at(found.clock.now(), found.network.zone).name
    if name != newest:
        raise BadInputError(say("week.not_newest", newest=newest))
    if found.network.report is None:
        raise BadInputError(say("week.no_report"))
    delivery = send(found, name, asking(found, who))
    source = outgoing(found)
    rows, pending = told(name, source), untold(name, source)
    missing = forms(found).missing()
    troubles = [_trouble(each, say) for each in delivery.troubles] + ([missing] if missing else [])
    if as_json:
        show_json({"week": name, "went": [as_value(each) for each in rows], "pending": pending, "troubles": troubles})
    else:
        show_table([say("week.way"), say("week.to"), say("week.result")], list(cells(rows, say)))
        show(*([say("week.pending", number=pending)] if pending else []), *troubles)
    raise typer.Exit(Exit.DONE if delivery.is_over and not delivery.troubles else Exit.UNREACHABLE)


def _trouble(trouble: str, say: Words) -> str:
    return say("week.mailer") if trouble == "mailer" else say("week.release", reason=trouble)
