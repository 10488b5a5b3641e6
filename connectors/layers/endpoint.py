"""A vendor's call as data: each tool's `endpoints.py` lists those that its connector sends, and no others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call as the vendor publishes it, what it is for, and the least permission that the vendor asks for.

    `path` has its variables in braces, by the vendor's names, and stands below the address of the API; where it begins
    with `//` it stands below the vendor's origin, as sign-in does. `permissions` are in the vendor's words, any one of
    them is enough; none where the vendor names none.
    """

    method: str
    path: str
    use: str
    permissions: tuple[str, ...] = ()
