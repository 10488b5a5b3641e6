"""Has Graph notify us of what is said in the channel of comments. Nothing is kept here: Graph says what there is.

Subscriptions of this connection are those on its channel that deliver to its address. The address bears a sign of the
secret that notifications come with, so that after a new client secret the subscription is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from urllib.parse import quote

from bridge.core.errors import Park, Replan, Retry
from bridge.core.model.ids import PlaceId
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Subscribed
from connectors.teams.channel import channel_of
from connectors.teams.notices import client_state
from connectors.teams.sending import Access, Act
from connectors.teams.tokens import LOGIN, Grant, Tokens
from connectors.teams.translate import Json
from connectors.teams.wire import Ask

LONGEST = timedelta(minutes=4_320)
"""How long a subscription to messages lasts at most: learn.microsoft.com/graph/api/resources/subscription."""
SPARE = timedelta(minutes=5)
"""What is left of it for clocks that differ."""
LOOK = timedelta(hours=12)
"""How often a subscription is looked at and renewed at least: one that Graph lost is found so."""
CHANGES = "created,updated,deleted"


@dataclass(frozen=True, slots=True)
class _Wish:
    """The subscription that there should be: `address` without its sign, by which earlier ones of ours are known."""

    resource: str
    address: str
    state: str = field(repr=False)

    @property
    def url(self) -> str:
        sign = hashlib.sha256(self.state.encode()).hexdigest()[:12]
        return f"{self.address}?of={sign}"

    def is_ours(self, found: Json) -> bool:
        """Whether we made it, for this address, whatever the secret was then."""
        address = str(found.get("notificationUrl") or "").partition("?")[0]
        return address == self.address and _plain(found.get("resource")) == _plain(self.resource)

    def values(self, ends: datetime) -> Json:
        """What a new one is asked for with."""
        return {
            "changeType": CHANGES,
            "notificationUrl": self.url,
            "lifecycleNotificationUrl": self.url,
            "resource": self.resource,
            "expirationDateTime": _written(ends),
            "clientState": self.state,
        }


class Notifications:
    """One connection's subscription; promises as the port says. A connection without a channel needs none."""

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet; arguments as the connector's."""
        del zone
        login = connection.settings.get("login", LOGIN)
        self._access = Access(origin, Tokens(login, secrets, clock, connection.id), budget, clock)
        self._clock = clock
        self._channel = channel_of(connection.settings.get("channel", ""))
        self._state = client_state(connection.id, secrets)

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Notifications()"

    def close(self) -> None:
        """End the connections to Graph and the thread they live in; a later call opens them again."""
        self._access.wire.close()

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        """One subscription, renewed; further ones of ours, such as those of an earlier secret, are taken away."""
        if self._channel is None:
            return Subscribed(self._clock.now() + LOOK)
        team, channel = self._channel
        wish = _Wish(f"/teams/{team}/channels/{channel}/messages", url, self._state)
        ours = [each for each in self._listed() if wish.is_ours(each)]
        kept = next(filter(None, (self._renewed(each) for each in ours if each["notificationUrl"] == wish.url)), None)
        for each in ours:
            if kept is None or each["id"] != kept["id"]:
                self._removed(each)  # first: Graph may allow but one on a channel
        stands = kept or self._made(wish)
        missed = frozenset[PlaceId]() if kept else frozenset(place.id for place in places)
        return Subscribed(self._again(stands), missed)

    def _listed(self) -> list[Json]:
        act, ask = _act("looking for our subscription"), Ask("GET", "/subscriptions")
        found = list[Json]()
        while ask.path:
            page = self._access.send(act, ask)
            found += page["value"]
            ask = Ask("GET", self._access.on_our_way(page.get("@odata.nextLink") or ""))
        return found

    def _renewed(self, found: Json) -> Json | None:
        """The subscription as it is then; None where it ended meanwhile."""
        values = {"expirationDateTime": _written(self._end())}
        with suppress(Replan):
            renewed: Json = self._access.send(_act("renewing our subscription"), Ask("PATCH", _path(found), values))
            return renewed
        return None

    def _made(self, wish: _Wish) -> Json:
        """A new one; Graph tries the address first."""
        act = _act("subscribing to the channel", creates=True, container=True)
        try:
            return self._access.send(act, Ask("POST", "/subscriptions", wish.values(self._end())))
        except Park as refused:
            if refused.code != "400":
                raise
            sentence = (
                f"Teams: Microsoft does not accept {wish.address}, most often because nothing answers there. Let the "
                "internet reach this address by https, and have your web server pass /hooks/ on to cobridge run."
            )
            raise Retry(sentence, code="address") from None

    def _removed(self, found: Json) -> None:
        with suppress(Replan):  # it ended by itself
            self._access.send(_act("ending an earlier subscription"), Ask("DELETE", _path(found)))

    def _end(self) -> datetime:
        return self._clock.now() + LONGEST - SPARE

    def _again(self, stands: Json) -> datetime:
        """When half of its time is over, as Graph granted it."""
        now, ends = self._clock.now(), datetime.fromisoformat(stands["expirationDateTime"])
        return now + min(LOOK, max((ends - now) / 2, SPARE))


def _act(what: str, *, creates: bool = False, container: bool = False) -> Act:
    """For the service user: whoever may read the channel may be told of it."""
    return Act(what, creates=creates, container=container, grant=Grant.USER)


def _path(found: Json) -> str:
    return f"/subscriptions/{quote(str(found['id']), safe='')}"


def _plain(resource: object) -> str:
    return str(resource or "").strip("/").casefold()


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
