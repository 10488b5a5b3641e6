"""The ear of one Slack connection."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from slack_bolt import BoltRequest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier

from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Received, Reply, Request
from connectors.slack.client import Client
from connectors.slack.desk.bolt import HEARD, bolt_of
from connectors.slack.desk.listening import Heard, Listening
from connectors.slack.manifest import ARCHIVE_LANE
from connectors.slack.signin import tokens_of
from connectors.slack.translate import Json
from connectors.slack.words import words_in

FORGED = Reply(401, body=b"The signature does not fit, or it is too old.")
FAILED = Reply(503, body=b"Slack did not let us answer.")


class Ear:
    """Understands what Slack delivers to a connection; promises as the port says."""

    def __init__(
        self,
        connection: Connection,
        places: Sequence[Place],
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet. `secrets` has `token` and `signing_secret`; `places` are the connection's.

        `budget` must not wait: Slack gives three seconds for an answer. The setting `language` is that of forms.
        """
        channels = {place.container: place.id for place in places}
        words = words_in(connection.settings.get("language", "de"))
        client = Client(origin, tokens_of(connection, secrets, origin, clock), budget)
        talk = connection.settings.get("channel", "")
        archive_lane = connection.settings.get("archive_lane", ARCHIVE_LANE)
        self._bolt = bolt_of(Listening(client, channels, words, zone, clock, archive_lane, talk))
        secret = secrets.get("signing_secret", "").strip()
        self._verifier = SignatureVerifier(secret, _Seconds(clock)) if secret else None

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Ear()"

    def receive(self, request: Request) -> Received:
        """What the delivery means; one that Slack did not sign within five minutes is refused."""
        if not self._is_signed(request):
            return Received(FORGED)
        heard = Heard()
        body = request.body.decode(errors="replace")
        sent = BoltRequest(body=body, headers=dict(request.headers), context={HEARD: heard})
        return self._understood(sent, heard)

    def understand(self, payload: Json) -> Received:
        """What a delivery means that came over a line of ours, so that it is Slack's."""
        heard = Heard()
        return self._understood(BoltRequest(body=payload, mode="socket_mode", context={HEARD: heard}), heard)

    def _understood(self, sent: BoltRequest, heard: Heard) -> Received:
        answer = self._bolt.dispatch(sent)
        text = str(answer.body or "")
        shown = {name: value for name, value in answer.first_headers().items() if name.lower() == "content-type"}
        reply = FAILED if heard.failed and not text else Reply(answer.status, shown, text.encode())
        touched = {place: frozenset(refs) for place, refs in heard.touched.items()}
        hints = {*touched, *(submission.place for submission in heard.submissions)}
        return Received(reply, frozenset(hints), touched, tuple(heard.submissions))

    def _is_signed(self, request: Request) -> bool:
        """Compared in constant time by Slack's own verifier; headers that are no numbers or no text do not pass."""
        if self._verifier is None:
            return False
        try:
            return self._verifier.is_valid_request(request.body, dict(request.headers))
        except (TypeError, ValueError):
            return False


class _Seconds(SignatureClock):
    """Our clock, as Slack's verifier reads it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()
