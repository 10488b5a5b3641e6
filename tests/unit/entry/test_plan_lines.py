"""What `cobridge plan` says to people."""

from __future__ import annotations

from bridge.adapters import words
from bridge.core.model.ids import PlaceId, SpaceId
from bridge.entry.cli.plan import as_lines
from bridge.service.preview import Plan


def test_what_could_not_be_looked_at_is_not_called_done() -> None:
    """Nothing to do is said of a space whose places were all read, and of no other."""
    say = words.spoken("en")
    assert "  Nothing to do." in as_lines(Plan(SpaceId("messe"), "Messe"), say)
    unread = Plan(SpaceId("messe"), "Messe", unreachable={PlaceId("messe-trello"): "It does not answer."})
    assert "  Nothing to do." not in as_lines(unread, say)
