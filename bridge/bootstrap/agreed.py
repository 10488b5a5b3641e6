"""What a network agreed, as the sync takes it: the terms of each space, with what its tools can hold."""

from __future__ import annotations

from collections.abc import Sequence

from bridge.adapters import words
from bridge.core.model.network import Network
from bridge.core.sync.terms import Terms, terms_of
from connectors import registry


def agreed(network: Network) -> Sequence[Terms]:
    """The terms of each space. Loads no SDK."""
    places = [place for space in network.spaces for place in space.places]
    manifests = {place.tool: registry.manifest(place.tool) for place in places}
    apart = {place.id: registry.manifest_at(place.tool, place.container) for place in places}
    phrases = words.phrases(network.language)
    return tuple(terms_of(network, space, manifests, phrases, apart) for space in network.spaces)
