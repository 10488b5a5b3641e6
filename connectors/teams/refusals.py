"""What Graph's refusals mean; sources: learn.microsoft.com/graph/errors, .../resources/planner-overview."""

from __future__ import annotations

from typing import Any

from bridge.core.errors import Failure, Park, Stop
from connectors.http import failure_for

_FULL = "the plan has no room for this (Planner's limit {code}); delete something there, then retry."


def refusal(status: int, body: Any, *, creates: bool, container: bool, after: float | None, what: str) -> Failure:
    """The decision that a refusal is; `container` says that the plan or channel itself was asked for."""
    code = code_of(body)
    if container and status in (403, 404):
        sentence = f"{what}: it is not there, or the app may not use it; check the network file and the permissions."
        return Stop(sentence, code=str(status))
    if status == 403 and code.startswith("Maximum"):
        return Park(f"{what}: {_FULL.format(code=code)}", code=code)
    return failure_for(status, creates=creates, retry_after=after, what=what)


def code_of(body: Any) -> str:
    """The code that an error names; Planner often names none."""
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.isalnum() else ""
