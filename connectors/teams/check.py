"""Looks whether a place can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Failure
from bridge.ports.connector import Finding
from connectors.teams.client import Client
from connectors.teams.labels import SLOTS, named
from connectors.teams.talk import Talk
from connectors.teams.tokens import Grant


def findings(client: Client, plan: str, talk: Talk | None) -> Iterator[Finding]:
    """Credential, plan, labels, comments, in this order; what depends on a bad one is not looked at."""
    try:
        client.access.tokens.token(Grant.APP)
    except Failure as failure:
        yield Finding("Teams credential", well=False, advice=failure.message)
        return
    yield Finding("Teams credential: signed in as an app", well=True)
    try:
        title = client.plan(plan).get("title") or plan
        names = named(client.labels(plan).get("categoryDescriptions") or {})
    except Failure as failure:
        yield Finding(f"Planner plan {plan}", well=False, advice=failure.message)
        return
    yield Finding(f"Planner plan “{title}”", well=True)
    if len(names) == len(SLOTS):
        advice = "All 25 labels of the plan have a name; labels it has not are left out until one is free."
        yield Finding(f"Planner plan “{title}”: labels", well=False, advice=advice)
    yield _comments(talk)


def _comments(talk: Talk | None) -> Finding:
    if talk is None:
        return Finding("Teams channel: none is named, so comments are not mirrored here", well=True)
    try:
        talk.client.me()
        name = talk.channel.read().get("displayName") or talk.channel.channel
    except Failure as failure:
        return Finding("Teams channel for comments", well=False, advice=failure.message)
    return Finding(f"Teams channel “{name}” for comments", well=True)
