"""Microsoft's tokens: those of the app itself, and those of the service user for whom it posts.

Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, v2-oauth2-auth-code-flow.
"""

from __future__ import annotations

import threading
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bridge.core.errors import Stop
from bridge.ports.clock import Clock
from connectors.oauth import EARLY, Endpoints, ask, one_at_a_time, renewed, sign_in_again

LOGIN = "https://login.microsoftonline.com"
"""Where people and apps sign in, unless the connection's setting `login` names another origin."""
SCOPE = "https://graph.microsoft.com/.default"
REFUSED = "Teams: Microsoft refuses the sign-in; check tenant_id, client_id and client_secret, and whether it expired."


class Grant(StrEnum):
    """Whose token: the app's own (Planner), or the service user's (channels)."""

    APP = "client_credentials"
    USER = "refresh_token"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    expires: datetime


def endpoints(login: str, directory: str) -> Endpoints:
    """Where the directory's people and apps sign in."""
    base = f"{login.rstrip('/')}/{directory}/oauth2/v2.0"
    return Endpoints("Teams", f"{base}/authorize", f"{base}/token", {"response_mode": "query"})


@dataclass(slots=True)
class Tokens:
    """Tokens of one connection, fetched when first needed and again shortly before they expire. Shows no secret.

    Microsoft answers a refresh with a new refresh token; the newest takes the place of the secret that it renews.
    """

    login: str
    secrets: MutableMapping[str, str] = field(repr=False)
    clock: Clock = field(repr=False)
    connection: str = ""
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
        now = self.clock.now()
        said = self._for_app() if grant is Grant.APP else self._for_user()
        return _Token(str(said["access_token"]), now + timedelta(seconds=float(said.get("expires_in") or 0)))

    def _for_app(self) -> dict[str, Any]:
        form = self._form(Grant.APP, SCOPE)
        try:
            return self._asked(form)
        except Stop:
            raise Stop(REFUSED, code="credential") from None

    def _for_user(self) -> dict[str, Any]:
        """By one of those who have this connection at a time: each answer has the next refresh token."""
        with one_at_a_time(self.secrets):
            form = self._form(Grant.USER, f"{SCOPE} offline_access")
            again = sign_in_again("Teams", self.connection)
            return renewed(self.secrets, lambda refresh: self._asked({**form, "refresh_token": refresh}), again)

    def _asked(self, form: dict[str, str]) -> dict[str, Any]:
        return ask(endpoints(self.login, self.secrets.get("tenant_id", "")), form, self.clock)

    def _form(self, grant: Grant, scope: str) -> dict[str, str]:
        """What is sent. Raises Stop where a secret is missing."""
        names = ("tenant_id", "client_id", "client_secret", *(["refresh_token"] if grant is Grant.USER else []))
        if missing := next((name for name in names if not self.secrets.get(name)), ""):
            why = ", which posting comments in a channel needs" if missing == "refresh_token" else ""
            advice = f"sign in with cobridge connect teams --connection {self.connection}"
            raise Stop(f"Teams: the secret {missing} is missing{why}; {advice}.", code="credential")
        sent = {name: self.secrets[name] for name in ("client_id", "client_secret")}
        return {"grant_type": grant.value, "scope": scope, **sent}
