"""Endpoints of the event feed."""

from __future__ import annotations

from connectors.sandbox.asana.call import Call, Reply, Told
from connectors.sandbox.asana.entities import Project, Task
from connectors.sandbox.asana.errors import RefusedError, bad, unknown

_TOO_OLD = (
    "Sync token invalid or too old. If you are attempting to keep resources in sync, you must fetch the full dataset "
    "for this query now and use the new sync token for the next sync."
)


def get_events(call: Call) -> Reply:
    if "resource" not in call.query:
        raise bad("resource: Missing input")
    gid = call.query["resource"]
    match call.state.entities.get(gid):
        case Task():
            return _told(call, call.named(Task, "resource", gid))
        case Project():
            return _told(call, call.named(Project, "resource", gid))
    raise unknown("resource", gid, 404)


def get_project_events(call: Call) -> Reply:
    return _told(call, call.at(Project))


def get_task_events(call: Call) -> Reply:
    return _told(call, call.at(Task))


def _told(call: Call, resource: Project | Task) -> Reply:
    """Without a token, or with an old one, 412 and a new token: whoever asks must look at everything again."""
    now = call.state.now()
    batch = call.state.feed.since(resource.gid, call.query.get("sync", ""), now)
    if batch is None:
        raise RefusedError(412, _TOO_OLD, {"sync": call.state.feed.token(resource.gid, now)})
    return Told(batch.events, batch.sync, batch.has_more)
