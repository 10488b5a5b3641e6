"""The receipt of an erasure (Löschbestätigung): for each copy what became of it, and what is left, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from bridge.core.model.case import Case, Step
from bridge.core.model.network import Network
from bridge.core.reports.gdpr.shown import Say
from bridge.core.reports.page import Heading, Page, Paragraph, Part, Points, Rows
from bridge.core.rules.copies import Kind
from bridge.core.sync.undone import ENDED, Became, due_of, is_about_copy

BACKUPS_KEPT = timedelta(days=30)
"""How long a backup that was made before the erasure may still hold what was erased (deletion rule)."""
OWN = ("mark", "log", "people", "file")
"""The steps about our own stores; those of spaces begin with `memory`."""


@dataclass(frozen=True, slots=True)
class Line:
    """One copy. `action` is a word of `Became`, `cause` why our account could not; `partner` who has to act."""

    tool: str
    place: str
    kind: str
    ref: str
    fields: tuple[str, ...]
    action: str
    cause: str
    on: str
    evidence: str
    partner: str


@dataclass(frozen=True, slots=True)
class Own:
    """One of our own stores."""

    what: str
    action: str
    on: str
    number: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """`complete`: nothing is left in any tool; `open` says how many copies somebody still has to do something about."""

    case: str
    network: str
    received_on: str
    received_by: str
    due_on: str
    made_on: str
    complete: bool
    open: int
    own: tuple[Own, ...]
    copies: tuple[Line, ...]
    notices: Mapping[str, str]
    backups_until: str


def receipt(case: Case, network: Network, today: date) -> Receipt:
    """As the steps of the case stand now."""
    lines = tuple(_lines(case, network))
    left = [line for line in lines if Became(line.action) not in ENDED]
    ended = {step.key: step for step in case.steps}
    own = tuple(_own(step) for step in case.steps if step.key in OWN or step.key.startswith("memory "))
    whole = {"mark", "log", "people"} <= ended.keys() and not any(Became(each.action) not in ENDED for each in own)
    names = {partner.id: partner.name for partner in network.partners}
    notices = {step.key.partition(" ")[2]: step.result for step in case.steps if step.key.startswith("notice ")}
    erased_on = max((step.on for step in case.steps if step.key in OWN), default=today)
    return Receipt(
        case.id,
        network.name,
        case.received_on.isoformat(),
        names.get(case.partner, case.received_by),
        case.due_on.isoformat(),
        today.isoformat(),
        complete=whole and not left,
        open=len(left) + sum(Became(each.action) not in ENDED for each in own),
        own=own,
        copies=lines,
        notices={str(next((name for key, name in names.items() if key == each), each)): result
                 for each, result in notices.items()},
        backups_until=(erased_on + BACKUPS_KEPT).isoformat(),
    )  # fmt: skip


def _lines(case: Case, network: Network) -> Iterator[Line]:
    tools = {place.id: place for space in network.spaces for place in space.places}
    hosts = {link.id: partner.name for partner in network.partners for link in partner.connections}
    for step in case.steps:
        if is_about_copy(step.key):
            _, due = due_of(step.key)
            place, copy = tools.get(due.copy.place), due.copy
            tool, host = (place.tool, hosts[place.connection]) if place else ("", "")
            told = step.result, due.cause, step.on.isoformat(), step.note
            yield Line(tool, copy.place, copy.kind, copy.ref, copy.fields, *told, host)


def _own(step: Step) -> Own:
    return Own(step.key, step.result, step.on.isoformat(), step.note)


def values(made: Receipt) -> dict[str, object]:
    """As JSON has it."""
    return {"receipt": 1, **asdict(made)}


def page(made: Receipt, language: str, say: Say) -> Page:
    """The same to be read. It names nobody: whoever gets it knows whose it is."""
    return Page(say("receipt.title"), language, tuple(_parts(made, say)))


def _parts(made: Receipt, say: Say) -> Iterator[Part]:
    days = {name: date.fromisoformat(getattr(made, name)) for name in ("received_on", "made_on", "backups_until")}
    shown = {name: say("day", day=day) for name, day in days.items()}
    yield Paragraph(say("receipt.about", case=made.case, network=made.network, by=made.received_by, **shown))
    yield Paragraph(say("receipt.complete" if made.complete else "receipt.incomplete", number=made.open))
    yield Heading(say("receipt.own"))
    yield Points(tuple(_own_line(each, say) for each in made.own))
    yield Heading(say("receipt.copies"))
    done = [each for each in made.copies if Became(each.action) in ENDED]
    yield _table(done, say) if done else Paragraph(say("receipt.no_copies"))
    left = [each for each in made.copies if Became(each.action) not in ENDED]
    if left:
        yield Heading(say("receipt.left"))
        yield Paragraph(say("receipt.left.why"))
        yield _table(left, say)
    yield Heading(say("receipt.recipients"))
    told = tuple(f"{name}: {say(f'receipt.notice.{result}')}" for name, result in made.notices.items())
    yield Points(told) if told else Paragraph(say("receipt.no_recipients"))
    yield Heading(say("receipt.besides"))
    points = ("work", "tombstone", "backups", "access_log", "complaint")
    yield Points(tuple(say(f"receipt.{each}", **shown) for each in points))


def _own_line(own: Own, say: Say) -> str:
    what = own.what.partition(" ")[0]
    return f"{say(f'receipt.own.{what}', number=own.number or 0)}: {say(f'receipt.action.{own.action}')}"


def _table(lines: list[Line], say: Say) -> Rows:
    heads = tuple(say(f"receipt.head.{each}") for each in ("place", "what", "action", "responsible"))
    return Rows(heads, tuple(_cells(each, say) for each in lines))


def _cells(line: Line, say: Say) -> tuple[str, ...]:
    where = f"{say(f'rights.tool.{line.tool}')} ({line.place})"
    what = say(f"receipt.kind.{line.kind}", ref=line.ref)
    if line.fields and line.kind in (Kind.ITEM, Kind.FIELDS):
        what = f"{what}: {', '.join(_field(each, say) for each in line.fields)}"
    action = say(f"receipt.action.{line.action}")
    if line.cause:
        action = f"{action} ({say(f'receipt.cause.{line.cause}')})"
    if line.evidence:
        action = f"{action}: {line.evidence}"
    return where, what, action, line.partner


def _field(name: str, say: Say) -> str:
    return say("receipt.shown" if name == "shown" else f"field.{name}")
