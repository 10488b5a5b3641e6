"""Looks whether a List can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Stop
from bridge.core.model.network import Place
from bridge.ports.connector import Finding
from connectors.slack.client import Client
from connectors.slack.lists.columns import columns_of


def list_findings(client: Client, place: Place, archive_lane: str) -> Iterator[Finding]:
    """The List, its items, its columns, in this order; what depends on a bad one is not looked at."""
    subject = f"Slack List {place.container}"
    try:
        client.rows(place.container)
        columns = columns_of(client.columns(place.container), archive_lane)
    except Stop as stop:
        yield Finding(subject, well=False, advice=stop.message)
        return
    subject = f"Slack List {columns.name or place.container}"
    lacking = [*columns.lacking, *([] if columns.archive else [f"the option {archive_lane} in its lanes"])]
    if lacking:
        yield Finding(subject, well=False, advice=f"In Slack, add to the List: {', '.join(lacking)}.")
    elif not columns.lanes:
        yield Finding(subject, well=False, advice="In Slack, add an option for each lane to the column of lanes.")
    else:
        yield Finding(subject, well=True)
