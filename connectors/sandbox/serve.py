"""Runs the sandbox: `serve` for the command, `running` for tests and the demo."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from connectors.sandbox.asana.stand_in import Asana
from connectors.sandbox.control import Control
from connectors.sandbox.graph.stand_in import Graph
from connectors.sandbox.limits import Limits
from connectors.sandbox.seed import Seed
from connectors.sandbox.seed_part import SeedError
from connectors.sandbox.servers import HOST, PortTakenError, bound, serving
from connectors.sandbox.slack.stand_in import Slack
from connectors.sandbox.stand_in import StandIn
from connectors.sandbox.trello.stand_in import Trello
from connectors.sandbox.wire import Wire
from connectors.sandbox.world import Factory, World

VENDORS: Mapping[str, Factory] = {"trello": Trello, "asana": Asana, "slack": Slack, "graph": Graph}
"""The stand-ins, in the order of their ports."""
ADDRESSES: Mapping[str, tuple[str, ...]] = {"graph": ("GRAPH", "GRAPH_LOGIN")}
"""Where one vendor has more than its own address: `COBRIDGE_{name}_URL`."""
PORT = 9400


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox: its control, each vendor's origin, and the environment that points the service there."""

    control_url: str
    urls: Mapping[str, str]
    environment: Mapping[str, str]


@contextlib.contextmanager
def running(seed: Seed | Mapping[str, Any] | None = None, limits: Limits = "off", port: int = 0) -> Iterator[Sandbox]:
    """Run the sandbox in a thread of its own until the block ends.

    `seed` may be as JSON gives it; none means the built-in one. Control listens on `port`, the vendors on those that
    follow in the order of `VENDORS`; with port 0 each takes a free one. Raises SeedError or PortTakenError before
    anything is served.
    """
    world = World(_seed(seed), limits, VENDORS)
    ports = [port + index if port else 0 for index in range(1 + len(VENDORS))]
    wires = [Wire(Control(world).answer, world.clock.http_date)]
    wires += [Wire(world.answer(vendor), world.clock.http_date, partial(world.stand_in, vendor)) for vendor in VENDORS]
    with bound(ports) as sockets, serving(wires, sockets):
        origins = [f"http://{HOST}:{each.getsockname()[1]}" for each in sockets]
        urls = dict(zip(VENDORS, origins[1:], strict=True))
        world.outbox.origins.update(urls)
        yield Sandbox(origins[0], urls, _environment(world, origins[0], urls, limits))


def serve(seed: Seed, limits: Limits = "real", port: int = PORT) -> None:
    """Run until interrupted. Standard output tells the environment as `KEY=value` lines, then `# ready`."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with running(seed, limits, port) as sandbox:
        lines = [f"{name}={value}" for name, value in sandbox.environment.items()]
        sys.stdout.write("\n".join((f"SANDBOX_URL={sandbox.control_url}", *lines, "# ready", "")))
        sys.stdout.flush()
        stop.wait()


def _seed(seed: Seed | Mapping[str, Any] | None) -> Seed:
    if isinstance(seed, Seed):
        return seed
    return Seed.load() if seed is None else Seed.read(json.loads(json.dumps(seed)))


def _environment(world: World, control: str, urls: Mapping[str, str], limits: Limits) -> dict[str, str]:
    environment = {
        f"COBRIDGE_{name}_URL": url for vendor, url in urls.items() for name in ADDRESSES.get(vendor, (vendor.upper(),))
    }
    for stand_in in world.stand_ins.values():
        environment |= _secrets(stand_in)
    return environment | ({"COBRIDGE_CLOCK_URL": control} if limits == "fast" else {})


def _secrets(stand_in: StandIn) -> dict[str, str]:
    return {
        f"COBRIDGE_CONNECTIONS__{account.connection.upper().replace('-', '_')}__{name}": value
        for account in stand_in.services()
        for name, value in account.secrets.items()
    }


__all__ = ["PortTakenError", "Sandbox", "Seed", "SeedError", "running", "serve"]
