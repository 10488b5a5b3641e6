"""What Graph has and the sandbox has not: refused as Graph refuses those who lack the permission."""

from __future__ import annotations

import re

from connectors.sandbox.graph.errors import RefusedError, forbidden

_CHATS = "Missing scope permissions on the request. API requires one of 'Chat.ReadBasic, Chat.Read, Chat.ReadWrite'."
_TEAMS = "Missing scope permissions on the request. API requires one of 'TeamSettings.ReadWrite.All'."
_DENIED = "Access is denied. Check credentials and try again."
_PRIVILEGES = "Insufficient privileges to complete the operation."
_LEFT_OUT = (
    (re.compile(r"\w+ /chats(/.*)?"), forbidden(_CHATS)),
    (re.compile(r"(PATCH|DELETE) /teams/[^/]+"), forbidden(_TEAMS)),
    (re.compile(r"\w+ /groups/[^/]+/(threads|conversations)(/.*)?"), RefusedError(403, "ErrorAccessDenied", _DENIED)),
    (
        re.compile(r"POST /(users|groups)|(PATCH|DELETE) /(users|groups)/[^/]+"),
        RefusedError(403, "Authorization_RequestDenied", _PRIVILEGES),
    ),
)


def refusal(method: str, path: str) -> RefusedError | None:
    """How a call below the version is refused; None for what Graph has not either."""
    call = f"{method} {path.rstrip('/')}"
    return next((refused for pattern, refused in _LEFT_OUT if pattern.fullmatch(call)), None)
