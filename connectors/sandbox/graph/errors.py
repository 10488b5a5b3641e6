"""Graph's refusals: `{"error": {"code", "message", "innerError"}}`; Planner leaves `code` empty.

Sources: https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/api/resources/planner-overview
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from connectors.sandbox.exchange import Response

if TYPE_CHECKING:
    from connectors.sandbox.graph.state import State


@dataclass
class RefusedError(Exception):
    """A call that Graph does not carry out; nothing was changed."""

    status: int
    code: str
    message: str
    headers: Mapping[str, str] = field(default_factory=dict)
    inner: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """The refusal; the desk adds the call's ids and date to `innerError`."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "innerError": dict(self.inner)}
        return Response(self.status, {"error": error}, self.headers)


def bad(message: str, code: str = "BadRequest") -> RefusedError:
    """400: something in the call is missing or malformed."""
    return RefusedError(400, code, message)


def bad_in_planner(message: str) -> RefusedError:
    """400 as Planner says it."""
    return RefusedError(400, "", message)


def invalid(field_name: str, entity: str, why: str) -> RefusedError:
    """400: a value that Planner does not keep."""
    return bad_in_planner(
        f"Schema validation has failed. Validation for field '{field_name}', on entity '{entity}' has failed: {why}"
    )


def not_in_planner() -> RefusedError:
    """404: no such plan, bucket or task."""
    return RefusedError(404, "", "The requested item is not found.")


def kept_from_planner() -> RefusedError:
    """403: somebody who is no member of the group."""
    return RefusedError(
        403, "", "You do not have the required permissions to access this item, or the item may not exist."
    )


def over_limit(code: str) -> RefusedError:
    """403: one of Planner's published limits; the code says which."""
    return RefusedError(403, code, f"The request exceeds the limit {code}.")


def unknown(what: str) -> RefusedError:
    """404 of the directory."""
    return RefusedError(
        404,
        "Request_ResourceNotFound",
        f"Resource '{what}' does not exist or one of its queried reference-property objects are not present.",
    )


def not_found(message: str = "NotFound") -> RefusedError:
    """404 of Teams."""
    return RefusedError(404, "NotFound", message)


def forbidden(message: str) -> RefusedError:
    """403 of Teams."""
    return RefusedError(403, "Forbidden", message)


def no_route(path: str) -> RefusedError:
    """400: the path names nothing in Graph."""
    segment = path.strip("/").split("/")[-1]
    return bad(f"Resource not found for the segment '{segment}'.")


def unauthorised(message: str) -> Response:
    """401: no token, or one that is not valid any more."""
    challenge = 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"'
    return RefusedError(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": challenge}).response()


def too_many(retry_after: float) -> Response:
    """429, with the seconds to wait."""
    wait = {"Retry-After": str(max(1, math.ceil(retry_after)))}
    inner = {"code": "429", "message": "Please retry after", "status": "429"}
    return RefusedError(429, "TooManyRequests", "Please retry again later.", wait, inner).response()


def broken(status: int) -> Response:
    """500 and 503."""
    if status == 500:
        return RefusedError(500, "InternalServerError", "An internal server error has occurred.").response()
    return RefusedError(503, "ServiceUnavailable", "The service is currently unavailable.").response()


def marked(response: Response, state: State, asked: str) -> Response:
    """An answer with the ids of its call; an error names them, and the time, in its body too."""
    request_id = state.request_id()
    client_id = asked or request_id
    body = response.body
    if response.status >= 400 and isinstance(body, dict) and "error" in body:
        told = {"date": state.now()[:19], "request-id": request_id, "client-request-id": client_id}
        body = {"error": {**body["error"], "innerError": {**body["error"]["innerError"], **told}}}
    headers = {"request-id": request_id, "client-request-id": client_id, **response.headers}
    return Response(response.status, body, headers)
