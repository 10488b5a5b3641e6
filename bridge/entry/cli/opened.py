"""The installation as commands open it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.core.model.ids import SpaceId
from bridge.core.sync.terms import Terms
from bridge.entry.cli.exits import BadInputError, crash_without

if TYPE_CHECKING:  # loading it takes half a second, which `--help` does not need
    from bridge.bootstrap import Installation


@contextmanager
def opened(*, alone: bool = False, network_file: Path | None = None) -> Iterator[Installation]:
    """Everything as settings and network file say; their faults are bad input. See `bootstrap.installation`."""
    from bridge.bootstrap import ConfigError, installation

    try:
        with installation(alone=alone, network_file=network_file) as found:
            crash_without(found.hidden.hidden)
            yield found
    except ConfigError as faults:
        raise BadInputError(str(faults)) from None


def chosen(found: Installation, space: str | None, among: Sequence[Terms] | None = None) -> Sequence[Terms]:
    """The terms of one space, or of all; a space there is not is bad input. `among` are those that the caller knows."""
    known = found.terms if among is None else among
    if space is None:
        return known
    terms = [each for each in known if each.space.id == SpaceId(space)]
    if not terms:
        from bridge.bootstrap import speech

        names = ", ".join(each.space.id for each in known)
        raise BadInputError(speech()("space.unknown", space=space, spaces=names))
    return terms
