"""Putting the weekly report where people of a place work: a message where they talk, else an item beside their tasks.

What is put there is ours and is taken away again. It is no task: an item bears a sign of `bridge.core.model.note`, by
which every reading passes it over.
"""

from __future__ import annotations

from typing import Protocol

from bridge.core.model.ids import Ref
from bridge.core.model.network import Place
from bridge.core.model.note import Form, Note


class Posting(Protocol):
    """One connection's way. Raises only `bridge.core.errors.Failure`s, and has no message with a credential in it."""

    def form(self, place: Place) -> Form | None:
        """As what a note stands there; None where the place has room for none. Asks nobody."""
        ...

    def put(self, place: Place, note: Note) -> Ref:
        """Put it there, once. Not answered it is Ambiguous: `find` tells, before it is put there again."""
        ...

    def find(self, place: Place, note: Note) -> Ref | None:
        """Where our account has put this note, as long as nobody took it away."""
        ...

    def take_away(self, place: Place, ref: Ref) -> None:
        """Delete it with what the tool keeps of it. One that is gone already counts as taken away."""
        ...
