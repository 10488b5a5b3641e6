"""What a place can hold follows from its tool and from its connection's settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bridge.core.model.network import Network
from bridge.core.model.reach import Manifest
from bridge.core.sync.terms import terms_of
from tests.unit.core.builders import FULL, network, terms


def with_settings(before: Network, settings: dict[str, str]) -> Network:
    """Every connection has these settings."""
    partners = tuple(
        replace(partner, connections=tuple(replace(each, settings=settings) for each in partner.connections))
        for partner in before.partners
    )
    return replace(before, partners=partners)


@pytest.mark.parametrize(("settings", "held"), [({}, False), ({"channel": ""}, False), ({"channel": "a/b"}, True)])
def test_a_tool_whose_comments_need_a_setting_holds_none_without_it(settings: dict[str, str], *, held: bool) -> None:
    """Planner has no comments of its own: without a channel there is nowhere to write them."""
    given = with_settings(network(), settings)
    space = terms().space
    manifests = {place.tool: Manifest(place.tool, place.tool, comment_setting="channel") for place in space.places}
    made = terms_of(given, space, manifests, terms().phrases)
    assert {reach.manifest.comments for reach in made.reaches.values()} == {held}
    assert terms().reaches[FULL].manifest.comments, "a tool that needs no setting holds them anyway"


def test_a_place_may_hold_other_things_than_the_rest_of_its_tool() -> None:
    """One tool may keep tasks in two forms; what a place can hold then goes by the place."""
    space = terms().space
    manifests = {place.tool: Manifest(place.tool, place.tool) for place in space.places}
    apart = {FULL: Manifest("full", "full", comments=False)}
    made = terms_of(network(), space, manifests, terms().phrases, apart)
    assert [place for place, reach in made.reaches.items() if not reach.manifest.comments] == [FULL]
