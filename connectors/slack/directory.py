"""Who has an account at Slack: everybody in the workspace; addresses only where the bot may read them."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.model.ids import Account
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.directory import Holder
from connectors.slack.client import Client
from connectors.slack.known import name_of
from connectors.slack.signin import tokens_of
from connectors.slack.translate import Json

SLACKBOT = "USLACKBOT"
"""In every workspace, and called no bot."""


class People:
    """`bridge.ports.directory.Directory` of one connection."""

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """As `connectors.slack.connector.Slack`."""
        del zone
        self._client = Client(origin, tokens_of(connection, secrets, origin, clock), budget)

    def accounts(self, place: Place) -> Sequence[Holder]:
        """See `Directory`."""
        del place
        return [_holder(each) for each in self._client.people() if _is_person(each)]


def _is_person(each: Json) -> bool:
    return not (each.get("deleted") or each.get("is_bot") or each["id"] == SLACKBOT)


def _holder(each: Json) -> Holder:
    return Holder(Account(each["id"]), name_of(each), str((each.get("profile") or {}).get("email") or ""))
