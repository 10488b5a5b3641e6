"""`cobridge sandbox`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from bridge.entry.cli.exits import BadInputError


def sandbox(
    port: Annotated[int, typer.Option(help="The control's port; the vendors take the ones that follow.")] = 9400,
    seed: Annotated[Path | None, typer.Option(help="JSON with people, boards and projects to begin with.")] = None,
    limits: Annotated[
        Literal["real", "fast", "off"], typer.Option(help="The vendors' rate limits; fast is a virtual clock.")
    ] = "real",
) -> None:
    """Serve stand-ins of the vendors on this machine, and print the environment that points the service there."""
    from connectors.sandbox.serve import PortTakenError, Seed, SeedError, serve

    try:
        serve(Seed.load(seed), limits, port)
    except (SeedError, PortTakenError) as fault:
        raise BadInputError(str(fault)) from None
