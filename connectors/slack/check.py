"""Looks whether a place can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Stop
from bridge.core.model.network import Place
from bridge.ports.connector import Finding
from connectors.slack.client import Client
from connectors.slack.lists.check import list_findings
from connectors.slack.manifest import is_list


def findings(client: Client, place: Place, archive_lane: str, talk: str) -> Iterator[Finding]:
    """Credential, then channel and membership, or the List; what depends on a bad one is not looked at.

    `talk` is the channel in which Lists are talked about, empty for none.
    """
    try:
        account = client.account()
    except Stop as stop:
        yield Finding("Slack credential", well=False, advice=stop.message)
        return
    yield Finding(f"Slack credential: signed in as {account.get('user') or account['user_id']}", well=True)
    if is_list(place.container):
        yield from list_findings(client, place, archive_lane)
    if channel := talk if is_list(place.container) else place.container:
        yield from _channel(client, channel)


def _channel(client: Client, container: str) -> Iterator[Finding]:
    try:
        channel = client.channel(container)
    except Stop as stop:
        yield Finding(f"Slack channel {container}", well=False, advice=stop.message)
        return
    subject = f"Slack channel #{channel.get('name') or container}"
    if channel.get("is_archived"):
        yield Finding(subject, well=False, advice="The channel is archived; bring it back in Slack.")
    elif not channel.get("is_member"):
        yield Finding(subject, well=False, advice="Invite Cobridge into the channel: /invite @Cobridge.")
    else:
        yield Finding(subject, well=True)
