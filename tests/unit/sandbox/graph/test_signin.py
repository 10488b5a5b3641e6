"""Signing in: tokens for applications and for people, and their refusals."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

DIRECTORY = "11111111-0000-4000-8000-000000000000"
SCOPE = "https://graph.microsoft.com/.default"
OBO = "urn:ietf:params:oauth:grant-type:jwt-bearer"
BACK = "http://127.0.0.1:1/back"


def test_an_application_gets_a_token_for_an_hour(client: Any, sign_in: Any, control: Any) -> None:
    """Then it has to ask again; the clock of the sandbox decides."""
    given = sign_in(grant_type="client_credentials", scope=SCOPE).json()
    assert (given["token_type"], given["expires_in"], "refresh_token" in given) == ("Bearer", 3600, False)
    app = client(given["access_token"])
    control("POST", "/clock", {"advance": 3590})
    app.get("/users")
    control("POST", "/clock", {"advance": 11})
    assert app.refused("GET", "/users") == (
        401,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired.",
    )


def test_the_licensed_user_signs_in_with_the_refresh_token(client: Any, sign_in: Any) -> None:
    """The old one stays good, a new one comes along."""
    given = sign_in(grant_type="refresh_token", refresh_token="the-refresh", scope="Tasks.ReadWrite offline_access")
    assert given.json()["scope"] == "Tasks.ReadWrite"
    again = sign_in(grant_type="refresh_token", refresh_token=given.json()["refresh_token"]).json()
    assert client(again["access_token"]).get("/me")["displayName"] == "Cobridge"
    assert sign_in(grant_type="refresh_token", refresh_token="the-refresh").status_code == 200


def test_a_refresh_token_dies_of_disuse(sign_in: Any, control: Any) -> None:
    """After ninety days."""
    control("POST", "/clock", {"advance": 91 * 86_400})
    refused = sign_in(grant_type="refresh_token", refresh_token="the-refresh")
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert refused.json()["error_codes"] == [700082]


def test_a_person_agrees_and_the_application_acts_for_them(client: Any, sign_in: Any, sandbox: Any) -> None:
    """The page sends back a code that is good once, for the same address and with the right verifier."""
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "client_id": "33333333-0000-4000-8000-000000000000",
        "redirect_uri": BACK,
        "state": "s t",
        "login_hint": "bob.schulz@nordlicht-schulz.example",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    url = f"{sandbox.urls['graph']}/organizations/oauth2/v2.0/authorize"
    answer = requests.get(url, params=asked, allow_redirects=False, timeout=10)
    sent = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert (answer.status_code, sent["state"]) == (302, ["s t"])
    form = {"grant_type": "authorization_code", "code": sent["code"][0], "redirect_uri": BACK}
    assert sign_in(**form).json()["error_codes"] == [501481]
    assert sign_in(**{**form, "redirect_uri": "http://127.0.0.1:2/"}).json()["error_codes"] == [50011]
    given = sign_in(**form, code_verifier=verifier).json()
    assert client(given["access_token"]).get("/me")["displayName"] == "Bob Schulz"
    assert given["refresh_token"]
    assert sign_in(**form, code_verifier=verifier).json()["error_codes"] == [9002313]


def test_a_code_is_good_for_ten_minutes(sign_in: Any, sandbox: Any, control: Any) -> None:
    """Without a hint it is the service's own user who agrees."""
    asked = {"client_id": "33333333-0000-4000-8000-000000000000", "redirect_uri": BACK}
    url = f"{sandbox.urls['graph']}/{DIRECTORY}/oauth2/v2.0/authorize"
    answer = requests.get(url, params=asked, allow_redirects=False, timeout=10)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    control("POST", "/clock", {"advance": 601})
    refused = sign_in(grant_type="authorization_code", code=code, redirect_uri=BACK)
    assert refused.json()["error_codes"] == [70008]


