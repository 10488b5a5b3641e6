"""The sign-in's refusals, each with the number of its AADSTS error.

Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from connectors.sandbox.clock import iso
from connectors.sandbox.exchange import Response
from connectors.sandbox.graph.state import State


@dataclass
class SignInError(Exception):
    """A sign-in that is refused."""

    number: int
    code: Literal[
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "invalid_scope",
        "unsupported_grant_type",
    ]  # fmt: skip
    message: str
    status: int = 400

    def response(self, state: State) -> Response:
        """The refusal as sign-in sends it."""
        at = iso(state.clock())[:19].replace("T", " ") + "Z"
        trace, correlation = state.request_id(), state.request_id()
        described = (
            f"AADSTS{self.number}: {self.message} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {at}"
        )
        body = {
            "error": self.code,
            "error_description": described,
            "error_codes": [self.number],
            "timestamp": at,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={self.number}",
        }
        return Response(self.status, body)


def missing(name: str) -> SignInError:
    return SignInError(900144, "invalid_request", f"The request body must contain the following parameter: '{name}'.")


def unknown_directory(name: str) -> SignInError:
    return SignInError(
        90002,
        "invalid_request",
        f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the "
        "correct cloud.",
    )


def unknown_application(name: str, directory: str) -> SignInError:
    message = f"Application with identifier '{name}' was not found in the directory '{directory}'."
    return SignInError(700016, "unauthorized_client", message)


def no_secret() -> SignInError:
    return SignInError(
        7000218,
        "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        401,
    )


def wrong_secret(name: str) -> SignInError:
    return SignInError(
        7000215,
        "invalid_client",
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
        f"not the client secret ID, for a secret added to app '{name}'.",
        401,
    )


def wrong_scope(scope: str) -> SignInError:
    return SignInError(
        1002012,
        "invalid_scope",
        f"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with "
        "/.default suffixed to the resource identifier (application ID URI).",
    )


def unsupported_grant(kind: str) -> SignInError:
    return SignInError(70003, "unsupported_grant_type", f"The app requested an unsupported grant type '{kind}'.")


def wrong_method(method: str) -> SignInError:
    return SignInError(900561, "invalid_request", f"The endpoint does not accept {method} requests.", 405)


def malformed() -> SignInError:
    return SignInError(9002313, "invalid_grant", "Invalid request. Request is malformed or invalid.")


def old_refresh_token() -> SignInError:
    message = "The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00."
    return SignInError(700082, "invalid_grant", message)


def old_code() -> SignInError:
    return SignInError(
        70008,
        "invalid_grant",
        "The provided authorization code or refresh token has expired due to inactivity. "
        "Send a new interactive authorization request.",
    )


def other_redirect() -> SignInError:
    message = "The redirect URI specified in the request does not match the one that the code was asked for with."
    return SignInError(50011, "invalid_grant", message)


def wrong_verifier() -> SignInError:
    message = "The Code_Verifier does not match the code_challenge supplied in the authorization request."
    return SignInError(501481, "invalid_grant", message)


def wrong_assertion() -> SignInError:
    return SignInError(50013, "invalid_grant", "Assertion failed signature validation.")


def unknown_account(name: str) -> SignInError:
    return SignInError(50034, "invalid_grant", f"The user account {name} does not exist in the directory.")
