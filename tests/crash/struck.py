"""Each fault on each call of a cycle: people act in all four tools, a call of the next cycle is struck, then it calms.

In one process, with the real connectors against the sandbox and on its clock, so that nobody waits.
"""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from bridge.bootstrap import Installation, installation
from bridge.core.model.ids import ConnectionId, PlaceId
from bridge.ports.receiver import Reply, Request
from bridge.service.ingest import ingest
from bridge.service.sync import Report, sync
from connectors.sandbox import gate
from connectors.sandbox.exchange import Request as Call
from connectors.sandbox.exchange import Response
from connectors.sandbox.faults import OF_DELIVERIES
from tests.contracts.slack_people import open_door
from tests.crash.diary import Diary
from tests.crash.ground import Ground, ground
from tests.crash.people import People
from tests.crash.verdict import judge_places
from tests.judge.rows import by_the_service

SOON = {
    "connectors.trello.transport.TIMEOUT": (3.05, 0.4),
    "connectors.asana.sending.TIMEOUT": (3.05, 0.4),
    "connectors.slack.client.TIMEOUT": (3.05, 1.0),
    "connectors.teams.wire.TIMEOUT": (3.05, 0.4),
}
"""How long an answer is waited for that never comes, in seconds; Slack's SDK knows whole ones only."""
ID = re.compile(r"[0-9a-f]{24}|\d{6,}|(?<=/)[A-Za-z0-9_-]{28}(?=/|$)|[0-9a-f]{8}-[0-9a-f-]{27}|19:[^/]+")
A_MINUTE = 61.0
MOST_SYNCS = 6
SHORTLY = 0.05


@dataclass(frozen=True, slots=True)
class Strike:
    """What one call, or delivery, of a vendor meets behind so many others; `path` says of which calls."""

    vendor: str
    kind: str
    after: int = 0
    path: str = ""

    @property
    def planted(self) -> dict[str, object]:
        """A tool has a stale version only for what is written."""
        match = {"method": "PATCH"} if self.kind == "stale-etag" else {"path_regex": self.path}
        fault = {"vendor": self.vendor, "kind": self.kind, "after": self.after, "times": 1}
        return {**fault, "seconds": SHORTLY, "match": match}

    @property
    def meets_people(self) -> bool:
        """Whether it strikes while people act, and not in the cycle after that."""
        return self.kind in OF_DELIVERIES or bool(self.path)

    def __str__(self) -> str:
        """In a sentence."""
        return f"{self.kind} on call {self.after + 1} of {self.vendor} {self.path}".strip()


@dataclass(slots=True)
class Heard:
    """The service's calls since the last look, as `vendor METHOD path` without ids."""

    calls: list[tuple[str, str]] = field(default_factory=list)

    def witness(self, vendor: str, call: Call, _: Response) -> None:
        """`connectors.sandbox.gate.WITNESSES` takes it."""
        if by_the_service(call):
            self.calls.append((vendor, f"{call.method} {ID.sub('…', call.path)}"))

    def taken(self) -> list[tuple[str, str]]:
        calls, self.calls = self.calls, []
        return calls


