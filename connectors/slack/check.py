"""Looks whether a place can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Stop
from bridge.core.model.network import Place
from bridge.ports.connector import Finding
from connectors.slack.client import Client


def findings(client: Client, place: Place) -> Iterator[Finding]:
    """Credential, channel, membership, in this order; what depends on a bad one is not looked at."""
    try:
        account = client.account()
    except Stop as stop:
        yield Finding("Slack credential", well=False, advice=stop.message)
        return
    yield Finding(f"Slack credential: signed in as {account.get('user') or account['user_id']}", well=True)
    try:
        channel = client.channel(place.container)
    except Stop as stop:
        yield Finding(f"Slack channel {place.container}", well=False, advice=stop.message)
        return
    subject = f"Slack channel #{channel.get('name') or place.container}"
    if channel.get("is_archived"):
        yield Finding(subject, well=False, advice="The channel is archived; bring it back in Slack.")
    elif not channel.get("is_member"):
        yield Finding(subject, well=False, advice="Invite Cobridge into the channel: /invite @Cobridge.")
    else:
        yield Finding(subject, well=True)
