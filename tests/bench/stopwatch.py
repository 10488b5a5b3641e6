"""`python -m tests.bench.stopwatch FILE …`: the command `cobridge …`, with the seconds of its steps as JSON in a file.

A step is a list of its name, its seconds, and whether it is a vendor who is waited for. Our own steps are told in
seconds of the processor, because what else the machine does is not theirs. Places are looked at side by side.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

ANSWERS = (
    ("urllib3.connectionpool", "HTTPConnectionPool", "urlopen"),
    ("urllib.request", "OpenerDirector", "open"),
    ("connectors.teams.wire", "Wire", "send"),
)
"""Where connectors wait for answers: requests and asana, Slack's client, Graph's."""
STEPS = (
    ("bridge.service.sync", "_overdue", "when each place was last read whole"),
    ("bridge.service.cycle", "decide", "deciding"),
    ("bridge.service.cycle", "guard", "guarding"),
    ("bridge.service.sync", "_note", "noting the visits"),
    ("bridge.service.sync", "_report", "reporting"),
)
STORES = (("memory", "reading the memory"), ("agree", "agreeing"))


class Stopwatch:
    """Seconds by step, and those that vendors took; whoever looks at a place says so for their thread."""

    def __init__(self) -> None:
        self.seconds: defaultdict[tuple[str, bool], float] = defaultdict(float)
        self._at = threading.local()

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """What happens meanwhile is this step."""
        began = thread_time()
        try:
            yield
        finally:
            self.seconds[name, False] += thread_time() - began

    def timed(self, holder: Any, attribute: str, name: str) -> None:
        """Let each call of a function be this step."""
        inner = getattr(holder, attribute)

        def outer(*given: Any, **named: Any) -> Any:
            with self.during(name):
                return inner(*given, **named)

        setattr(holder, attribute, outer)

    def answered(self, holder: Any, attribute: str) -> None:
        """Let each call of a function, while a place is looked at, be waiting for its vendor."""
        inner = getattr(holder, attribute)

        def outer(*given: Any, **named: Any) -> Any:
            began = perf_counter()
            try:
                return inner(*given, **named)
            finally:
                if tool := getattr(self._at, "tool", ""):
                    self.seconds[f"{tool}: answers", True] += perf_counter() - began

        setattr(holder, attribute, outer)

    def looking(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """`look`, of which waiting for the vendor is a step of its own."""

        def outer(place: Any, *given: Any) -> Any:
            self._at.tool = place.tool
            with self.during(f"{place.tool}: asking, and reading the answers"):
                said = inner(place, *given)
            self._at.tool = ""
            return said

        return outer


def main() -> None:
    """Run the command; whatever it ends with, the steps are written."""
    watch, file = Stopwatch(), Path(sys.argv.pop(1))
    with watch.during("start: loading the command"):
        command = import_module("bridge.entry.cli").main
    with watch.during("start: loading the service"):
        import_module("bridge.bootstrap")
    watch.timed(import_module("connectors.registry"), "connector", "start: loading the vendors' packages")
    for module, function, name in STEPS:
        watch.timed(import_module(module), function, name)
    for method, name in STORES:
        watch.timed(import_module("bridge.adapters.store.spaces").SqlSpaces, method, name)
    cycle = import_module("bridge.service.cycle")
    setattr(cycle, "look", watch.looking(_loaded(watch, cycle.look)))  # noqa: B010  the name that the cycle calls
    try:
        command()
    finally:
        file.write_text(json.dumps([[name, took, vendor] for (name, vendor), took in watch.seconds.items()]))


def _loaded(watch: Stopwatch, look: Callable[..., Any]) -> Callable[..., Any]:
    """The packages that wait for answers are watched once they are loaded: `look` itself."""
    lock, done = threading.Lock(), list[str]()

    def first(*given: Any) -> Any:
        with lock:
            for module, holder, attribute in ANSWERS if not done else ():
                watch.answered(getattr(import_module(module), holder), attribute)
            done.append("")
        return look(*given)

    return first


if __name__ == "__main__":
    main()
