"""`cobridge report restriction|objection|notices`: data kept and used no more, and who was told of what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.case import Act
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.reporting import AsJson, CaseOption, PersonOption, taken_up
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.core.model.case import Case
    from bridge.ports.words import Words
    from bridge.service.rights.notify import Unnoticed

Lift = Annotated[bool, typer.Option("--lift", help="Let the data be used again; the person was told before.")]
Informed = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="With --lift: the day on which the person was told.")
]
Uphold = Annotated[bool, typer.Option("--uphold", help="The objection is right: it stays so.")]
Dismiss = Annotated[
    str,
    typer.Option(
        metavar="GROUNDS", help="Compelling grounds weigh more; they are kept in the case, the person is told."
    ),
]


def restriction(
    person: PersonOption = "",
    who: As = None,
    case: CaseOption = "",
    lift: Lift = False,
    informed: Informed = None,
    as_json: AsJson = False,
) -> None:
    """Let a person's data be kept and used no more, from the next cycle on (Art. 18). A service that runs goes on."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.acting import restricting_for

    say = speech()
    if lift and informed is None:
        raise BadInputError(say("restriction.notice_first"))
    with opened() as found, taken_up(case):
        acting = restricting_for(found, asking(found, who), Act.RESTRICTION)
        if lift:
            lifted = acting.lift(person)
            show(say("restriction.lifted" if lifted else "restriction.nothing"))
            raise typer.Exit(Exit.DONE if lifted else Exit.FAILED)
        _begun(acting.begin(person, case), say, as_json=as_json)


def objection(
    person: PersonOption = "",
    who: As = None,
    case: CaseOption = "",
    uphold: Uphold = False,
    dismiss: Dismiss = "",
    as_json: AsJson = False,
) -> None:
    """File a person's objection: nothing of theirs is used until somebody has decided (Art. 21)."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.acting import restricting_for

    say = speech()
    with opened() as found, taken_up(case):
        acting = restricting_for(found, asking(found, who), Act.OBJECTION)
        if uphold or dismiss:
            decided = acting.uphold(person) if uphold else acting.dismiss(person, dismiss)
            key = ("objection.upheld" if uphold else "objection.dismissed") if decided else "restriction.nothing"
            show(say(key))
            raise typer.Exit(Exit.DONE if decided else Exit.FAILED)
        _begun(acting.begin(person, case), say, as_json=as_json)
        if not as_json:
            show(say("objection.decide"))


def notices(case: CaseOption = "", who: As = None, as_json: AsJson = False) -> None:
    """Tell partners what they are owed (Art. 19), and show who could not be told; with --case the texts to send."""
    from bridge.bootstrap import speech
    from bridge.bootstrap.acting import notifying
    from bridge.core.model.ids import PartnerId
    from bridge.core.rules.access import Resource, Verb
    from bridge.service.rights.notify import notify_once

    say = speech()
    with opened() as found:
        caller = asking(found, who)
        found.access.permit(caller, Verb.CHANGE, Resource.CASES)
        acting = notifying(found)
        left = [each for each in notify_once(acting) if case in ("", each.case)]
        names = {partner.id: partner.name for partner in found.network.partners}
        partners = {partner.id: partner for partner in found.network.partners}
        known = {each.id: each for each in acting.cases.all(found.network.id)}
    if as_json:
        show_json({"undelivered": [{"case": each.case, "partner": each.partner, "why": each.why} for each in left]})
        return
    show(*(_line(each, names[each.partner], say) for each in left) if left else [say("rights.all_told")])
    for each in left if case else ():
        subject, text = acting.letter(known[each.case], partners[PartnerId(each.partner)])
        show("", subject, "", text)


def _line(each: Unnoticed, name: str, say: Words) -> str:
    return say("rights.undelivered", case=each.case, why=say(f"rights.undelivered.{each.why}", partner=name))


def _begun(case: Case | None, say: Words, *, as_json: bool) -> None:
    if as_json:
        show_json({"case": case.id if case else None, "holds": True})
    else:
        show(say("restriction.done", case=case.id) if case else say("restriction.already"))
