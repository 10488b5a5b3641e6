"""The contract of a line: a connection that we open ourselves, for deliveries where a tool cannot reach us."""

from __future__ import annotations

from typing import Protocol


class Line(Protocol):
    """What arrives over it is stored before it is acknowledged, in threads of the line's own."""

    def open(self) -> None:
        """Connect, anew where it was open before. Raises Stop where a person has to act first, else Retry."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether deliveries can arrive now."""
        ...

    def close(self) -> None:
        """Let go of the connection; nothing arrives any more. A line may be closed twice, and opened again."""
        ...
