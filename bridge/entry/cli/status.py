"""`cobridge status`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json, show_table
from bridge.entry.cli.week_told import as_json_of, lines_of, undelivered_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from bridge.core.model.ids import SpaceId
    from bridge.core.model.refusal import Refusal
    from bridge.ports.words import Words
    from bridge.service.rights.standing import RightsStanding
    from bridge.service.status import PlaceStatus
    from bridge.service.telling import Telling
    from bridge.service.undecided import Undecided

    Spaces = Mapping[SpaceId, Sequence[PlaceStatus]]

STAMP = "%Y-%m-%d %H:%M"


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Say how every place stands: last read, whether anything waits, what troubles it."""
    from bridge.bootstrap import speech
    from bridge.service.references import as_lines, by_reference
    from bridge.service.references import as_values as values_of
    from bridge.service.status import status as standing
    from bridge.service.telling import telling
    from bridge.service.undecided import undecided

    say = speech()
    with opened() as found:
        spaces = {
            terms.space.id: standing(terms, found.spaces, found.visits, found.pauses, found.delivers)
            for terms in found.terms
        }
        open_ones = undecided(found.terms, found.spaces, found.conflicts, found.clock)
        rights = found.rights.standing()
        held = by_reference(found.agreeing(), found.network.partners)
        lacking = undelivered_of(found)
        told = telling(found.network, found.alerts, say, mails=found.alerting.mailer is not None)
    rows = [row for each in spaces.values() for row in each]
    if as_json:
        places = [as_values(row, say) for row in rows]
        numbers = {"conflicts": open_ones.conflicts, "parked": open_ones.parked}
        passing = {"refusals": _refusals(spaces, say), "references_only": values_of(held)}
        show_json(
            {"places": places, **passing, **numbers, **_told(told, say), **_rights(rights), **as_json_of(lacking, say)}
        )
    else:
        _show(rows, say, found.network.zone)
        _show_late(rows, say, public=found.settings.public_url is not None)
        show(*as_lines(held, say))
        show(*_waiting(open_ones, say), *_of_persons(rights, say, found.network.zone))
        show(*lines_of(lacking, say))
        show(*_refused(spaces, say), *_lasting(told, say, found.network.zone))


def _waiting(found: Undecided, say: Words) -> Iterator[str]:
    """What waits for a person, and the command that shows it."""
    if found.conflicts:
        yield say("status.conflicts", number=found.conflicts)
    if found.parked:
        yield say("status.parked", number=found.parked)


def _rights(rights: RightsStanding) -> dict[str, object]:
    polls = {
        connection: {"at": poll.at.isoformat() if poll.at else None, "trouble": poll.trouble}
        for connection, poll in rights.polls.items()
    }
    return {"rights": {"open": rights.open, "undelivered": rights.undelivered}, "compliance": polls}


def _of_persons(rights: RightsStanding, say: Words, zone: tzinfo) -> Iterator[str]:
    """Requests that wait, notices that reached nobody, and when vendors were last asked about accounts."""
    if rights.open or rights.undelivered:
        yield say("status.rights", open=rights.open, undelivered=rights.undelivered)
    for connection, poll in rights.polls.items():
        when = poll.at.astimezone(zone).strftime(STAMP) if poll.at else say("status.compliance.never")
        yield say("status.compliance", connection=connection, when=when) + (
            f" ({say.told(poll.trouble)})" if poll.trouble else ""
        )


def as_values(row: PlaceStatus, say: Words) -> dict[str, object]:
    """One place as `--json` prints it; the time is ISO 8601 in UTC."""
    last = row.last_read.isoformat() if row.last_read else None
    told = {"waiting": row.waiting, "trouble": _trouble(row, say), "late_comments": row.late_comments, "left": row.left}
    return {"id": row.id, "tool": row.tool, "last_read": last, **told}


def _trouble(row: PlaceStatus, say: Words) -> str:
    """What troubles the place, else what it waits for, else why its space is paused."""
    from bridge.service.refused import sentence

    if row.unconfirmed and not row.trouble:
        return say("status.unconfirmed")
    if row.trouble or row.paused is None:
        return say.told(row.trouble)
    return sentence(row.paused, say)


def _show(rows: Sequence[PlaceStatus], say: Words, zone: tzinfo) -> None:
    heads = [say(f"status.{name}") for name in ("place", "tool", "read", "waiting", "trouble")]
    cells = [
        [
            row.id,
            row.tool,
            row.last_read.astimezone(zone).strftime(STAMP) if row.last_read else say("status.never"),
            say("status.yes") if row.waiting else say("status.no"),
            _trouble(row, say),
        ]
        for row in rows
    ]
    show_table(heads, cells)


def _show_late(rows: Sequence[PlaceStatus], say: Words, *, public: bool) -> None:
    said = "status.late_deliveries" if public else "status.late_comments"
    show(*(say(said, place=row.id) for row in rows if row.late_comments))
    show(*(say("status.left", place=row.id, number=row.left) for row in rows if row.left))


def _paused(spaces: Spaces) -> dict[SpaceId, Refusal]:
    return {space: rows[0].paused for space, rows in spaces.items() if rows and rows[0].paused}


def _refusals(spaces: Spaces, say: Words) -> list[dict[str, object]]:
    from bridge.service.refused import values

    return [values(space, refusal, say) for space, refusal in _paused(spaces).items()]


def _refused(spaces: Spaces, say: Words) -> list[str]:
    from bridge.service.refused import advice, sentence

    return [
        line
        for space, refusal in _paused(spaces).items()
        for line in (say("sync.paused", space=space, reason=sentence(refusal, say)), advice(space, say))
    ]


def _told(told: Telling, say: Words) -> dict[str, object]:
    """As `--json` prints it; times are ISO 8601 in UTC."""
    from bridge.service.alert import headline

    alerts = [
        {
            "kind": each.alert.kind.value,
            "subject": each.alert.subject,
            "sentence": headline(each.alert, say),
            "since": each.since.isoformat(),
            "told_at": each.told_at.isoformat() if each.told_at else None,
        }
        for each in told.standing
    ]
    return {"alerts": alerts, "untold": told.untold}


def _lasting(told: Telling, say: Words, zone: tzinfo) -> list[str]:
    from bridge.service.alert import headline

    lines = [
        say("alert.standing", since=each.since.astimezone(zone).strftime(STAMP), what=headline(each.alert, say))
        for each in told.standing
    ]
    return [*lines, told.untold] if told.untold else lines
