"""Which channel a connection's setting names. Without I/O."""

from __future__ import annotations

import re
from urllib.parse import unquote

_NAMED = re.compile(r"(?P<team>[0-9A-Za-z-]+)/(?P<channel>19:[^/\s]+)")


def channel_of(setting: str) -> tuple[str, str] | None:
    """Team and channel of the setting, `<team id>/<channel id>`, encoded as in a link or not; None of anything else."""
    found = _NAMED.fullmatch(unquote(setting))
    return (found["team"], found["channel"]) if found else None
