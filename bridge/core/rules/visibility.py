"""What stands for a person in another partner's tool (charter; TR-04)."""

from __future__ import annotations

from bridge.core.model.person import Visibility


def shown_as(name: str, role: str, organisation: str, anonymous: str, visibility: Visibility) -> str:
    """What others read for a person. Whoever has no name or role there appears as their organisation."""
    match visibility:
        case Visibility.NAME:
            return f"{name} ({organisation})" if name else organisation
        case Visibility.ROLE:
            return f"{role} ({organisation})" if role else organisation
        case Visibility.ORGANISATION:
            return organisation
        case Visibility.NONE:
            return anonymous
