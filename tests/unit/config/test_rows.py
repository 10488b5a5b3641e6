"""Places put into a network file and taken out again: the rest stays as people wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.faults import ConfigError
from config.network import parse_network
from config.rows import with_place, without_places

EXAMPLE = Path("config/examples/two-partners.toml").read_text("utf-8")
ROW = {"id": "haus-7-neu", "connection": "weber-trello", "container": "5f3c", "matching": "match"}
TOOLS = ("asana", "trello")


def test_a_place_is_put_at_the_end_of_its_space() -> None:
    """Every line that was there is there, in its order; comments above what follows stay above it."""
    text = with_place(EXAMPLE, "haus-7", ROW)
    at = text.splitlines().index('id = "haus-7-neu"')
    assert [*text.splitlines()[: at - 2], *text.splitlines()[at + 4 :]] == EXAMPLE.splitlines()
    network = parse_network(text, "network.toml", TOOLS)
    (space,) = [each for each in network.spaces if each.id == "haus-7"]
    assert space.places[-1].id == "haus-7-neu"
    assert space.places[-1].matching == "match"


def test_taking_it_out_again_gives_the_file_back() -> None:
    """Letter by letter."""
    assert without_places(with_place(EXAMPLE, "haus-7", ROW), ["haus-7-neu"]) == EXAMPLE


def test_tables_within_the_place_go_with_it() -> None:
    """What is written below it belongs to it; what belongs to the next stays."""
    text = with_place(EXAMPLE, "haus-7", ROW).replace(
        'matching = "match"\n', 'matching = "match"\n[spaces.places.custom_fields]\nKosten = "Kosten"\n'
    )
    assert parse_network(text, "network.toml", TOOLS).spaces
    assert without_places(text, ["haus-7-neu"]) == EXAMPLE


@pytest.mark.parametrize("space", ["anderes", "haus"])
def test_a_space_there_is_not_is_told(space: str) -> None:
    """With those that there are."""
    with pytest.raises(ConfigError, match="There are: haus-7"):
        with_place(EXAMPLE, space, ROW)


def test_places_in_a_list_are_for_people_to_change() -> None:
    """What is no table of its own is not touched."""
    text = '[[spaces]]\nid = "a"\nplaces = [{ id = "b" }]\n'
    with pytest.raises(ConfigError, match="by hand"):
        without_places(text, ["b"])
