"""The contract of `bridge/ports/posting.py`: every promise as a test. A tool joins by a class with a `wall` fixture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from bridge.core.errors import Ambiguous
from bridge.core.model.ids import PlaceId, Ref
from bridge.core.model.network import Place
from bridge.core.model.note import Form, Note, sign_of
from bridge.ports.connector import Connector, Sought
from bridge.ports.posting import Posting
from connectors.layers.apart import Apart

WEEK, NEXT = "2026-W47", "2026-W48"
TITLE = "Wochenbericht KW 47"
TEXT = "Wochenbericht KW 47, Messe 2027\n\nÜberfällig: Standplan freigeben <neu> & prüfen\nFrei: Catering anfragen"


@dataclass(frozen=True)
class Wall:
    """Where notes are put: `shown` are the titles or texts that people read there, `trouble` loses the next answer.

    `connector` mirrors the place.
    """

    posting: Posting
    place: Place
    form: Form
    connector: Connector
    shown: Callable[[], Sequence[str]]
    trouble: Callable[[], None]

    def note(self, week: str = WEEK) -> Note:
        """That week's."""
        number = week[-2:]
        text = TEXT.replace("KW 47", f"KW {number}")
        title = TITLE if self.form is Form.ITEM else text.partition("\n")[0]
        return Note(sign_of(week, self.place.id), title.replace("KW 47", f"KW {number}"), text)

    def put(self, week: str = WEEK) -> Ref:
        """Put that week's note there."""
        return self.posting.put(self.place, self.note(week))


class PostingContract:
    """Inherit, and override `wall`."""

    @pytest.fixture
    def wall(self) -> Wall:
        """An empty place of the tool."""
        raise NotImplementedError("A tool joins the contract by its own wall.")

    def test_people_read_it_once_and_it_is_found(self, wall: Wall) -> None:
        """Before it is put there it is not, afterwards people read it once, and we find it where it was put."""
        assert wall.posting.form(wall.place) is wall.form
        assert wall.posting.find(wall.place, wall.note()) is None
        ref = wall.put()
        assert wall.posting.find(wall.place, wall.note()) == ref
        (read,) = wall.shown()
        assert "Wochenbericht KW 47" in read
        assert wall.form is Form.ITEM or "Catering anfragen" in read

    def test_what_was_not_answered_is_ambiguous_and_found(self, wall: Wall) -> None:
        """It arrived, and only the answer was lost: it is not put there twice."""
        wall.trouble()
        with pytest.raises(Ambiguous):
            wall.put()
        assert wall.posting.find(wall.place, wall.note())
        assert len(wall.shown()) == 1

    def test_another_week_is_another_note(self, wall: Wall) -> None:
        """The new one stands beside the former until that is taken away."""
        former, later = wall.put(), wall.put(NEXT)
        assert former != later
        wall.posting.take_away(wall.place, former)
        (read,) = wall.shown()
        assert "KW 48" in read
        assert wall.posting.find(wall.place, wall.note()) is None
        assert wall.posting.find(wall.place, wall.note(NEXT)) == later

    def test_what_is_gone_is_taken_away_all_the_same(self, wall: Wall) -> None:
        """Whether people were faster or an earlier turn was: nothing is left, and nothing fails."""
        ref = wall.put()
        for _ in range(2):
            wall.posting.take_away(wall.place, ref)
        assert not wall.shown()

    def test_another_place_has_its_own(self, wall: Wall) -> None:
        """Two places may share a channel or a board."""
        wall.put()
        title = wall.note().title.replace("Messe 2027", "Logistik")
        elsewhere = replace(wall.note(), sign=sign_of(WEEK, PlaceId("anderswo")), title=title)
        assert wall.posting.find(wall.place, elsewhere) is None

    def test_no_reading_takes_it_for_a_task(self, wall: Wall) -> None:
        """Neither a whole reading nor the feed shows anything of it, nor that it went."""
        mirrored = Apart(wall.connector, lambda _: frozenset())
        cursor = mirrored.pull(wall.place, None, Sought()).cursor
        ref = wall.put()
        assert not mirrored.pull(wall.place, None, Sought()).items
        assert not mirrored.pull(wall.place, cursor, Sought(refs=frozenset({ref}))).items
        wall.posting.take_away(wall.place, ref)
        assert not mirrored.pull(wall.place, cursor, Sought()).items
