"""How a person connects Slack: by the bot's token from the app's page, or by installing the app.

Source: docs.slack.dev/authentication/installing-with-oauth, .../using-token-rotation.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.signin import Attempt
from connectors import oauth
from connectors.slack.client import Client
from connectors.slack.endpoints import CHOSEN

SCOPES = (
    "channels:history", "channels:read", "chat:write", "commands", "files:read", "groups:history", "groups:read",
    "lists:read", "lists:write", "metadata.message:read", "users:read",
)  # fmt: skip
"""What the bot may: docs/tools/slack.md says what for."""


def endpoints(origin: str, scopes: tuple[str, ...] = SCOPES) -> oauth.Endpoints:
    """Slack's own. It has a proof for the code (PKCE) only for apps without a secret."""
    base = origin.rstrip("/")
    return oauth.Endpoints(
        "Slack", f"{base}/oauth/v2/authorize", f"{base}/api/oauth.v2.access", {"scope": ",".join(scopes)}, proves=False
    )


def tokens_of(connection: Connection, secrets: MutableMapping[str, str], origin: str, clock: Clock) -> oauth.Tokens:
    """The bot's token, renewed where the app has them rotated."""
    return oauth.Tokens(endpoints(origin), connection.id, secrets, clock)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Promises as the port says. The connection's setting `sign_in = "oauth"` is the second way.

    With the setting `emails = "yes"` the app also asks to read people's addresses.
    """

    connection: Connection
    origin: str
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    @property
    def asks(self) -> Mapping[str, bool]:
        """What the app's page shows; a token of the app itself is for Socket Mode."""
        bot = {"client_id": True, "client_secret": True} if self.has_page else {"token": True}
        return {**bot, "signing_secret": True, "app_token": False}

    @property
    def has_page(self) -> bool:
        """For an app that is installed by this address."""
        return self.connection.settings.get("sign_in") == "oauth"

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        """Where the app is installed."""
        chosen = tuple(CHOSEN) if self.connection.settings.get("emails") == "yes" else ()
        return oauth.page(endpoints(self.origin, (*SCOPES, *chosen)), secrets.get("client_id", ""), attempt)

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        """The bot's token; with token rotation it ends in twelve hours, and each that renews it is good for one use."""
        if not self.has_page:
            return oauth.NOTHING_TO_RENEW
        return oauth.redeem(endpoints(self.origin), secrets, attempt, code, self.clock)

    def account(self, secrets: MutableMapping[str, str]) -> str:
        """The bot's name and its workspace's."""
        tokens = tokens_of(self.connection, secrets, self.origin, self.clock)
        account = Client(self.origin, tokens, self.budget).account()
        return f"{account.get('user') or account['user_id']} ({account.get('team') or account.get('team_id')})"
