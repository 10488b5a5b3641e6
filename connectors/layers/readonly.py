"""A place that is read and never written."""

from __future__ import annotations

from dataclasses import dataclass

from bridge.core.errors import Stop
from bridge.core.model.network import Place
from bridge.core.model.operation import Done, Operation
from connectors.layers.layer import Layer


@dataclass(frozen=True, slots=True)
class ReadOnly(Layer):
    """Refuses every operation with `Stop`, not `Park`: it is the place that takes no writes, not this one operation.

    So nothing is left behind for a person to free one by one, and once the place may be written the next cycle plans
    everything that is due.
    """

    def apply(self, place: Place, operation: Operation) -> Done:
        del operation
        raise Stop(
            f"{place.id} is read only, so nothing is written there until that is changed.",
            code="read-only",
        )
