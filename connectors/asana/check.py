"""Looks whether a place can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Failure
from bridge.core.model.network import Place
from bridge.ports.connector import Finding
from connectors.asana.client import Client
from connectors.asana.custom import is_asked, missing, read_definitions
from connectors.asana.part_calls import PartCalls


def findings(client: Client, place: Place, *, signs_in: bool) -> Iterator[Finding]:
    """Credential, project, marker, in this order; what depends on a bad one is not looked at."""
    try:
        account = client.account()
    except Failure as failure:
        yield Finding("Asana credential", well=False, advice=failure.message)
        return
    yield Finding(f"Asana credential: signed in as {account.get('name') or account['gid']}", well=True)
    try:
        project = client.project(place.container)
        tasks = client.first_tasks(place.container)
    except Failure as failure:
        yield Finding(f"Asana project {place.container}", well=False, advice=failure.message)
        return
    yield from _project(project)
    if is_asked(place):
        yield from _custom_fields(client, project, place)
    ours = [task for task in tasks if (task.get("created_by") or {}).get("gid") == account["gid"]]
    kept = [task for task in ours if (task.get("external") or {}).get("gid")]
    yield _marker(signs_in=signs_in, has_items=bool(ours), has_markers=bool(kept))


def _project(project: dict[str, object]) -> Iterator[Finding]:
    subject = f"Asana project “{project.get('name') or project['gid']}”"
    archived = bool(project.get("archived"))
    yield Finding(subject, well=not archived, advice="Take the project out of Asana's archive." if archived else "")


def _custom_fields(client: Client, project: dict[str, object], place: Place) -> Iterator[Finding]:
    """Whether the project has what the network file names; without it all else is mirrored."""
    subject = f"Asana project “{project.get('name') or project['gid']}”: custom fields"
    try:
        lacking = missing(read_definitions(PartCalls(client).definitions(place.container)), place)
    except Failure as failure:
        lacking = [failure.message]
    yield from (Finding(subject, well=False, advice=advice) for advice in lacking)
    if not lacking:
        yield Finding(subject, well=True)


def _marker(*, signs_in: bool, has_items: bool, has_markers: bool) -> Finding:
    """Only an OAuth app keeps and sees `external`; whether we are one shows on what we created."""
    if not signs_in:
        return Finding("Asana marker: a last line in the notes", well=True)
    if has_items and not has_markers:
        advice = 'Sign in by an OAuth app, or leave out sign_in = "oauth" so that markers stand in the notes.'
        return Finding("Asana marker: the app's own field", well=False, advice=advice)
    return Finding("Asana marker: the app's own field", well=True)
