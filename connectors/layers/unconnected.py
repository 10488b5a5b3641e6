"""Stands where no connector can be made: every place of the connection says why, and no other's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from bridge.core.errors import Stop
from bridge.core.model.reach import Manifest


@dataclass(frozen=True, slots=True)
class Unconnected:
    """`bridge.ports.connector.Connector` that cannot be used before a person has done what the sentence says."""

    manifest: Manifest
    sentence: str

    def pull(self, *_: object) -> NoReturn:
        """Raise Stop, as all the others."""
        raise Stop(self.sentence, code="credential")

    confirm_gone = apply = check = pull

    def delay(self, *_: object) -> float:
        """No limit holds it back."""
        return 0.0
