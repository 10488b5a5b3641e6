"""Microsoft's sign-in: access tokens of the app itself, and of the service user for whom it posts.

Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, v2-oauth2-auth-code-flow.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import requests

from bridge.core.errors import Failure, Retry, Stop
from bridge.ports.clock import Clock
from connectors.http import TIMEOUT, failure_for, failure_for_exception, retry_after

LOGIN = "https://login.microsoftonline.com"
"""Where people and apps sign in, unless the connection's setting `login` names another origin."""
SCOPE = "https://graph.microsoft.com/.default"
EARLY = timedelta(minutes=5)
"""How long before it expires a token is replaced."""
WHAT = "Teams, signing in"


class Grant(StrEnum):
    """Whose token: the app's own (Planner), or the service user's (channels)."""

    APP = "client_credentials"
    USER = "refresh_token"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    expires: datetime


@dataclass(slots=True)
class SignIn:
    """Tokens of one connection, fetched when first needed and again shortly before they expire. Shows no secret.

    Microsoft answers a refresh with a new refresh token; the newest takes the place of the secret that it renews.
    """

    login: str
    secrets: MutableMapping[str, str] = field(repr=False)
    clock: Clock = field(repr=False)
    _tokens: dict[Grant, _Token] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def app(self) -> str:
        """The application's id, which everything we write bears."""
        return self.secrets.get("client_id", "")

    def token(self, grant: Grant, instead_of: str = "") -> str:
        """A token that is still good for a while, and not the one that Graph just refused."""
        with self._lock:
            known = self._tokens.get(grant)
            if known is None or known.text == instead_of or known.expires - EARLY <= self.clock.now():
                known = self._tokens[grant] = self._fetched(grant)
            return known.text

    def _fetched(self, grant: Grant) -> _Token:
        now, answer = self.clock.now(), self._asked(grant)
        try:
            said = answer.json()
        except ValueError:
            said = {}
        if answer.status_code != 200 or not isinstance(said, dict) or not said.get("access_token"):
            raise self._refusal(grant, answer, said if isinstance(said, dict) else {})
        if renewed := grant is Grant.USER and said.get("refresh_token"):
            self.secrets["refresh_token"] = str(renewed)
        return _Token(str(said["access_token"]), now + timedelta(seconds=float(said.get("expires_in") or 0)))

    def _asked(self, grant: Grant) -> requests.Response:
        directory, form = self.secrets.get("tenant_id", ""), self._form(grant)
        with requests.Session() as session:
            session.trust_env = False
            try:
                return session.post(
                    f"{self.login.rstrip('/')}/{directory}/oauth2/v2.0/token",
                    data=form,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
            except (requests.RequestException, OSError) as error:
                raise failure_for_exception(error, creates=False, what=WHAT) from None

    def _form(self, grant: Grant) -> dict[str, str]:
        """What is sent. Raises Stop where a secret is missing."""
        form = {"grant_type": grant.value, "scope": SCOPE}
        form |= {name: self.secrets.get(name, "") for name in ("client_id", "client_secret")}
        if grant is Grant.USER:
            form["refresh_token"] = self.secrets.get("refresh_token", "")
            form["scope"] = f"{SCOPE} offline_access"
        if missing := next((name for name in ("tenant_id", *form) if not ({**self.secrets, **form}).get(name)), ""):
            why = ", which posting comments in a channel needs" if missing == "refresh_token" else ""
            raise Stop(f"Teams: the secret {missing} is missing{why}.", code="credential")
        return form

    def _refusal(self, grant: Grant, answer: requests.Response, said: Mapping[str, Any]) -> Failure:
        """The decision that a refused sign-in is."""
        if answer.status_code == 429:
            after = retry_after(answer.headers.get("Retry-After"), self.clock.now())
            return failure_for(429, creates=False, retry_after=after, what=WHAT)
        if answer.status_code in (400, 401, 403):
            return Stop(_advice(grant, str(said.get("error") or "")), code="credential")
        if answer.status_code < 400:
            return Retry("Teams: what answered is not Microsoft's sign-in; check the address.", code="answer")
        return failure_for(answer.status_code, creates=False, retry_after=None, what=WHAT)


def _advice(grant: Grant, error: str) -> str:
    if error == "invalid_grant" and grant is Grant.USER:
        return "Teams: the service user's sign-in ran out or was revoked; sign in again and store its refresh_token."
    return "Teams: Microsoft refuses the sign-in; check tenant_id, client_id and client_secret, and whether it expired."
