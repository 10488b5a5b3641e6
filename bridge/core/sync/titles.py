"""Titles where a place has room for less: cut with a sign that they go on, and edited without losing the rest."""

from __future__ import annotations

from bridge.core.model.characters import beginning
from bridge.core.sync.size import characters

CUT = "…"


def cut(title: str, limit: int | None) -> str:
    """The title, shortened to the place's limit with a sign that it goes on; no sign of it is cut in two."""
    if limit is None or characters(title) <= limit:
        return title
    kept = beginning(title, limit - 1)
    while characters(kept) >= limit:
        kept = beginning(title, len(kept) - 1)
    return kept + CUT


def renamed(title: str, before: str, after: str) -> str:
    """An edit of a title that the place had to cut, wherever it did, keeps the part the place could not show."""
    kept = before.removesuffix(CUT)
    was_cut = before.endswith(CUT) and before != title and title.startswith(kept)
    return after.removesuffix(CUT) + title[len(kept) :] if was_cut and after.endswith(CUT) else after
