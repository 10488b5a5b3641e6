"""`cobridge report erasure`: what an erasure would do, then all of it, as often as it takes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.reporting import AsJson, CaseOption, Language, Out, PersonOption, taken_up
from bridge.entry.cli.shown import show, show_json
from bridge.entry.cli.written import written

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.case import Case
    from bridge.core.model.ids import PlaceId
    from bridge.ports.words import Words
    from bridge.service.rights.erase import ErasingFor
    from bridge.service.rights.erasure import Preview

Yes = Annotated[bool, typer.Option("--yes", help="Do it; without, nothing is erased.")]
Confirmed = Annotated[
    str, typer.Option(metavar="PLACE", help="A partner has removed what it was told to at the place; `file`: we did.")
]


def erasure(  # noqa: PLR0913  what may be said beside whom it is about
    *,
    person: PersonOption = "",
    out: Out = None,
    who: As = None,
    case: CaseOption = "",
    yes: Yes = False,
    confirmed: Confirmed = "",
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Erase a person from our stores, and from the tools as far as they let us; the receipt tells the rest (Art. 17).

    What breaks off goes on with --case. No other cobridge may run meanwhile.
    """
    from bridge.bootstrap import speech
    from bridge.bootstrap.acting import erasing_for

    say = speech()
    if not (person or case) and who is None:
        raise BadInputError(say("erasure.which"))
    with opened(alone=yes or bool(confirmed)) as found, taken_up(case):
        acting = erasing_for(found, asking(found, who))
        if confirmed:
            taken, number = acting.confirm(case, confirmed)
            said = "erasure.confirmed" if number else "erasure.nothing_to_confirm"
            typer.echo(say(said, number=number, place=confirmed), err=as_json)
        elif yes and case and not person:
            taken = acting.resume(case)
        elif yes:
            taken = _carried_out(acting, person, case, say, as_json=as_json)
        elif case and not person:
            taken = acting.look(case)
        else:
            _tell(acting.preview(person), found, say, as_json=as_json)
            return
        _hand_out(taken, found, language, out, as_json=as_json)
    raise typer.Exit(_ending(taken))


def _carried_out(acting: ErasingFor, person: str, case: str, say: Words, *, as_json: bool) -> Case:
    """Refused where the data are held for a case: that is told, and the request stays open."""
    from bridge.service.rights.erase import HeldError

    try:
        return acting.carry_out(person, case)
    except HeldError as held:
        until = say("day", day=held.hold.until)
        typer.echo(say("erasure.held", hold=held.hold.case, until=until, case=held.case), err=as_json)
        raise typer.Exit(Exit.REFUSED) from None


def _ending(case: Case) -> Exit:
    from bridge.service.rights.erasure import open_copies

    return Exit.UNREACHABLE if open_copies(case) else Exit.DONE


def _hand_out(case: Case, found: Installation, language: str | None, out: Path | None, *, as_json: bool) -> None:
    """The receipt; a person who asked for themselves has filed a request."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import answering
    from bridge.bootstrap.rendering import html_page, plain_text
    from bridge.core.reports.gdpr.receipt import page, receipt, values

    say = speech()
    if not case.steps:
        _receive(case, say, as_json=as_json)
        return
    made, words = receipt(case, found.network, found.access.today()), answering(found, language)
    shown = page(made, words.language, words.say)
    forms = {"html": html_page(shown), "json": json.dumps(values(made), ensure_ascii=False, indent=2) + "\n"}
    name = f"erasure-{case.id}-{made.made_on}"
    written(out, name, forms, forms["json"] if as_json else plain_text(shown))
    if not (as_json or made.complete):
        show(say("erasure.begun", case=case.id))


def _receive(case: Case, say: Words, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {"case": case.id, "act": case.act.value, "state": case.state.value, "due_on": case.due_on.isoformat()}
        )
    else:
        show(say("case.received", id=case.id, due=case.due_on))


def _tell(preview: Preview, found: Installation, say: Words, *, as_json: bool) -> None:
    tools = {place.id: place.tool for space in found.network.spaces for place in space.places}
    if as_json:
        copies = [{"space": space, "tool": tools[due.copy.place], **asdict(due)} for space, due in preview.dues]
        show_json({"entries": preview.entries, "copies": copies, "declared": preview.declared})
        return
    show(say("erasure.preview", entries=preview.entries), *_lines(preview, tools, say))
    if preview.declared:
        show(say("erasure.preview.file"))
    show(say("erasure.preview.yes"))


def _lines(preview: Preview, tools: Mapping[PlaceId, str], say: Words) -> Iterator[str]:
    counted = Counter((due.copy.place, due.remedy) for _, due in preview.dues)
    for (place, remedy), number in sorted(counted.items()):
        action, tool = say(f"erasure.remedy.{remedy}"), say(f"rights.tool.{tools[place]}")
        yield say("erasure.preview.line", tool=tool, place=place, action=action, number=number)
    if not counted:
        yield say("erasure.preview.nothing")