def test_an_application_acts_on_behalf_of_whoever_calls_it(client: Any, sign_in: Any) -> None:
    """By a person's token; an application's own is nobody's."""
    form = {"grant_type": OBO, "requested_token_use": "on_behalf_of", "scope": "User.Read offline_access"}
    given = sign_in(assertion="teams-anna", **form).json()
    assert client(given["access_token"]).get("/me")["displayName"] == "Anna Weber"
    assert given["refresh_token"]
    own = sign_in(grant_type="client_credentials", scope=SCOPE).json()["access_token"]
    for wrong in ("nonsense", own):
        assert sign_in(assertion=wrong, **form).json()["error_codes"] == [50013]


@pytest.mark.parametrize(
    ("form", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_secret": ""}, 401, "invalid_client", 7000218),
        ({"client_id": "nobody"}, 400, "unauthorized_client", 700016),
        ({"client_id": ""}, 400, "invalid_request", 900144),
        ({"grant_type": ""}, 400, "invalid_request", 900144),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"scope": "User.Read"}, 400, "invalid_scope", 1002012),
        ({"grant_type": "refresh_token"}, 400, "invalid_request", 900144),
        ({"grant_type": "refresh_token", "refresh_token": "other"}, 400, "invalid_grant", 9002313),
        ({"directory": "other"}, 400, "invalid_request", 90002),
    ],
)
def test_refusals_have_microsofts_numbers(
    sign_in: Callable[..., requests.Response], form: dict[str, str], status: int, error: str, number: int
) -> None:
    """And a sentence that begins with them."""
    refused = sign_in(**{"grant_type": "client_credentials", "scope": SCOPE, **form})
    body = refused.json()
    assert (refused.status_code, body["error"], body["error_codes"]) == (status, error, [number])
    assert body["error_description"].startswith(f"AADSTS{number}: ")


def test_the_discovery_document_leads_to_the_endpoints(sandbox: Any) -> None:
    """Of this very sandbox."""
    origin = sandbox.urls["graph"]
    found = requests.get(f"{origin}/{DIRECTORY}/v2.0/.well-known/openid-configuration", timeout=10).json()
    assert found["token_endpoint"] == f"{origin}/{DIRECTORY}/oauth2/v2.0/token"
    assert requests.get(found["token_endpoint"], timeout=10).status_code == 405


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({}, "Access token is empty."),
        ({"Authorization": "Basic dGVhbXM="}, "Access token is empty."),
        ({"Authorization": "Bearer teams-carla"}, "IDX14100: JWT is not well formed."),
    ],
)
def test_without_a_valid_token_nothing_is_answered(sandbox: Any, header: dict[str, str], said: str) -> None:
    """401 with the reason and a challenge; who has no account in Teams has no token."""
    refused = requests.get(f"{sandbox.urls['graph']}/v1.0/me", headers=header, timeout=10)
    error = refused.json()["error"]
    assert (refused.status_code, error["code"], error["message"]) == (401, "InvalidAuthenticationToken", said)
    assert refused.headers["WWW-Authenticate"].startswith("Bearer ")


def test_the_environment_names_both_addresses_and_the_secrets(sandbox: Any) -> None:
    """Graph and sign-in share one; the connection is called teams unless the seed says otherwise."""
    own = {name: value for name, value in sandbox.environment.items() if "GRAPH" in name or "TEAMS" in name}
    assert own == {
        "COBRIDGE_GRAPH_URL": sandbox.urls["graph"],
        "COBRIDGE_GRAPH_LOGIN_URL": sandbox.urls["graph"],
        "COBRIDGE_CONNECTIONS__TEAMS__CLIENT_ID": "33333333-0000-4000-8000-000000000000",
        "COBRIDGE_CONNECTIONS__TEAMS__CLIENT_SECRET": "the-secret",
        "COBRIDGE_CONNECTIONS__TEAMS__TENANT_ID": DIRECTORY,
        "COBRIDGE_CONNECTIONS__TEAMS__REFRESH_TOKEN": "the-refresh",
    }
