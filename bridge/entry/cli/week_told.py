"""How `cobridge week --send` and `cobridge status` say what went where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.ports.words import Words
    from bridge.service.week.told import Told


@dataclass(frozen=True, slots=True)
class Lacking:
    """What of the newest issue somebody lacks. `mailless`: it is to go by mail, and there is no mail server."""

    week: str
    rows: Sequence[Told] = ()
    mailless: bool = False


def undelivered_of(found: Installation) -> Lacking:
    """Nothing where the network file names nobody who gets the report."""
    from bridge.bootstrap.weekly import outgoing
    from bridge.service.week.issue import issue_at
    from bridge.service.week.mails import recipients
    from bridge.service.week.told import undelivered

    week = issue_at(found.clock.now(), found.network.zone).name
    if found.network.report is None:
        return Lacking(week)
    source = outgoing(found)
    mailless = source.mailer is None and source.goes_by_mail and any(recipients(source))
    return Lacking(week, undelivered(week, source), mailless)


def as_json_of(lacking: Lacking, say: Words) -> dict[str, object]:
    """As `status --json` prints it."""
    trouble = say("week.mailer") if lacking.mailless else ""
    rows = [as_value(each) for each in lacking.rows]
    return {"weekly": {"week": lacking.week, "undelivered": rows, "trouble": trouble}}


def lines_of(lacking: Lacking, say: Words) -> Iterator[str]:
    """The same for people, a sentence each."""
    if lacking.mailless:
        yield say("week.mailer")
    for each in lacking.rows:
        way, state = say(f"week.way.{each.way}"), say(f"week.state.{each.state}")
        sentence = say(
            "week.undelivered", week=each.week, way=way, recipient=recipient(each, say), state=state,
            trouble=say.told(each.trouble),
        )  # fmt: skip
        yield sentence.strip()


def as_value(each: Told) -> dict[str, object]:
    """One row as `--json` prints it; persons of a partner are a number."""
    return {
        "week": each.week,
        "way": each.way.value,
        "recipient": each.recipient,
        "partner": each.partner,
        "number": each.number,
        "state": each.state.value,
        "trouble": each.trouble,
    }


def cells(rows: Sequence[Told], say: Words) -> Iterator[list[str]]:
    """One row for people."""
    for each in rows:
        state = say(f"week.state.{each.state}")
        counted = say("week.counted", number=each.number, state=state) if each.partner else state
        result = f"{counted}: {say.told(each.trouble)}" if each.trouble else counted
        yield [say(f"week.way.{each.way}"), recipient(each, say), result]


def recipient(each: Told, say: Words) -> str:
    """Where it went, for people."""
    return say("week.members", partner=each.recipient) if each.partner else each.recipient
