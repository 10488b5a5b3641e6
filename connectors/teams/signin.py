"""How a person connects Teams: the app's registration, then the consent of the user for whom comments are posted.

Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.signin import Attempt
from connectors import oauth
from connectors.teams.manifest import SECRETS
from connectors.teams.sending import Access, Act
from connectors.teams.tokens import LOGIN, Grant, Tokens, endpoints
from connectors.teams.wire import Ask

SCOPES = (
    "offline_access", "User.Read", "Channel.ReadBasic.All", "ChannelMessage.Read.All", "ChannelMessage.Send",
    "ChannelMessage.ReadWrite",
)  # fmt: skip
"""What the service user agrees to; Planner needs the app's own permission alone."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Promises as the port says. A connection without a channel for comments needs nobody to agree."""

    connection: Connection
    origin: str
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    @property
    def asks(self) -> Mapping[str, bool]:
        """What the app's registration shows."""
        return dict.fromkeys(SECRETS, True)

    @property
    def has_page(self) -> bool:
        """Only comments are posted for somebody."""
        return bool(self.connection.settings.get("channel"))

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        """The directory's own."""
        found = self._endpoints(secrets)
        asked = replace(found, further={**found.further, "scope": " ".join(SCOPES)})
        return oauth.page(asked, secrets.get("client_id", ""), attempt)

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        """The refresh token alone: access tokens are fetched when they are needed."""
        if not self.has_page:
            return {}
        given = oauth.redeem(self._endpoints(secrets), secrets, attempt, code, self.clock)
        return {oauth.REFRESH: given.get(oauth.REFRESH, "")}

    def account(self, secrets: MutableMapping[str, str]) -> str:
        """The service user's name; without one, the app's id, which then has got a token of its own."""
        tokens = Tokens(self._login, secrets, self.clock, self.connection.id)
        tokens.token(Grant.APP)
        return self._user(tokens) if self.has_page else tokens.app

    def _user(self, tokens: Tokens) -> str:
        access = Access(self.origin, tokens, self.budget, self.clock)
        try:
            act = Act("reading the service user", grant=Grant.USER)
            return str(access.send(act, Ask("GET", "/me?$select=displayName"))["displayName"])
        finally:
            access.wire.close()

    @property
    def _login(self) -> str:
        return self.connection.settings.get("login", LOGIN)

    def _endpoints(self, secrets: Mapping[str, str]) -> oauth.Endpoints:
        return endpoints(self._login, secrets.get("tenant_id", ""))
