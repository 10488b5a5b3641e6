"""Microsoft's sign-in: the token endpoint, its discovery document, and a page that agrees without asking.

Sources, below https://learn.microsoft.com/entra/identity-platform/: v2-oauth2-client-creds-grant-flow,
v2-oauth2-auth-code-flow, v2-oauth2-on-behalf-of-flow
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.graph import signin_errors as refused
from connectors.sandbox.graph.accounts import Accounts, Application
from connectors.sandbox.graph.call import Account
from connectors.sandbox.graph.signin_errors import SignInError
from connectors.sandbox.graph.state import State
from connectors.sandbox.tokens import Grant, Kind, Tokens, sent_back

_PATHS = re.compile(r"/([^/]+)(?:/oauth2/v2\.0/(?:token|authorize)|/v2\.0/\.well-known/openid-configuration)")
_ANY_DIRECTORY = ("common", "organizations")
_ON_BEHALF = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_DELEGATED = "ChannelMessage.Read.All ChannelMessage.Send Group.ReadWrite.All Tasks.ReadWrite User.Read"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Answers what does not belong to Graph itself."""

    state: State
    accounts: Accounts
    tokens: Tokens[Account]

    def takes(self, request: Request) -> bool:
        """Whether a path belongs to sign-in."""
        return not request.path.startswith("/v1.0/") and _PATHS.fullmatch(request.path) is not None

    def answer(self, request: Request) -> Response:
        """Carry out a sign-in; refusals are answers too."""
        try:
            return self._answer(request)
        except SignInError as refusal:
            return refusal.response(self.state)

    def _answer(self, request: Request) -> Response:
        name, _, _ = request.path.lstrip("/").partition("/")
        if name not in (self.accounts.directory, *_ANY_DIRECTORY):
            raise refused.unknown_directory(name)
        match (request.method, request.path.rpartition("/")[2]):
            case ("POST", "token"):
                return Response(200, self._token(_form(request)), {"Cache-Control": "no-store"})
            case ("GET", "authorize"):
                return self._authorize(request.query)
            case ("GET", "openid-configuration"):
                return Response(200, _discovery(request, self.accounts.directory))
        raise refused.wrong_method(request.method)

    def _token(self, form: Mapping[str, str]) -> dict[str, Any]:
        application = self._application(form)
        match _given(form, "grant_type"):
            case "client_credentials":
                return self._for_application(application, form)
            case "refresh_token":
                return self._refreshed(application, form)
            case "authorization_code":
                return self._redeemed(application, form)
            case kind if kind == _ON_BEHALF:
                return self._on_behalf(application, form)
            case other:
                raise refused.unsupported_grant(other)

    def _application(self, form: Mapping[str, str]) -> Application:
        name = _given(form, "client_id")
        found = self.accounts.applications.get(name)
        if found is None:
            raise refused.unknown_application(name, self.accounts.directory)
        if not form.get("client_secret"):
            raise refused.no_secret()
        if form["client_secret"] != found.secret:
            raise refused.wrong_secret(name)
        return found

    def _for_application(self, application: Application, form: Mapping[str, str]) -> dict[str, Any]:
        if not form.get("scope", "").endswith("/.default"):
            raise refused.wrong_scope(form.get("scope", ""))
        return self._issued(Account(application.client_id, None))

    def _refreshed(self, application: Application, form: Mapping[str, str]) -> dict[str, Any]:
        grant = self._grant("refresh", _given(form, "refresh_token"), application)
        return self._issued(grant.account, form.get("scope"), offline=True)

    def _redeemed(self, application: Application, form: Mapping[str, str]) -> dict[str, Any]:
        code = _given(form, "code")
        grant = self._grant("code", code, application)
        if form.get("redirect_uri") != grant.redirect:
            raise refused.other_redirect()
        if not grant.is_proved_by(form.get("code_verifier", "")):
            raise refused.wrong_verifier()
        self.tokens.use_up("code", code)
        return self._issued(grant.account, form.get("scope"), offline=True)

    def _grant(self, kind: Kind, token: str, application: Application) -> Grant[Account]:
        grant = self.tokens.grant(kind, token)
        if grant is None or grant.account.application != application.client_id:
            raise refused.malformed()
        if not self.tokens.valid(kind, token):
            raise refused.old_refresh_token() if kind == "refresh" else refused.old_code()
        return grant

    def _on_behalf(self, application: Application, form: Mapping[str, str]) -> dict[str, Any]:
        if form.get("requested_token_use") != "on_behalf_of":
            raise refused.missing("requested_token_use")
        assertion = _given(form, "assertion")
        grant = self.tokens.valid("access", assertion)
        person = grant.account if grant else self.accounts.by_token.get(assertion)
        if person is None or person.user is None:
            raise refused.wrong_assertion()
        offline = "offline_access" in form.get("scope", "").split()
        return self._issued(Account(application.client_id, person.user), form.get("scope"), offline=offline)

    def _issued(self, account: Account, scope: str | None = None, *, offline: bool = False) -> dict[str, Any]:
        lasting = {"expires_in": self.tokens.seconds, "ext_expires_in": self.tokens.seconds}
        given = {"token_type": "Bearer", **lasting, "access_token": self.tokens.issue("access", account)}
        if account.user is None:
            return given
        refresh = {"refresh_token": self.tokens.issue("refresh", account)} if offline else {}
        asked = " ".join(each for each in (scope or "").split() if each != "offline_access")
        return {**given, "scope": asked if asked and not asked.endswith("/.default") else _DELEGATED, **refresh}

    def _authorize(self, query: Mapping[str, str]) -> Response:
        """Agree for the person that `login_hint` names, else for the one the application signs in as."""
        name, back = query.get("client_id", ""), query.get("redirect_uri", "")
        application = self.accounts.applications.get(name)
        if application is None:
            raise refused.unknown_application(name, self.accounts.directory)
        if not back:
            raise refused.missing("redirect_uri")
        hint = query.get("login_hint", "")
        user = self.state.user(hint) if hint else application.user
        if user is None:
            raise refused.unknown_account(hint)
        code = self.tokens.issue("code", Account(name, user), query.get("code_challenge", ""), back)
        return Response(302, None, {"Location": sent_back(back, query, code)})


def _form(request: Request) -> Mapping[str, str]:
    try:
        return request.form()
    except ValueError:
        raise refused.missing("client_id") from None


def _given(form: Mapping[str, str], name: str) -> str:
    if not form.get(name):
        raise refused.missing(name)
    return form[name]


def _discovery(request: Request, directory: str) -> dict[str, Any]:
    origin = f"http://{request.headers.get('host', 'login.microsoftonline.com')}/{directory}"
    return {
        "token_endpoint": f"{origin}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "authorization_endpoint": f"{origin}/oauth2/v2.0/authorize",
        "issuer": f"{origin}/v2.0",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "subject_types_supported": ["pairwise"],
        "tenant_region_scope": "EU",
        "msgraph_host": "graph.microsoft.com",
    }
