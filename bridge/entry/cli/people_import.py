"""`cobridge people import`: the list is shown as a difference, and taken as a whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.agreeing import says_yes
from bridge.entry.cli.asking import asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.model.caller import Caller
    from bridge.core.model.ids import PersonId
    from bridge.core.model.network import Network, Partner
    from bridge.core.model.person import Person
    from bridge.ports.words import Words
    from bridge.service.people.difference import Difference
    from bridge.service.people.importing import Compared, Importing

KEEP, LEAVE = "keep", "leave"


def run(file: Path, partner: str, who: str | None, *, yes: bool, missing: str | None, as_json: bool) -> None:
    """Compare, ask what has to be asked, take, and say what was done."""
    from bridge.bootstrap import speech

    say = speech()
    if missing not in (None, KEEP, LEAVE):
        raise BadInputError(say("people.import.missing_word", word=missing))
    with opened() as found:
        importing, compared, unread = _compared(found, file, partner, asking(found, who), say)
        if not as_json:
            show(*_lines(compared, unread, say))
        asks = sys.stdin.isatty() and not as_json
        leaving = _leaving(compared.difference, missing, say, asks=asks, yes=yes)
        taken = _agreed(compared, say, asks=asks, yes=yes)
        if taken:
            today = found.clock.now().astimezone(found.network.zone).date()
            importing.take([person.id for person in leaving], today)
    if as_json:
        show_json(_values(compared, leaving, unread, taken=taken))
    else:
        show(*_ending(compared, leaving, partner, say, taken=taken))
    raise typer.Exit(Exit.DONE if taken or not compared.difference else Exit.REFUSED)


def _compared(
    found: Installation, file: Path, partner: str, caller: Caller, say: Words
) -> tuple[Importing, Compared, tuple[str, ...]]:
    """Raises BadInputError for a list that cannot be taken."""
    from bridge.service.access import within

    ours = _partner(within(caller, found.network), partner, say)
    with found.access.recorded(caller, Verb.CHANGE, Resource.PERSONS, partner=ours.id) as looked:
        importing, unread = _read(found, file, ours, say)
        compared = importing.compare()
        if compared.faults:
            raise BadInputError(_faults(compared, file, say))
        if erased := found.rights.barring.erased(each.id for each in compared.difference.added):
            raise BadInputError(say("people.import.erased", persons=", ".join(erased)))
        looked.at_all((each, ours.id) for each in _named(compared))
    return importing, compared, unread


def _named(compared: Compared) -> Iterator[PersonId]:
    """Everybody whom the difference shows."""
    difference = compared.difference
    yield from (each.id for each in (*difference.added, *difference.missing))
    yield from (each.person for each in difference.changed)
    yield from (each.person for each in compared.clashes)


def _partner(network: Network, partner: str, say: Words) -> Partner:
    for each in network.partners:
        if each.id == partner:
            return each
    names = ", ".join(each.id for each in network.partners)
    raise BadInputError(say("people.no_partner", partner=partner, partners=names))


def _read(found: Installation, file: Path, ours: Partner, say: Words) -> tuple[Importing, tuple[str, ...]]:
    from bridge.service.people.importing import Importing
    from bridge.service.people.listed import listed
    from bridge.service.people.table import UnreadableError, rows_of

    try:
        people = listed(*rows_of(file.read_bytes()), ours)
    except OSError as fault:
        raise BadInputError(say("people.file.missing", file=file, reason=fault.strerror)) from None
    except UnreadableError as fault:
        raise BadInputError(say(fault.key, file=file)) from None
    return Importing(found.network, ours, found.rosters, people), people.unread


def _faults(compared: Compared, file: Path, say: Words) -> str:
    said = [say(each.key, line=each.line, value=each.value, also=each.also) for each in compared.faults]
    return "\n".join([*(f"{file.name}: {each}" for each in said), say("people.import.none")])


def _leaving(difference: Difference, missing: str | None, say: Words, *, asks: bool, yes: bool) -> tuple[Person, ...]:
    """Those of the missing persons who leave. Without an answer nobody is taken out, and nothing imported."""
    if missing or not difference.missing:
        return difference.missing if missing == LEAVE else ()
    if asks:
        left = (
            each
            for each in difference.missing
            if says_yes(say("people.import.ask_left", name=each.name, person=each.id))
        )
        return tuple(left)
    if yes:
        raise BadInputError(say("people.import.say_missing", number=len(difference.missing)))
    return ()


def _agreed(compared: Compared, say: Words, *, asks: bool, yes: bool) -> bool:
    """A first list is taken as it is; a later one when somebody says so."""
    if not compared.difference:
        return False
    return compared.first or yes or (asks and says_yes(say("people.import.ask")))


def _lines(compared: Compared, unread: tuple[str, ...], say: Words) -> Iterator[str]:
    difference = compared.difference
    yield from (say("people.import.added", name=each.name, person=each.id) for each in difference.added)
    for each in difference.changed:
        before, after = (value or say("people.empty") for value in (each.before, each.after))
        yield say("people.import.changed", person=each.person, what=each.what, before=before, after=after)
    yield from (say("people.import.missing", name=each.name, person=each.id) for each in difference.missing)
    for clash in compared.clashes:
        yield say(
            f"people.clash.{clash.kind}", person=clash.person, partner=clash.partner, connection=clash.connection or ""
        )
    if unread:
        yield say("people.import.unread", headings=", ".join(unread))


def _ending(compared: Compared, leaving: tuple[Person, ...], partner: str, say: Words, *, taken: bool) -> Iterator[str]:
    if not compared.difference:
        yield say("people.import.same")
    elif not taken:
        yield say("people.import.confirm")
    else:
        yield from (say("people.import.left", name=each.name, person=each.id) for each in leaving)
        yield say("people.import.done", partner=partner)


def _values(
    compared: Compared, leaving: tuple[Person, ...], unread: tuple[str, ...], *, taken: bool
) -> dict[str, object]:
    difference = compared.difference
    people = {"added": difference.added, "missing": difference.missing, "left": leaving if taken else ()}
    return {
        "taken": taken,
        **{
            name: [{"id": each.id, "name": each.name, "role": each.role} for each in some]
            for name, some in people.items()
        },
        "changed": [
            {"id": each.person, "what": each.what, "before": each.before, "after": each.after}
            for each in difference.changed
        ],
        "clashes": [
            {"kind": str(clash.kind), "person": clash.person, "connection": clash.connection}
            for clash in compared.clashes
        ],
        "unread": list(unread),
    }
