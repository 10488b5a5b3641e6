"""The forms of the weekly report as the delivery needs them; each is made from one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bridge.core.model.ids import SpaceId
from bridge.core.model.note import Form
from bridge.core.reports.weekly import Weekly


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: its subject, the page as text, as HTML and as a file; `pdf` is empty where none is made."""

    subject: str
    text: str
    html: str
    pdf: bytes


class Forms(Protocol):
    """In the words of one language."""

    def text(self, weekly: Weekly) -> str:
        """The page as plain text."""
        ...

    def data(self, weekly: Weekly) -> str:
        """The page as JSON."""
        ...

    def letter(self, weekly: Weekly) -> Letter:
        """The page as a mail."""
        ...

    def note(self, weekly: Weekly, space: SpaceId, form: Form) -> tuple[str, str]:
        """Title and text of that space's part of the worklist, which the issue holds.

        A message's text begins with its title.
        """
        ...

    def files(self, weekly: Weekly) -> Mapping[str, bytes]:
        """All forms that there are, by the name of the file."""
        ...

    def missing(self) -> str:
        """Which form cannot be made on this machine, and what to do, in a sentence; empty where all can."""
        ...
