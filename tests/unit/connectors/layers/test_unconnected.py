"""What stands for a connection that lacks a secret."""

from __future__ import annotations

import pytest

from bridge.core.errors import Stop
from bridge.core.model.ids import ConnectionId, PlaceId, Ref
from bridge.core.model.network import Place
from bridge.ports.connector import Connector, Sought
from connectors.layers.unconnected import Unconnected
from connectors.memory.manifest import FULL

SENTENCE = "The connection lager has no token: set COBRIDGE_CONNECTIONS__LAGER__TOKEN."


def test_whatever_it_is_asked_for_it_says_what_is_missing() -> None:
    """Reading and checking stop with the sentence, which names the setting."""
    place = Place(PlaceId("halle"), ConnectionId("lager"), "memory", "1")
    connector: Connector = Unconnected(FULL, SENTENCE)
    assert connector.manifest == FULL
    asked = (
        lambda: connector.pull(place, None, Sought()),
        lambda: connector.confirm_gone(place, Ref("7")),
        lambda: connector.check(place),
    )
    for ask in asked:
        with pytest.raises(Stop, match="COBRIDGE_CONNECTIONS__LAGER__TOKEN"):
            ask()
