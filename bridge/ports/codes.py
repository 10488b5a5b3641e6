"""Personal codes, kept with the identities, apart from everything else."""

from __future__ import annotations

from typing import Protocol

from bridge.core.model.code import Code


class Codes(Protocol):
    """One code for each officer or person of a network."""

    def of(self, network: str, holder: str) -> Code | None:
        """What is kept; None for whoever has none."""
        ...

    def keep(self, network: str, holder: str, code: Code) -> None:
        """In place of the one before."""
        ...

    def forget(self, network: str, holder: str) -> None:
        """Nobody is known by a code of this holder any more."""
        ...
