"""`cobridge retention`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.rules.retention import DataType
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bridge.core.model.hold import Hold
    from bridge.core.rules.retention import Rule
    from bridge.ports.words import Words

commands = typer.Typer(help="How long data are kept, and what was deleted.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Case = Annotated[str, typer.Option("--case", help="The case for which nothing may be deleted.")]
DAY = ["%Y-%m-%d"]


@commands.command("run")
def run(who: As = None, as_json: AsJson = False) -> None:
    """Delete what is due today, as the daily run does, and say how much of each data type that was."""
    from bridge.bootstrap import speech
    from bridge.core.rules.access import Resource, Verb
    from bridge.service.retention import forget_due, today_of

    with opened() as found:
        found.access.permit(asking(found, who), Verb.CHANGE, Resource.RETENTION)
        counts = forget_due(found.retaining, found.network, found.clock)
        day = today_of(found.network, found.clock)
    deleted = {each: number for each, number in counts.items() if number}
    if as_json:
        show_json({"day": day.isoformat(), "deleted": {str(each): number for each, number in deleted.items()}})
        return
    say = speech()
    if not deleted:
        show(say("retention.ran.nothing"))
        return
    show(say("retention.ran", day=say("day", day=day)))
    rows = [[say(f"retention.type.{each}"), str(number)] for each, number in deleted.items()]
    show_table([say("retention.head.type"), say("retention.head.deleted")], rows)


@commands.command("show")
def show_all(who: As = None, as_json: AsJson = False) -> None:
    """Show the deletion rules, how much was deleted on which day, and to who may hold something what is held."""
    from bridge.bootstrap import speech
    from bridge.service.holds import holds_shown_to
    from bridge.service.retention import today_of

    with opened() as found:
        holds = holds_shown_to(asking(found, who), found.access, found.retaining.holds)
        counts = found.retaining.protocol.counts(found.network.id)
        today, rules = today_of(found.network, found.clock), found.retaining.rules(found.network)
    if as_json:
        show_json({"rules": _rules(rules), "holds": [_hold(each, today) for each in holds], "deleted": _counts(counts)})
        return
    say = speech()
    show(say("retention.title.rules"), "")
    show_table(
        [say(f"retention.head.{each}") for each in ("type", "start", "period", "method")], list(_rows(rules, say))
    )
    show("", say("retention.title.holds"), "", *(_lines(holds, today, say) or [say("retention.holds.none")]))
    show("", say("retention.title.protocol"), "")
    if counts:
        heads = [say(f"retention.head.{each}") for each in ("day", "type", "deleted")]
        show_table(heads, [
            [say("day", day=day), say(f"retention.type.{each}"), str(number)]
            for day, by_type in counts.items()
            for each, number in by_type.items()
        ])  # fmt: skip
    else:
        show(say("retention.protocol.none"))


@commands.command("hold")
def hold(
    case: Case,
    until: Annotated[datetime, typer.Option(formats=DAY, help="The last day of the hold, a year ahead at most.")],
    person: Annotated[str, typer.Option(help="Hold what is kept of this person, by id.")] = "",
    data_type: Annotated[str, typer.Option(help="Hold this data type.")] = "",
    who: As = None,
) -> None:
    """Keep from deletion what a case needs, until a day. Naming the same again renews it."""
    from bridge.bootstrap import speech
    from bridge.service.holds import Asked, WrongHoldError
    from bridge.service.holds import hold as keep

    say = speech()
    with opened() as found:
        asked = Asked(case, until.date(), person, data_type)
        try:
            held = keep(asked, asking(found, who), found.access, found.retaining.holds)
        except WrongHoldError as fault:
            raise BadInputError(say(fault.key, **fault.values)) from None
    types = ", ".join(say(f"retention.type.{each}") for each in held)
    show(say("retention.held", until=say("day", day=until.date()), types=types))
    if person:
        show(say("retention.held.not"))


@commands.command("release")
def release(case: Case, who: As = None) -> None:
    """Let go of everything that is held for a case."""
    from bridge.bootstrap import speech
    from bridge.service.holds import release as let_go

    say = speech()
    with opened() as found:
        number = let_go(case, asking(found, who), found.access, found.retaining.holds)
    show(say("retention.released" if number else "retention.released.none", case=case))
    raise typer.Exit(Exit.DONE if number else Exit.BAD_INPUT)


def _rules(rules: Mapping[DataType, Rule]) -> list[dict[str, object]]:
    from bridge.core.rules.catalogue import CATALOGUE

    return [
        {
            "data_type": rule.data_type.value,
            "start": rule.start.value,
            "days": rule.period.days,
            "months": rule.period.months,
            "shortened": rule != CATALOGUE[rule.data_type],
            "class": rule.deletion_class,
            "method": rule.method.value,
            "charge": rule.charge.value,
            "stores": [[each.kind.value, each.name, *each.columns] for each in rule.stores],
        }
        for rule in rules.values()
    ]


def _rows(rules: Mapping[DataType, Rule], say: Words) -> Iterator[list[str]]:
    from bridge.service.retention import rule_in_words

    for rule in rules.values():
        start, method = say(f"retention.start.{rule.start}"), say(f"retention.method.{rule.method}")
        yield [say(f"retention.type.{rule.data_type}"), start, rule_in_words(rule, say), method]


def _hold(each: Hold, today: date) -> dict[str, object]:
    return {
        "case": each.case,
        "person": each.person,
        "data_type": each.data_type,
        "since": each.since.isoformat(),
        "until": each.until.isoformat(),
        "holds": each.holds(today),
    }


def _lines(holds: Sequence[Hold], today: date, say: Words) -> list[str]:
    from bridge.service.holds import held_types

    lines = list[str]()
    for each in holds:
        types, until = (
            [say(f"retention.type.{name}") for name in held_types(each.data_type)],
            say("day", day=each.until),
        )
        key = "retention.hold.person" if each.person else "retention.hold.type"
        line = say(key, case=each.case, person=each.person, until=until, types=", ".join(types), type=types[0])
        lines.append(line if each.holds(today) else say("retention.hold.over", line=line))
    return lines


def _counts(counts: Mapping[date, Mapping[DataType, int]]) -> dict[str, dict[str, int]]:
    return {day.isoformat(): {str(each): number for each, number in found.items()} for day, found in counts.items()}
