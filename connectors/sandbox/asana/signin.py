"""Asana's sign-in: a page that agrees without asking, and the exchange of codes and refresh tokens.

Source: https://developers.asana.com/docs/oauth
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from connectors.sandbox.asana.accounts import Accounts, App
from connectors.sandbox.asana.desk import Account
from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.stand_in import Caller
from connectors.sandbox.tokens import Grant, Tokens, sent_back

AUTHORIZE, TOKEN = "/-/oauth_authorize", "/-/oauth_token"
Word = Literal["invalid_request", "invalid_client", "invalid_grant", "unsupported_grant_type"]


class RefusedError(Exception):
    """An exchange that Asana refuses, with OAuth's word for it."""

    def __init__(self, word: Word, description: str) -> None:
        super().__init__(word)
        self.word, self.description = word, description


@dataclass(frozen=True, slots=True)
class SignIn:
    """Answers what does not belong to the API itself."""

    accounts: Accounts
    tokens: Tokens[Account]

    def takes(self, request: Request) -> bool:
        """Whether a call belongs to sign-in."""
        return (request.method, request.path) in (("GET", AUTHORIZE), ("POST", TOKEN))

    def of(self, request: Request) -> tuple[Caller, Account] | None:
        """Whose token a call carries, if it was given out here and has not ended."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self.tokens.valid("access", token.strip()) if scheme.lower() == "bearer" else None
        return (Caller(grant.account.user.gid, token.strip()), grant.account) if grant else None

    def answer(self, request: Request) -> Response:
        """Carry out a sign-in; refusals are answers too."""
        if request.path == AUTHORIZE:
            return self._authorize(request)
        try:
            return Response(200, self._given(request), {"Cache-Control": "no-store"})
        except RefusedError as refusal:
            status = 401 if refusal.word == "invalid_client" else 400
            return Response(status, {"error": refusal.word, "error_description": refusal.description})

    def _authorize(self, request: Request) -> Response:
        """Agree for the person whose token the call carries, else for the account that the service uses."""
        query = request.query
        app, back = self.accounts.apps.get(query.get("client_id", "")), query.get("redirect_uri", "")
        if app is None or not back or query.get("response_type") != "code":
            return Response(400, "The client_id, the redirect_uri or the response_type is missing or unknown.")
        found = self.accounts.of(request)
        user = found[1].user if found else app.user
        code = self.tokens.issue("code", Account(user, app.client_id), query.get("code_challenge", ""), back)
        return Response(302, None, {"Location": sent_back(back, query, code)})

    def _given(self, request: Request) -> dict[str, Any]:
        try:
            form = request.form()
        except ValueError:
            raise RefusedError("invalid_request", "The body is no form.") from None
        app = self._app(form)
        match form.get("grant_type"):
            case "authorization_code":
                return self._redeemed(app, form)
            case "refresh_token":
                return self._shown(self._grant("refresh", form.get("refresh_token", ""), app).account)
        raise RefusedError("unsupported_grant_type", "The grant_type is not supported.")

    def _app(self, form: Mapping[str, str]) -> App:
        app = self.accounts.apps.get(form.get("client_id", ""))
        if app is None or form.get("client_secret") != app.secret:
            raise RefusedError("invalid_client", "The client_id and client_secret do not fit.")
        return app

    def _redeemed(self, app: App, form: Mapping[str, str]) -> dict[str, Any]:
        code = form.get("code", "")
        grant = self._grant("code", code, app)
        if form.get("redirect_uri") != grant.redirect or not grant.is_proved_by(form.get("code_verifier", "")):
            raise RefusedError("invalid_grant", "The code was asked for with other values.")
        self.tokens.use_up("code", code)
        return {**self._shown(grant.account), "refresh_token": self.tokens.issue("refresh", grant.account)}

    def _grant(self, kind: Literal["code", "refresh"], token: str, app: App) -> Grant[Account]:
        grant = self.tokens.valid(kind, token)
        if grant is None or grant.account.app != app.client_id:
            raise RefusedError("invalid_grant", "The code or refresh token is not valid.")
        return grant

    def _shown(self, account: Account) -> dict[str, Any]:
        user = account.user
        who = {"id": int(user.gid) if user.gid.isdigit() else user.gid, "gid": user.gid}
        return {
            "access_token": self.tokens.issue("access", account),
            "token_type": "bearer",
            "expires_in": self.tokens.seconds,
            "data": {**who, "name": user.name, "email": user.email},
        }
