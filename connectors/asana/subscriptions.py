"""Has Asana tell us at once what happens in the projects: Asana says which webhooks there are.

Those of this connection deliver to its address. Asana gives a secret for each while it is being made, to the receiver;
one whose secret nobody kept is of no use and is replaced.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from datetime import timedelta, tzinfo
from urllib.parse import parse_qs, urlsplit

from bridge.core.errors import Failure, Park, Replan, Retry
from bridge.core.model.network import Connection, Place
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from bridge.ports.receiver import Subscribed
from connectors.asana.client import Client
from connectors.asana.deliveries import SIGN, Kept, target
from connectors.asana.sending import Access
from connectors.asana.signin import tokens_of
from connectors.asana.translate import Json

LOOK = timedelta(hours=12)
"""How often the webhooks are looked at: one that Asana gave up is found so. Until then we ask."""


class Webhooks:
    """One connection's webhooks, one for each project; promises as the port says.

    What went untold is not missed: each pull reads what happened since the last.
    """

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
        self._kept = Kept(secrets)
        self._client = Client(Access(origin, tokens_of(connection, secrets, origin, clock), budget, clock))
        self._clock = clock
        self._workspaces = dict[str, str]()

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return "Webhooks()"

    def subscribe(self, places: Sequence[Place], url: str) -> Subscribed:
        """One webhook on each project that works and whose secret we have; all others of this address are ended."""
        projects = {place.container for place in places}
        kept = set[str]()
        for each in self._there(projects, url):
            project = str((each.get("resource") or {}).get("gid") or "")
            if project in projects - kept and each.get("active") and self._kept.is_known(project, _sign(each)):
                kept.add(project)
            else:
                with suppress(Replan):  # it ended by itself
                    self._client.delete_webhook(each["gid"])
        self._make(projects - kept, url)
        return Subscribed(self._clock.now() + LOOK)

    def _there(self, projects: set[str], url: str) -> list[Json]:
        """Our webhooks that lead to the address."""
        for project in sorted(projects - self._workspaces.keys()):
            self._workspaces[project] = str(self._client.project(project)["workspace"]["gid"])
        workspaces = {self._workspaces[project] for project in projects}
        found = [each for workspace in sorted(workspaces) for each in self._client.webhooks(workspace)]
        return [each for each in found if str(each.get("target") or "").partition("?")[0] == url]

    def _make(self, projects: set[str], url: str) -> None:
        """Trouble with one project keeps none of the others from it; then it is told."""
        trouble: Failure | None = None
        for project in sorted(projects):
            try:
                self._make_one(project, url)
            except Failure as failure:
                trouble = trouble or failure
        if trouble:
            raise trouble

    def _make_one(self, project: str, url: str) -> None:
        """Asana gives the secret to the receiver before this call is answered."""
        wanted = target(url, project, self._kept.expect(project), self._client.me())
        try:
            self._client.create_webhook(project, wanted)
        except Failure as failure:
            self._kept.forget(project)
            if isinstance(failure, Park) and failure.code in ("400", "target"):
                sentence = (
                    f"Asana: Asana does not accept {url}, most often because nothing answers there. Let the internet "
                    "reach this address by https, and have your web server pass /hooks/ on to cobridge run."
                )
                raise Retry(sentence, code="address") from None
            raise


def _sign(webhook: Json) -> str:
    return parse_qs(urlsplit(webhook["target"]).query).get(SIGN, [""])[0]
