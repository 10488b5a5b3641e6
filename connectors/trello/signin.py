"""How a person connects Trello: by a key and the token that the account gives to it.

Source: developer.atlassian.com/cloud/trello/guides/rest-api/authorization. Trello has OAuth 2.0 too, for apps that act
for many people; for an account of its own it keeps key and token, which do not end.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from bridge.core.model.network import Connection
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.signin import Attempt
from connectors.trello.client import Client
from connectors.trello.transport import Access


@dataclass(frozen=True, slots=True)
class SignIn:
    """Promises as the port says."""

    connection: Connection
    origin: str
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)

    @property
    def asks(self) -> Mapping[str, bool]:
        """What the key's page shows; the secret is for what Trello delivers to us."""
        return {"key": True, "token": True, "secret": False}

    @property
    def has_page(self) -> bool:
        """The token is copied."""
        return False

    def page(self, secrets: Mapping[str, str], attempt: Attempt) -> str:
        """None."""
        del secrets, attempt
        return ""

    def redeem(self, secrets: Mapping[str, str], attempt: Attempt, code: str) -> Mapping[str, str]:
        """Nothing: there is nothing to renew."""
        del secrets, attempt, code
        return {}

    def account(self, secrets: MutableMapping[str, str]) -> str:
        """The account's name."""
        access = Access(self.origin, secrets.get("key", ""), secrets.get("token", ""), self.budget, self.clock)
        account = Client(access).account()
        return str(account.get("fullName") or account["id"])
