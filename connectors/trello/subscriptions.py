"""Has Trello tell us at once what happens on the boards. Nothing is kept here: Trello says which webhooks there are.

Those of this connection deliver to its address; they bear the id of our own account, since its acts are no news.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta, tzinfo

from bridge.core.errors import Failure, Park, Replan, Retry
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Subscribed
from connectors.trello.client import Client
from connectors.trello.deliveries import callback
from connectors.trello.translate import Json
from connectors.trello.transport import Access

LOOK = timedelta(hours=12)
"""How often the webhooks are looked at: one that Trello switched off or lost is found so. Until then we ask."""


class Webhooks:
    """One connection's webhooks, one for each board; promises as the port says.

    Without the app's secret there are none, since nobody could tell whether a delivery is Trello's. What went untold is
    not missed: each pull reads what happened since the last.
    """

    def __init__(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet; arguments as the connector's. `secrets` may have `secret`."""
        del connection, zone
        self._has_secret = bool(secrets.get("secret", "").strip())
        self._client = Client(Access(origin, secrets.get("key", ""), secrets.get("token", ""), budget, clock))
        self._clock = clock

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Webhooks()"

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        """One webhook on each board; one that Trello switched off is switched on again, those of no use are ended."""
        if self._has_secret and places:
            wanted = callback(url, self._client.me())
            ours = [each for each in self._client.webhooks() if _leads_to(url, each)]
            boards = {place.container for place in places}
            kept = {each["idModel"]: each for each in ours if each["callbackURL"] == wanted}
            for each in ours:
                if each["callbackURL"] != wanted or each["idModel"] not in boards:
                    with suppress(Replan):  # it ended by itself
                        self._client.delete_webhook(each["id"])
            self._see_to(boards, kept, wanted)
        return Subscribed(self._clock.now() + LOOK)

    def _see_to(self, boards: set[str], kept: dict[str, Json], wanted: str) -> None:
        """Trouble with one board keeps none of the others from it; then it is told."""
        trouble: Failure | None = None
        for board in sorted(boards):
            try:
                self._stand(board, kept.get(board), wanted)
            except Failure as failure:
                trouble = trouble or failure
        if trouble:
            raise trouble

    def _stand(self, board: str, there: Json | None, wanted: str) -> None:
        if there and there["active"]:
            return
        try:
            if there:
                self._client.wake_webhook(there["id"])
            else:
                self._client.create_webhook(board, wanted)
        except Park as refused:
            if refused.code != "400":
                raise
            address = wanted.partition("?")[0]
            sentence = (
                f"Trello: Trello does not accept {address}, most often because nothing answers there. Let the internet "
                "reach this address by https, and have your web server pass /hooks/ on to cobridge run."
            )
            raise Retry(sentence, code="address") from None


def _leads_to(url: str, webhook: Json) -> bool:
    return str(webhook["callbackURL"]).partition("?")[0] == url
