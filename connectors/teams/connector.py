"""The connector to Teams."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from datetime import tzinfo

from bridge.core.errors import Park, Replan, Stop
from bridge.core.model.ids import Cursor, Ref
from bridge.core.model.network import Connection, Place
from bridge.core.model.operation import CreateComment, DeleteComment, Done, Operation, UpdateComment
from bridge.core.model.reach import Manifest
from bridge.core.model.snapshot import Snapshot
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.connector import Finding, Sought
from connectors.teams.channel import channel_of
from connectors.teams.check import findings
from connectors.teams.client import Channel, Client
from connectors.teams.manifest import ARCHIVE_LANE, MANIFEST
from connectors.teams.news import news
from connectors.teams.plan import Plan, Plans
from connectors.teams.pull import Reading, complete
from connectors.teams.references import MARKER_URL
from connectors.teams.sending import Access
from connectors.teams.talk import Talk
from connectors.teams.tokens import LOGIN, Tokens
from connectors.teams.write import Writing


class Teams:
    """One connection to Teams; promises as the port says. A cursor that is not ours reads all of the place."""

    def __init__(
        self,
        connection: Connection,
        secrets: MutableMapping[str, str],
        origin: str,
        budget: Budget,
        clock: Clock,
        zone: tzinfo,
    ) -> None:
        """Call nobody yet. `zone` is where days begin.

        `secrets` has `tenant_id`, `client_id` and `client_secret` of the app; with a channel `refresh_token` of the
        service user who posts, which is renewed there. Settings of the connection: `channel`
        (`<team id>/<channel id>`) for comments, `login` (origin of the sign-in), `archive_lane` (the archive bucket's
        name), `marker_url`.
        """
        settings = connection.settings
        self._connection = connection.id
        self._directory = secrets.get("tenant_id", "")
        tokens = Tokens(settings.get("login", LOGIN), secrets, clock, connection.id)
        self._access = Access(origin, tokens, budget, clock)
        self._client = Client(self._access)
        self._channel = settings.get("channel", "")
        self._clock = clock
        self._zone = zone
        self._archive_lane = settings.get("archive_lane", ARCHIVE_LANE)
        self._marker_url = settings.get("marker_url", MARKER_URL)
        self._plans = Plans()

    def __repr__(self) -> str:
        """The connection's id."""
        return f"Teams({self._connection})"

    def close(self) -> None:
        """End the connections to Graph and the thread they live in; a later call opens them again."""
        self._access.wire.close()

    @property
    def manifest(self) -> Manifest:
        """What Teams can do; comments only where the connection names a channel."""
        return MANIFEST

    def pull(self, place: Place, since: Cursor | None, sought: Sought) -> Snapshot:
        """What the plan holds, or what happened since the cursor."""
        plan = self._plans[place.container]
        reading = Reading(
            self._client,
            plan,
            place,
            self._clock.now(),
            self._zone,
            self._archive_lane,
            self._marker_url,
            self._talk(plan),
        )
        return complete(reading, sought) if since is None or sought.whole else news(reading, since, sought)

    def confirm_gone(self, place: Place, ref: Ref) -> bool:
        """Whether the task was deleted; Planner has no trash."""
        del place
        try:
            self._client.task(ref)
        except Replan:
            return True
        except Park as refused:
            if refused.code != "403":
                raise
        return False

    def apply(self, place: Place, operation: Operation) -> Done:
        """Carry out one operation."""
        plan = self._plans[place.container]
        if isinstance(operation, CreateComment | UpdateComment | DeleteComment):
            talk = self._talk(plan)
            if talk is None:
                raise Park("Teams: the connection names no channel for comments; set channel, then retry.")
            return talk.carry_out(operation)
        return Writing(self._client, plan, self._zone, self._archive_lane, self._marker_url).carry_out(operation)

    def delay(self, place: Place, operation: Operation) -> float:
        """How long Graph's limits hold the operation back; replies in channels have limits of their own."""
        del place
        named = channel_of(self._channel)
        if named is None or not isinstance(operation, CreateComment | UpdateComment | DeleteComment):
            return self._access.budget.delay()
        return self._access.budget.delay(*Channel(self._access, *named).limits)

    def check(self, place: Place) -> Sequence[Finding]:
        """Whether credential, plan and channel are as needed."""
        return tuple(findings(self._client, place.container, self._talk(self._plans[place.container])))

    def _talk(self, plan: Plan) -> Talk | None:
        """The way to comments; None where no channel is named. Raises Stop where the setting names none."""
        if not self._channel:
            return None
        named = channel_of(self._channel)
        if named is None:
            sentence = "Teams: the setting channel is not in the form <team id>/<channel id>; copy both from its link."
            raise Stop(sentence, code="channel")
        return Talk(self._client, Channel(self._access, *named), plan, self._directory)
