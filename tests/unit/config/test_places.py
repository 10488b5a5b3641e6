"""What the network file may say of a place."""

from __future__ import annotations

import pytest

from bridge.core.model.stay import Matching
from config.faults import ConfigError
from config.network import parse_network

FILE = """
[network]
id = "bau"
name = "Bau"
[[partners]]
id = "weber"
name = "Musterbau Weber GmbH"
[[partners.connections]]
id = "slack"
tool = "slack"
[[spaces]]
id = "rohbau"
name = "Rohbau"
[[spaces.places]]
id = "cards"
connection = "slack"
container = "C01"
"""


@pytest.mark.parametrize(
    ("line", "matching"),
    [
        ("", Matching.CREATE),
        ('matching = "create"', Matching.CREATE),
        ('matching = "match"', Matching.MATCH),
        ('matching = "match-only"', Matching.MATCH_ONLY),
    ],
)
def test_a_place_says_how_it_begins(line: str, matching: Matching) -> None:
    """Everything is created unless the file says otherwise."""
    (space,) = parse_network(FILE + line, "network.toml", ["slack"]).spaces
    assert space.places[0].matching is matching


def test_another_way_to_begin_is_a_fault() -> None:
    """With the line and what is allowed."""
    with pytest.raises(ConfigError, match=r'line 18: matching = "merge": allowed: create, match or match-only'):
        parse_network(FILE + 'matching = "merge"', "network.toml", ["slack"])


def test_cards_are_no_conversation() -> None:
    """The channel of the cards is never the one in which people talk."""
    assert parse_network(FILE + 'conversation = "C02"', "n.toml", ["slack"]).spaces[0].places[0].conversation == "C02"
    with pytest.raises(ConfigError, match="line 18: people talk in another channel"):
        parse_network(FILE + 'conversation = "C01"', "network.toml", ["slack"])