@dataclass
class Struck:
    """What came of it: each case that fired, by vendor, call and kind, and the sentences of what went wrong."""

    fired: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    cases: int = 0
    missed: int = 0

    def fire(self, case: Strike, calls: Sequence[tuple[str, str]], fired: int) -> None:
        """A case in which the service made these calls."""
        self.cases += 1
        if not fired:
            self.missed += 1
            return
        of_vendor = [form for vendor, form in calls if vendor == case.vendor]
        if case.kind == "stale-etag":
            of_vendor = [form for form in of_vendor if form.startswith("PATCH")]
        form = of_vendor[case.after] if case.after < len(of_vendor) else case.path or "a delivery"
        self.fired[case.vendor, form, case.kind] += 1

    def count(self, shown: Sequence[Mapping[str, Any]]) -> None:
        """Faults that struck by chance."""
        for each in shown:
            if each["fired"]:
                self.cases += each["fired"]
                self.fired[each["vendor"], "any call", each["kind"]] += each["fired"]

    def note(self, case: str, made: Bench) -> None:
        """What is wrong once everything is calm; what stands there counts as meant from then on, so that it is told
        once.
        """
        if found := made.calm():
            self.wrong += [f"{case}: {sentence}" for sentence in found]
            made.people.diary.start_anew(made.where.sight())

    @property
    def kinds(self) -> Counter[str]:
        """How often each struck."""
        found = Counter[str]()
        for (_, _, kind), number in self.fired.items():
            found[kind] += number
        return found

    @property
    def line(self) -> str:
        """The figures."""
        calls = len({(vendor, form) for vendor, form, _ in self.fired})
        each = ", ".join(f"{kind} {number}" for kind, number in sorted(self.kinds.items()))
        return (
            f"{self.fired.total()} of {self.cases} faults struck ({each}), {calls} forms of calls, "
            f"{len(self.fired)} pairs of call and kind, {len(self.wrong)} went wrong"
        )


@dataclass
class Bench:
    """The service in this process, and people before it."""

    where: Ground
    found: Installation
    heard: Heard
    people: People
    first: Sequence[tuple[str, str]] = ()
    struck: int = 0

    def sync(self) -> Report:
        """As `cobridge sync` does it."""
        (terms,), found = self.found.terms, self.found
        connectors, entering = found.connectors(terms), found.entering(terms)
        return sync(terms, found.spaces, found.pauses, found.visits, connectors, found.clock, entering)

    def hear(self, request: Request) -> Reply:
        """Slack's deliveries."""
        (terms,), partner = self.found.terms, self.where.places["slack"].partner
        space_of = {place.id: terms.space.id for place in terms.space.places}
        return ingest(request, self.found.receivers()[ConnectionId(partner.id)], self.found.inbox, space_of).reply

    def plant(self, *faults: Mapping[str, object]) -> None:
        self.where.ask("PUT", "/faults", list(faults))

    def fired(self) -> int:
        return sum(each["fired"] for each in self.where.ask("GET", "/faults"))

    def calm(self) -> list[str]:
        """Nothing goes wrong any more; what is wrong when the service has come to rest.

        Planner's descriptions are read in turn, the last of a full plan many cycles later: here it is read whole.
        """
        self.plant()
        while self.people.owed:
            self.people.act()
        report = self.sync()
        self.found.visits.missed(PlaceId(self.where.places["teams"].id))
        for _ in range(MOST_SYNCS):
            self.where.control.advance(A_MINUTE)
            report = self.sync()
            if not report.unreachable and not report.paused and not any(map(any, report.cycles)):
                self.people.peace += 2
                return judge_places(self.where, self.people.diary).sentences
        return [f"it does not come to rest: {report}"]


@contextmanager
def bench(folder: Path, seed: int, strike: Strike | None = None) -> Iterator[Bench]:
    """Everything is mirrored once, and Slack's deliveries arrive; a strike meets the first mirror."""
    with ExitStack() as held:
        for name, seconds in SOON.items():
            held.enter_context(patch(name, seconds))
        where = held.enter_context(ground(folder))
        heard, diary = Heard(), Diary()
        gate.WITNESSES.append(heard.witness)
        held.callback(gate.WITNESSES.remove, heard.witness)
        held.enter_context(_undisturbed())
        held.enter_context(patch.dict(os.environ, where.environment))
        found = held.enter_context(installation(alone=True))
        diary.meet(where.sight())
        people = People(where, diary, Random(seed), told=lambda: None)
        made = Bench(where, found, heard, people)
        door = held.enter_context(open_door())
        door.answer = made.hear
        made.plant(*([strike.planted] if strike else []))
        made.sync()
        made.first, made.struck = heard.taken(), made.fired()
        made.plant()
        place = where.places["slack"]
        where.control.act(
            tool="slack", person=place.people[0].id, do="register", connection=place.partner.id, url=door.url
        )
        people.heard.set()
        yield made


@contextmanager
def _undisturbed() -> Iterator[None]:
    """How this process logs is as before in the end."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level
