"""Slack's installation of an app: a page that agrees without asking, and oauth.v2.access.

Source: https://docs.slack.dev/authentication/installing-with-oauth, .../using-token-rotation,
https://docs.slack.dev/reference/methods/oauth.v2.access
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.slack.accounts import Accounts
from connectors.sandbox.slack.entities import Account, App, Team
from connectors.sandbox.slack.values import Arguments, Obj, RefusedError
from connectors.sandbox.tokens import Tokens, sent_back

AUTHORIZE, METHOD = "/oauth/v2/authorize", "oauth.v2.access"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What has no account yet."""

    accounts: Accounts
    team: Team
    tokens: Tokens[Account]

    def account(self, token: str) -> Account | None:
        """Whose token it is, if it was given out here. Raises RefusedError for one that has ended."""
        if self.tokens.grant("access", token) is None:
            return None
        grant = self.tokens.valid("access", token)
        if grant is None:
            raise RefusedError("token_expired")
        return replace(grant.account, token=token)

    def authorize(self, request: Request) -> Response:
        """Install the app for whoever asks."""
        query = request.query
        app, back = self._app(query.get("client_id", "")), query.get("redirect_uri", "")
        if app is None or not back:
            return Response(400, "Something went wrong when authorizing this app: client_id or redirect_uri.")
        scopes = tuple(each for each in query.get("scope", "").split(",") if each)
        code = self.tokens.issue("code", Account(app.bot, "bot", scopes, "", app), redirect=back)
        return Response(302, None, {"Location": sent_back(back, query, code)})

    def access(self, args: Arguments) -> Obj:
        """The answer to oauth.v2.access."""
        app = self._app(args.text("client_id", ""))
        if app is None:
            raise RefusedError("invalid_client_id")
        if args.text("client_secret", "") != app.client_secret:
            raise RefusedError("bad_client_secret")
        match args.text("grant_type", "authorization_code"):
            case "authorization_code":
                return self._redeemed(app, args)
            case "refresh_token":
                return self._renewed(app, args.text("refresh_token", ""))
        raise RefusedError("invalid_grant_type")

    def _redeemed(self, app: App, args: Arguments) -> Obj:
        code = args.text("code", "")
        grant = self.tokens.valid("code", code)
        if grant is None or grant.account.app is not app:
            raise RefusedError("invalid_code")
        if args.text("redirect_uri", "") != grant.redirect:
            raise RefusedError("bad_redirect_uri")
        self.tokens.use_up("code", code)
        return self._given(app, grant.account)

    def _renewed(self, app: App, token: str) -> Obj:
        """Good for one use."""
        grant = self.tokens.valid("refresh", token)
        if grant is None or grant.account.app is not app:
            raise RefusedError("invalid_refresh_token")
        self.tokens.use_up("refresh", token)
        return self._given(app, grant.account)

    def _given(self, app: App, account: Account) -> Obj:
        lasting: Obj = {}
        token = app.token
        if app.rotates:
            token = self.tokens.issue("access", account)
            lasting = {"expires_in": self.tokens.seconds, "refresh_token": self.tokens.issue("refresh", account)}
        return {
            "app_id": app.id,
            "authed_user": {"id": app.bot.id},
            "scope": ",".join(account.scopes),
            "token_type": "bot",
            "access_token": token,
            **lasting,
            "bot_user_id": app.bot.id,
            "team": {"id": self.team.id, "name": self.team.name},
            "is_enterprise_install": False,
        }

    def _app(self, client_id: str) -> App | None:
        return next((app for app in self.accounts.apps.values() if app.client_id == client_id), None)
