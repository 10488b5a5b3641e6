"""`cobridge report cases|receive|extend|refuse|close`: the request file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.case import Act, Case, State
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.reporting import AsJson, PersonOption
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from datetime import date

    from bridge.ports.words import Words

CaseId = Annotated[str, typer.Argument(metavar="ID", help="The request, as cases shows it.")]
Reason = Annotated[str, typer.Option(help="Why; the person is told.")]


def add_to(commands: typer.Typer) -> None:
    """Put these commands into the group."""
    commands.command("cases")(cases)
    commands.command("receive")(receive)
    commands.command("extend")(extend)
    commands.command("refuse")(refuse)
    commands.command("close")(close)


def cases(
    everything: Annotated[bool, typer.Option("--all", help="Also those that are closed.")] = False,
    who: As = None,
    as_json: AsJson = False,
) -> None:
    """Show the requests of persons about their own data, with their deadlines."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import filing
    from bridge.service.rights.filed import filed

    with opened() as found:
        today = found.access.today()
        rows = [each for each in filed(filing(found), asking(found, who), found.access) if everything or is_open(each)]
    if as_json:
        show_json({"cases": [as_values(each, today) for each in rows]})
    else:
        show(*as_lines(rows, speech(), today))


def receive(
    act: Annotated[Act, typer.Argument(help="What the person asks for.")],
    person: PersonOption = "",
    received: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which anybody of the network got it.")
    ] = None,
    by: Annotated[str, typer.Option(metavar="PARTNER", help="Who got it; the deadline runs from then.")] = "",
    who: As = None,
) -> None:
    """File a request that somebody received, by letter or mail; its deadline runs from the day of receipt."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import sources
    from bridge.service.rights.filed import receive as take

    say = speech()
    with opened() as found:
        known = {partner.id for partner in found.network.partners}
        if by and by not in known:
            raise BadInputError(say("people.no_partner", partner=by, partners=", ".join(sorted(known))))
        day = received.date() if received else found.access.today()
        if day > found.access.today():
            raise BadInputError(say("case.future", day=day))
        case = take(sources(found), asking(found, who), act, person, day, by)
    show(say("case.received", id=case.id, due=case.due_on))


def extend(case: CaseId, reason: Reason = "", who: As = None) -> None:
    """Take two months more, with a reason that the person is told, while the first month lasts."""
    _changed(case, who, "case.extended", lambda filing: filing.extend(case, reason))


def refuse(case: CaseId, reason: Reason = "", who: As = None) -> None:
    """Close a request without an answer, with a reason that the person is told."""
    _changed(case, who, "case.refused", lambda filing: filing.refuse(case, reason))


def close(case: CaseId, who: As = None) -> None:
    """Close a request that was answered."""
    _changed(case, who, "case.done", lambda filing: filing.finish(case))


def _changed(identity: str, who: str | None, key: str, change: Callable[..., Case]) -> None:
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import filing
    from bridge.core.rules.requests import NotAllowedError
    from bridge.service.rights.filed import changeable

    say = speech()
    with opened() as found:
        try:
            file = changeable(filing(found), asking(found, who), found.access, identity)
            case = change(file)
        except KeyError:
            raise BadInputError(say("case.unknown", id=identity)) from None
        except NotAllowedError as fault:
            raise BadInputError(say(fault.key, **fault.values)) from None
    show(say(key, id=case.id, due=case.due_on))


def is_open(case: Case) -> bool:
    """Whether it waits for an answer."""
    return case.state is State.OPEN


def as_values(case: Case, today: date) -> dict[str, object]:
    """One request as `--json` prints it; whose it is stands in no list."""
    from bridge.core.rules.requests import is_late

    return {
        "id": case.id,
        "act": case.act.value,
        "partner": case.partner,
        "received_on": case.received_on.isoformat(),
        "received_by": case.received_by,
        "due_on": case.due_on.isoformat(),
        "state": case.state.value,
        "late": is_late(case, today),
        "extended": case.extended,
        "refused": case.refused,
        "steps": [{"key": each.key, "result": each.result, "on": each.on.isoformat()} for each in case.steps],
    }


def as_lines(rows: list[Case], say: Words, today: date) -> Iterator[str]:
    """What people read: a line for each, the earliest deadline first."""
    from bridge.core.rules.requests import is_late

    if not rows:
        yield say("case.none")
    for each in sorted(rows, key=lambda case: (case.due_on, case.id)):
        act, state = say(f"report.code.act.{each.act}"), say(f"report.code.state.{each.state}")
        late = say("case.late") if is_late(each, today) else ""
        due, got = say("day", day=each.due_on), say("day", day=each.received_on)
        yield say("case.line", id=each.id, act=act, partner=each.partner, received=got, due=due, state=state) + late
