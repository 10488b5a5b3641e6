"""Asana's refusals: `{"errors": [{"message", "help"}]}` with a status that says what kind of fault it is.

A 412 comes without help, as its description has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.sandbox.exchange import Response

_HELP = (
    "For more information on API status codes and how to handle them, "
    "read the docs on errors: https://developers.asana.com/docs/errors"
)


@dataclass
class RefusedError(Exception):
    """A call that Asana does not carry out; nothing was changed. `extra` stands beside `errors` in the body."""

    status: int
    message: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    def response(self) -> Response:
        """The refusal as Asana sends it."""
        error = {"message": self.message} | ({} if self.status == 412 else {"help": _HELP})
        return Response(self.status, {"errors": [error], **self.extra})


def bad(message: str) -> RefusedError:
    """400: a parameter is missing or malformed."""
    return RefusedError(400, message)


def forbidden(message: str = "You do not have permission to access this resource.") -> RefusedError:
    """403: the caller may not see or change this."""
    return RefusedError(403, message)


def paid(message: str) -> RefusedError:
    """402: the workspace's plan does not include this."""
    return RefusedError(402, message)


def no_route() -> RefusedError:
    """404: method and path name no endpoint."""
    return RefusedError(404, "No matching route for request")


def unknown(parameter: str, gid: str, status: int) -> RefusedError:
    """An id that names nothing the caller can reach: 404 in a path, 400 in a parameter."""
    reason = "Unknown object" if gid.isdigit() or gid.startswith("external:") else "Not a recognized ID"
    return RefusedError(status, f"{parameter}: {reason}: {gid}")


def unauthorised() -> Response:
    """401: no token, or one that is not valid any more."""
    return Response(
        401, RefusedError(401, "Not Authorized").response().body, {"WWW-Authenticate": 'Bearer realm="asana"'}
    )


def too_many(retry_after: float) -> Response:
    """429, with the seconds to wait."""
    refusal = RefusedError(429, "You have made too many requests recently. Please, be chill.").response()
    return Response(429, refusal.body, {"Retry-After": str(max(1, math.ceil(retry_after)))})


def broken(status: int) -> Response:
    """500 names the incident by a phrase; 503 comes without one."""
    if status == 500:
        return Response(500, {"errors": [{"message": "Server Error", "phrase": "6 sad squid snuggle softly"}]})
    return RefusedError(status, "Service Unavailable").response()
