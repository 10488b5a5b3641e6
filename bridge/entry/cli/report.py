"""`cobridge report`: what a person may ask for about their own data, and what is read before anything starts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli import report_cases, report_documents, report_erasing, report_restricting
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.reporting import AsJson, CaseOption, Language, Out, PersonOption, taken_up
from bridge.entry.cli.shown import show, show_json
from bridge.entry.cli.written import written

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.service.rights.rectification import Corrected, Wrong

commands = typer.Typer(help="Requests of persons about their data; documents before the start.", no_args_is_help=True)
report_cases.add_to(commands)
commands.command("erasure")(report_erasing.erasure)
commands.command("restriction")(report_restricting.restriction)
commands.command("objection")(report_restricting.objection)
commands.command("notices")(report_restricting.notices)
commands.command("documents")(report_documents.documents)


@commands.command("access")
def access(
    person: PersonOption = "",
    out: Out = None,
    who: As = None,
    case: CaseOption = "",
    as_json: AsJson = False,
    language: Language = None,
) -> None:
    """Show everything that is kept about a person (Art. 15); with --as a person sees their own."""
    from bridge.bootstrap.disclosing import answering, filing, sources
    from bridge.bootstrap.rendering import html_page, plain_text
    from bridge.core.reports.gdpr.disclosure import as_values
    from bridge.core.reports.gdpr.shown import page
    from bridge.service.rights.access import answer

    with opened() as found:
        caller, words = asking(found, who), answering(found, language)
        with taken_up(case):
            disclosure, taken = answer(sources(found), person, caller, words, case)
        shown = page(disclosure, words.say, found.network.zone)
        forms = {"html": html_page(shown), "json": _json(as_values(disclosure))}
        written(out, f"access-{taken.id}", forms, forms["json"] if as_json else plain_text(shown))
        filing(found).close(taken)


@commands.command("portability")
def portability(
    person: PersonOption = "",
    out: Out = None,
    who: As = None,
    case: CaseOption = "",
    language: Language = None,
) -> None:
    """Give out what a person wrote, as JSON and as a table (Art. 20)."""
    from bridge.bootstrap.disclosing import answering, filing, sources
    from bridge.bootstrap.rendering import csv_text
    from bridge.core.reports.gdpr.portability import HEADS
    from bridge.service.rights.portability import take_along

    with opened() as found:
        caller, words = asking(found, who), answering(found, language)
        with taken_up(case):
            along, taken = take_along(sources(found), person, caller, words, case)
        forms = {"json": _json(along.activities), "csv": csv_text(HEADS, along.rows)}
        written(out, f"portability-{taken.id}", forms, forms["json"])
        filing(found).close(taken)


@commands.command("rectification")
def rectification(
    person: PersonOption = "",
    name: Annotated[str | None, typer.Option(help="The right name.")] = None,
    email: Annotated[str | None, typer.Option(help="The right address.")] = None,
    role: Annotated[str | None, typer.Option(help="The right role.")] = None,
    who: As = None,
    case: CaseOption = "",
    as_json: AsJson = False,
) -> None:
    """Correct a person's name, address or role, in the roster and in all copies (Art. 16)."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import notifying, sources
    from bridge.service.rights.rectification import Asked, Wrong, rectify

    given = {Wrong.NAME: name, Wrong.EMAIL: email, Wrong.ROLE: role}
    wanted = [(what, value) for what, value in given.items() if value is not None]
    if len(wanted) != 1:
        raise BadInputError(speech()("rectify.one"))
    with opened() as found, _unfit(found, person, wanted[0][0]), taken_up(case):
        asked = Asked(asking(found, who), person, case)
        corrected = rectify(sources(found), found.rosters, found.network, asked, *wanted[0], notifying(found))
        if as_json:
            show_json(_values(corrected))
        else:
            _tell(corrected, found)


@contextmanager
def _unfit(found: Installation, person: str, what: Wrong) -> Iterator[None]:
    """What cannot be corrected so is bad input; of what the network file declares its line is told."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.disclosing import declared_line
    from bridge.service.rights.rectification import UnfitError

    try:
        yield
    except UnfitError as fault:
        line = declared_line(fault.values.get("person", person), what)
        values = {**fault.values, "line": line, "file": found.settings.network_file}
        raise BadInputError(speech()(fault.key, **values)) from None


def _tell(corrected: Corrected, found: Installation) -> None:
    from bridge.bootstrap import speech

    say, case = speech(), corrected.case
    if corrected.filed:
        show(say("rectify.filed", case=case.id, due=case.due_on, what=corrected.what))
        return
    show(say("rectify.done", what=say(f"rectify.what.{corrected.what}"), case=case.id))
    for each in corrected.shown:
        tool = say(f"report.code.tool.{each.tool}")
        show(say("rectify.shown", place=each.place, tool=tool, items=each.items, comments=each.comments))
    show(say("rectify.next") if corrected.shown else say("rectify.nowhere"))
    names = {partner.id: partner.name for partner in found.network.partners}
    for partner, how in corrected.told.items():
        show(say(f"rectify.told.{how}", partner=names[partner]))


def _values(corrected: Corrected) -> dict[str, object]:
    return {
        "case": corrected.case.id,
        "due_on": corrected.case.due_on.isoformat(),
        "state": corrected.case.state.value,
        "what": corrected.what.value,
        "filed": corrected.filed,
        "copies": [asdict(each) for each in corrected.shown],
        "told": dict(corrected.told),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
