"""What the commands of `cobridge report` have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from bridge.entry.cli.exits import BadInputError

PersonOption = Annotated[
    str, typer.Option("--person", metavar="ID", help="Whose data: an id of the roster, an address, CONNECTION/ACCOUNT.")
]
CaseOption = Annotated[str, typer.Option("--case", metavar="ID", help="The request that this answers, filed earlier.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Write files there that nobody else can read.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[
    Literal["de", "en"] | None, typer.Option(help="The language of the answer instead of the network's.")
]


@contextmanager
def taken_up(case: str) -> Iterator[None]:
    """A case that is not open for this person and act is bad input; which of these it is not, is not told."""
    from bridge.bootstrap import speech
    from bridge.service.rights.requests import NoCaseError

    try:
        yield
    except NoCaseError:
        raise BadInputError(speech()("report.no_case", case=case)) from None
