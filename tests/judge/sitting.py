"""One session's judge: every exchange with the sandbox of this process is held against what its vendor publishes.

Exchanges of the same form are judged once, so that a suite of many thousand pays for a few hundred. A call that was
refused (4xx, 5xx) is judged by its answer alone: what is wrong with it, the refusal says.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from connectors.layers.endpoint import Endpoint
from connectors.sandbox.exchange import Request, Response
from tests.judge.asana import Asana
from tests.judge.exchange import Exchange, Finding, Side
from tests.judge.excused import excuses
from tests.judge.forms import formed
from tests.judge.graph import Graph
from tests.judge.rows import by_the_service, carried, row
from tests.judge.slack import Slack
from tests.judge.trello import Trello

PREFIXES = {"asana": "/api/1.0", "trello": "/1", "slack": "/api", "graph": "/v1.0"}
"""What a vendor's published paths are behind; sign-in, which stands elsewhere, is described nowhere."""
REFUSED = 400
BOTH: tuple[Side, ...] = ("request", "answer")


class Judge(Protocol):
    """One vendor's."""

    def parts(self, exchange: Exchange) -> Iterator[Exchange]:
        """What is to be judged by itself: the exchange, or what a batch carried."""
        ...

    def findings(self, exchange: Exchange) -> Iterator[Finding]:
        """What is not as the vendor publishes it."""
        ...

    def operation(self, exchange: Exchange) -> str:
        """What the vendor calls it; empty where it publishes none like it."""
        ...


READING: Mapping[str, Callable[[Path], Judge]] = {
    "asana": Asana.read, "trello": Trello.read, "slack": Slack.read, "graph": Graph.read,
}  # fmt: skip


@cache
def judge(vendor: str, shared: Path) -> Judge:
    """One vendor's, from the folder of real input: read once, and only when somebody calls that vendor."""
    return READING[vendor](shared)


@cache
def excused(vendor: str) -> frozenset[tuple[str, str]]:
    """Which rule need not hold at which place."""
    return frozenset((each.place, each.rule) for each in excuses(vendor))


class Sitting:
    """Collects what the judges find, from whatever thread the sandbox runs in. `sides` are those to be judged."""

    def __init__(self, shared: Path) -> None:
        self._shared = shared
        self._seen: set[Hashable] = set()
        self._lock = threading.Lock()
        self._found: list[Finding] = []
        self.sides = BOTH
        self.judged = 0
        self.exchanges = 0
        self.called: set[tuple[str, Endpoint]] = set()

    def witness(self, vendor: str, request: Request, response: Response) -> None:
        """Judge one exchange; `connectors.sandbox.gate.WITNESSES` takes it."""
        ours = self.sides == BOTH and by_the_service(request)
        exchange = exchanged(vendor, request, response)
        if exchange is None:
            if ours and request.method == "POST":  # else it is a person's browser
                self._find_row(vendor, Exchange("POST", f"/{request.path}", status=response.status))
        elif _readable(exchange):
            for part in judge(vendor, self._shared).parts(exchange):
                if _readable(part):
                    self._judge(vendor, part)
                    if ours:
                        self._find_row(vendor, part)
            for each in carried(vendor, exchange) if ours else ():
                self._find_row(vendor, each)

    def taken(self) -> list[Finding]:
        """What was found since the last time, each once."""
        with self._lock:
            found, self._found = sorted(set(self._found)), []
        return found

    def _find_row(self, vendor: str, exchange: Exchange) -> None:
        """What the service calls has a row in its connector's table; what was refused may be some test's nonsense."""
        found = row(vendor, exchange.method, exchange.path)
        with self._lock:
            if found:
                self.called.add((vendor, found))
            elif exchange.status < REFUSED:
                call = f"{exchange.method} {exchange.path}"
                self._found.append(Finding(call, "request", f"the connector's endpoints.py ({vendor})", "no such row"))

    def _judge(self, vendor: str, exchange: Exchange) -> None:
        form = (vendor, self.sides, formed(exchange))
        with self._lock:
            self.exchanges += 1
            if form in self._seen:
                return
            self._seen.add(form)
            self.judged += 1
        sides = ("answer",) if exchange.status >= REFUSED else self.sides
        for finding in judge(vendor, self._shared).findings(exchange):
            if finding.side in sides and (finding.place, finding.rule) not in excused(vendor):
                with self._lock:
                    self._found.append(finding)


def exchanged(vendor: str, request: Request, response: Response) -> Exchange | None:
    """The exchange as the vendor's description sees it; None for calls that are behind none of its paths."""
    prefix = PREFIXES[vendor]
    if not request.path.startswith(f"{prefix}/"):
        return None
    return Exchange(
        request.method, request.path.removeprefix(prefix), request.query, request.headers,
        request.body.decode("utf-8", "replace"), response.status, _answer(response),
    )  # fmt: skip


def _answer(response: Response) -> Any:
    """The body as JSON gives it; an answer that was made a text in the sandbox is JSON by its header."""
    kind = {name.lower(): value for name, value in response.headers.items()}.get("content-type", "")
    if isinstance(response.body, str | bytes) and kind.startswith("application/json"):
        return json.loads(response.body)
    return response.body.decode("utf-8", "replace") if isinstance(response.body, bytes) else response.body


def _readable(exchange: Exchange) -> bool:
    """Whether what was sent is what it says it is; tests send what is not, and see it refused."""
    if exchange.status < REFUSED:
        return True
    try:
        sent = exchange.json() if exchange.kind == "application/json" else None
    except ValueError:
        return False
    return sent is None or isinstance(sent, dict)
