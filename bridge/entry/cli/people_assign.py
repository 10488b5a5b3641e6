"""`cobridge people assign`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridge.core.errors import Stop
from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import asking
from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.people_match import matching, proposal_line, proposed
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.ports.words import Words
    from bridge.service.people.asking import Answer
    from bridge.service.people.assigning import Assigning

Named = tuple[str | None, str | None, str | None]
"""Person, connection and account, as far as they were given."""


def run(named: Named, who: str | None, *, confirm: bool, undo: bool, as_json: bool) -> None:
    """One of three things: assign one, confirm the proposals, undo one."""
    from bridge.bootstrap import speech
    from bridge.service.access import within
    from bridge.service.people.assigning import Assigning, RefusedError

    say = speech()
    with opened() as found:
        caller = asking(found, who)
        assigning = Assigning(within(caller, found.network), found.rosters, found.access.today())
        try:
            match named, confirm, undo:
                case (None, None, None), True, False:
                    values, lines = _confirm(found, caller, assigning, say)
                case (str(person), str(connection), None), False, True:
                    values, lines = _undo(found, caller, assigning, (person, connection), say)
                case (str(person), str(connection), str(account)), False, False:
                    values, lines = _assign(found, caller, assigning, (person, connection, account), say)
                case _:
                    raise BadInputError(say("people.assign.usage"))
        except RefusedError as fault:
            raise BadInputError(say(fault.key, **fault.values)) from None
    if as_json:
        show_json(values)
    else:
        show(*lines, say("people.assign.next"))


def _assign(
    found: Installation, caller: Caller, assigning: Assigning, named: tuple[str, str, str], say: Words
) -> tuple[object, list[str]]:
    person, connection, account = named
    who, partner = assigning.look(person, connection)
    with found.access.recorded(caller, Verb.CHANGE, Resource.PERSONS, partner=partner, person=who):
        before = assigning.assign(person, connection, account, _asked(found, connection))
    values = {"person": person, "connection": connection, "account": account, "before": before}
    lines = [say("people.assign.done", person=person, connection=connection, account=account)]
    if before not in (None, account):
        lines.append(say("people.assign.instead", account=before))
    return values, lines


def _asked(found: Installation, connection: str) -> Answer:
    """Raises Stop where nobody can say whether there is such an account."""
    from bridge.core.model.ids import ConnectionId
    from bridge.service.people.asking import ask

    with found.directories(ConnectionId(connection)) as askables:
        (answer,) = ask(askables)
    if answer.trouble:
        raise Stop(answer.trouble)
    return answer


def _undo(
    found: Installation, caller: Caller, assigning: Assigning, named: tuple[str, str], say: Words
) -> tuple[object, list[str]]:
    person, connection = named
    who, partner = assigning.look(person, connection)
    with found.access.recorded(caller, Verb.CHANGE, Resource.PERSONS, partner=partner, person=who):
        account = assigning.undo(person, connection)
    values = {"person": person, "connection": connection, "account": None, "before": account}
    return values, [say("people.assign.undone", person=person, connection=connection, account=account)]


def _confirm(found: Installation, caller: Caller, assigning: Assigning, say: Words) -> tuple[object, list[str]]:
    with found.access.recorded(caller, Verb.CHANGE, Resource.PERSONS) as looked:
        matched = matching(found, caller)
        done = assigning.confirm(matched.proposals)
        looked.at_all((each.person.id, each.person.partner) for each in done)
    lines = [proposal_line(each, say) for each in done]
    for connection, reason in matched.unreachable.items():
        lines.append(say("people.match.unreachable", connection=connection, reason=say.told(reason)))
    values = {"confirmed": [proposed(each) for each in done], "unreachable": dict(matched.unreachable)}
    return values, [say("people.assign.confirmed", number=len(done)), *lines]
