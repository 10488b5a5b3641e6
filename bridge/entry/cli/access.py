"""`cobridge access`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.model.caller import Role
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from datetime import tzinfo

    from bridge.ports.access_log import AccessEntry
    from bridge.ports.words import Words

commands = typer.Typer(help="Who looked at whose data.", no_args_is_help=True)
PSEUDONYM = re.compile(r"[0-9a-f]{64}")
SHORT = 12
"""So many signs of a pseudonym; `--json` prints all of it."""


@commands.callback()
def _looks() -> None:
    """Who looked at whose data."""


@commands.command("list")
def list_all(
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the access log: all of it to the data-protection officer, a partner's part to its council.

    A person is told on which days somebody looked at what is kept of them, and what for.
    """
    from bridge.bootstrap import speech
    from bridge.service.looks import looks

    with opened() as found:
        caller = asking(found, who)
        entries, zone = looks(caller, found.access), found.network.zone
    ours = caller.role is Role.PERSON
    if as_json:
        show_json({"looks": [own_values(each, zone) if ours else as_values(each) for each in entries]})
        return
    say = speech()
    if not entries:
        show(say("access.none"))
    elif ours:
        show_table([say("access.at"), say("access.purpose")], list(own_cells(entries, zone, say)))
    else:
        show(*as_lines(entries, zone, say))


def as_values(each: AccessEntry) -> dict[str, object]:
    """One entry as `--json` prints it; the time is ISO 8601 in UTC."""
    return {
        "number": each.number,
        "apart": each.role in (Role.DSB, Role.BETRIEBSRAT),
        "at": each.at.isoformat(),
        "caller": each.caller,
        "role": each.role.value,
        "verb": each.verb.value,
        "resource": each.resource.value,
        "subject": each.subject,
        "partner": each.partner,
        "purpose": each.purpose.value,
        "case": each.case,
        "result": each.result.value,
        "version": each.version,
    }


def own_values(each: AccessEntry, zone: tzinfo) -> dict[str, object]:
    """What a person is told of a look at them: the day, and what for."""
    return {"on": each.at.astimezone(zone).date().isoformat(), "purpose": each.purpose.value}


def own_cells(entries: Sequence[AccessEntry], zone: tzinfo, say: Words) -> Iterator[list[str]]:
    """The same for people."""
    for each in entries:
        yield [say("day", day=each.at.astimezone(zone).date()), say(f"access.purpose.{each.purpose}")]


def as_lines(entries: Sequence[AccessEntry], zone: tzinfo, say: Words) -> Iterator[str]:
    """What people read: who looked when at what, and below it whose, what for, and how that ended."""
    for each in entries:
        did = say("access.did", resource=say(f"access.resource.{each.resource}"), verb=say(f"access.verb.{each.verb}"))
        at = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield say("access.line", at=at, who=_named(each.caller), role=say(f"access.role.{each.role}"), did=did)
        yield (
            "  "
            + say(
                "access.more",
                number=each.number,
                subject=_named(each.subject) or say("access.nobody"),
                purpose=say(f"access.purpose.{each.purpose}"),
                result=say(f"access.result.{each.result}"),
            )
            + (say("access.in_case", case=each.case) if each.case else "")
        )


def _named(who: str) -> str:
    """An officer by their id, as the network file spells it; a person by the beginning of their pseudonym."""
    return who[:SHORT] if PSEUDONYM.fullmatch(who) else who
