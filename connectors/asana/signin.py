"""How a person connects Asana: by a personal access token, or by agreeing to an OAuth app.

Source: developers.asana.com/docs/oauth, .../docs/personal-access-token.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.signin import Attempt
from connectors import oauth
from connectors.asana.client import Client
from connectors.asana.sending import Access


def endpoints(origin: str) -> oauth.Endpoints:
    """Asana's own. Without a scope the app is asked for all it may: batch, events and sections have none."""
    base = f"{origin.rstrip('/')}/-"
    return oauth.Endpoints("Asana", f"{base}/oauth_authorize", f"{base}/oauth_token")


def tokens_of(connection: Connection, secrets: MutableMapping[str, str], origin: str, clock: Clock) -> oauth.Tokens:
    """The connection's token, renewed where it ends."""
    return oauth.Tokens(endpoints(origin), connection.id, secrets, clock)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Promises as the port says. The connection's setting `sign_in = "oauth"` is the second way."""

    connection: Connection
    origin: str
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    @property
    def asks(self) -> Mapping[str, bool]:
        """What the developer console shows."""
        return {"client_id": True, "client_secret": True} if self.has_page else {"token": True}

    @property
    def has_page(self) -> bool:
        """For an OAuth app."""
        return self.connection.settings.get("sign_in") == "oauth"

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        """Where the account agrees."""
        return oauth.page(endpoints(self.origin), secrets.get("client_id", ""), attempt)

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        """A token that ends in an hour, and what renews it; Asana gives that once and for good."""
        if not self.has_page:
            return oauth.NOTHING_TO_RENEW
        return oauth.redeem(endpoints(self.origin), secrets, attempt, code, self.clock)

    def account(self, secrets: MutableMapping[str, str]) -> str:
        """The account's name."""
        tokens = tokens_of(self.connection, secrets, self.origin, self.clock)
        account = Client(Access(self.origin, tokens, self.budget, self.clock)).account()
        return str(account.get("name") or account["gid"])
