"""What is shown of persons' rights, of the log after them, and of a partner without a signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bridge.entry.demo.lines import NO, Lines, Told
from bridge.entry.demo.rights import INSTRUCTED, Asked, Erased, Rechecked
from bridge.entry.demo.tools import ZONE
from bridge.entry.demo.unsigned import Unsigned
from bridge.ports.words import Words

MOST = 10
"""So many titles and places are told one by one."""
CUT = 60
"""Characters of a value that are shown."""
TELLING = {
    "identity": "name",
    "accounts": "account",
    "names": "name",
    "tasks": "title",
    "comments": "text",
    "edits": "title",
    "copies": "partner",
    "log": "event_type",
    "journal": "act",
    "cases": "act",
    "accesses": "looked_for",
    "offices": "office",
}
"""By kind of record the field that says most to a reader."""


@dataclass(frozen=True, slots=True)
class RightsShown:
    """Prints the last parts of the demo."""

    to: Lines

    def asked(self, asked: Asked) -> None:
        """The first lines of the report, how much there is of each kind, and what the access log has of it."""
        to, report = self.to, asked.report
        to.head("demo.asked")
        to.line("demo.asked.who", person=asked.person.name, partner=asked.partner.name)
        to.ran(f"cobridge report access --as {asked.person.id}")
        to.shown(Panel(_beginning(report, to.say), title=to.say("report.access.title"), title_align="left"))
        for look in asked.looks[:1]:
            day = datetime.fromisoformat(look["at"]).astimezone(ZONE)
            to.line("demo.asked.logged", day=to.say("day", day=day), case=look["case"])
        if not asked.looks:
            to.line("demo.asked.unlogged", style=NO)

    def erased(self, erased: Erased) -> None:
        """The receipt with all that is left, then whether the person is to be read anywhere else."""
        to, person = self.to, erased.person
        to.head("demo.erased")
        to.line("demo.erased.who", person=person.name)
        to.ran(f"cobridge report erasure --person {person.id} --yes --as datenschutz")
        to.shown(Panel(_receipt(erased, to.say), title=to.say("receipt.title"), title_align="left"))
        to.line("demo.erased.file")
        to.synced(Told("sync", erased.synced))
        to.line("demo.erased.before", person=person.name, number=len(erased.before))
        if erased.holds:
            to.line("demo.erased.gone", person=person.name)
        for where in erased.after[:MOST]:
            to.line("demo.erased.found", style=NO, where=where)

    def rechecked(self, found: Rechecked, erased: Erased) -> None:
        """What the commands and the verifier said."""
        to = self.to
        to.head("demo.rechecked")
        to.printed(f"report erasure --case {erased.receipt['case']} --confirmed file --as datenschutz", found.confirmed)
        to.line("demo.rechecked.kept")
        to.printed("log verify --kept root.txt", found.verified)
        to.line("demo.rechecked.offline")
        to.ran("python verifier.py log.jsonl --kept root.txt")
        for line in found.offline.printed.splitlines():
            to.plain(f"  {line}", style=NO if found.offline.code else "")

    def unsigned(self, last: Unsigned) -> None:
        """A partner took its signature back."""
        to = self.to
        to.head("demo.unsigned")
        to.printed(f"charter consent --partner {last.partner.id} --gate signed --withdraw", last.said)
        to.synced(Told("sync", last.synced))
        to.line("demo.unsigned.references", partner=last.partner.name, number=last.references)
        for title in last.shared[:MOST]:
            to.line("demo.unsigned.shared", style=NO, title=title)


def _beginning(report: Mapping[str, Any], say: Words) -> Table:
    """Whom it is about, and a row for each kind of record with the first of them."""
    grid = _grid()
    about = {name: report[name] for name in ("name", "person", "partner", "network")}
    head = Table.grid()
    _row(head, say("report.access.about", **about))
    _row(head, report["confirmation"])
    for kind, records in report["copy"].items():
        if records:
            _row(grid, say(f"report.kind.{kind}"), str(len(records)), _telling(kind, records, report["codes"]))
    head.add_row(grid)
    return head


def _telling(kind: str, records: Sequence[Mapping[str, str]], codes: Mapping[str, Mapping[str, str]]) -> str:
    """What different records say, as far as there is room."""
    name = TELLING.get(kind, "")
    values = dict.fromkeys(codes.get(name, {}).get(value, value) for each in records if (value := each.get(name)))
    text = ", ".join(values)
    return text if len(text) <= CUT else f"{text[:CUT]}…"


def _receipt(erased: Erased, say: Words) -> Table:
    """Whether it is complete, what became of our stores and of how many copies, and each that is left."""
    receipt, grid = erased.receipt, _grid()
    head = Table.grid()
    _row(head, say("receipt.complete" if receipt["complete"] else "receipt.incomplete", number=receipt["open"]))
    for each in receipt["own"]:
        if not each["what"].startswith("memory "):
            what, action = (f"receipt.own.{each['what']}", f"receipt.action.{each['action']}")
            _row(head, f"{say(what, number=each['number'] or 0)}: {say(action)}")
    for line in _done(receipt, say):
        _row(head, line)
    head.add_row(Text(f"{say('receipt.left')}:", style="bold"))
    for each in erased.left[:MOST]:
        _row(grid, *_cells(each, say))
    head.add_row(grid)
    if len(erased.left) > MOST:
        _row(head, say("demo.erased.more", number=len(erased.left) - MOST))
    return head


def _done(receipt: Mapping[str, Any], say: Words) -> Iterator[str]:
    done = Counter((each["tool"], each["action"]) for each in receipt["copies"] if each["action"] != INSTRUCTED)
    for (tool, action), number in sorted(done.items()):
        what = say(f"receipt.action.{action}")
        yield say("demo.erased.copies", tool=say(f"rights.tool.{tool}"), number=number, what=what)


def _cells(line: Mapping[str, Any], say: Words) -> tuple[str, ...]:
    tool, what = say(f"rights.tool.{line['tool']}"), say(f"receipt.kind.{line['kind']}", ref=line["ref"])
    return tool, line["partner"], what, say(f"receipt.cause.{line['cause']}") if line["cause"] else ""


def _grid() -> Table:
    return Table.grid(padding=(0, 2))


def _row(table: Table, *cells: str) -> None:
    """What people wrote may hold signs that would be taken for a style."""
    table.add_row(*map(Text, cells))
