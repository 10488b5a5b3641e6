"""Endpoints of webhooks: everybody has those that were made by the same app."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from connectors.sandbox.asana.call import Bare, Call, Full, Later, Listed, Reply
from connectors.sandbox.asana.entities import Project, Task
from connectors.sandbox.asana.errors import bad, forbidden, unknown
from connectors.sandbox.asana.hooks import Webhook, shake_hands

_ACTIONS = ("changed", "added", "removed", "deleted", "undeleted")
_KEYS = ("resource_type", "resource_subtype", "action", "fields")


def list_webhooks(call: Call) -> Reply:
    workspace = call.query.get("workspace")
    if workspace is None:
        raise bad("workspace: Missing input")
    if workspace != call.state.workspace.gid:
        raise unknown("workspace", workspace, 400)
    wanted = call.query.get("resource")
    own = [each for each in call.state.webhooks.values() if each.user is call.user and each.app == call.app]
    return Listed([each for each in own if wanted in (None, each.resource.gid)])


def get_webhook(call: Call) -> Reply:
    return Full(_found(call))


def create_webhook(call: Call) -> Reply:
    """Answered once the target has given the secret back that it was sent."""
    state, resource, target = call.state, _resource(call), _target(call)
    if any(_same(each, call, resource, target) for each in state.webhooks.values()):
        raise forbidden("This webhook already exists: a webhook for this resource and target is there.")
    gid = state.new_gid()
    secret = hashlib.sha256(f"secret of {gid}".encode()).hexdigest()
    made = Webhook(gid, resource, target, call.user, call.app, state.now(), secret, _filters(call))

    async def finish() -> Reply:
        await shake_hands(target, secret)
        state.webhooks[gid] = made
        if state.ringing:
            state.ringing.watch(made)
        return Full(made, 201, {"X-Hook-Secret": secret})

    return Later(finish)


def update_webhook(call: Call) -> Reply:
    """Other filters in the place of those before."""
    webhook = _found(call)
    call.given("filters")
    webhook.filters = _filters(call)
    return Full(webhook)


def delete_webhook(call: Call) -> Reply:
    del call.state.webhooks[_found(call).gid]
    return Bare()


def _found(call: Call) -> Webhook:
    webhook = call.state.webhooks.get(call.args[0])
    if webhook is None:
        raise unknown("webhook", call.args[0], 404)
    if webhook.user is not call.user or webhook.app != call.app:
        raise forbidden()
    return webhook


def _resource(call: Call) -> Project | Task:
    gid = call.given("resource")
    if isinstance(call.state.entities.get(gid if isinstance(gid, str) else ""), Task):
        return call.named(Task, "resource", gid)
    return call.named(Project, "resource", gid)


def _target(call: Call) -> str:
    target = call.given("target")
    try:
        is_url = isinstance(target, str) and urlsplit(target).scheme in ("http", "https")
        is_url = is_url and bool(urlsplit(target).hostname)
    except ValueError:
        is_url = False
    if not is_url:
        raise bad("target: Not a valid URL")
    return str(target)


def _same(webhook: Webhook, call: Call, resource: Project | Task, target: str) -> bool:
    return webhook.app == call.app and webhook.resource is resource and webhook.target == target


def _filters(call: Call) -> Sequence[Mapping[str, Any]]:
    return [_filter(each) for each in call.several("filters")]


def _filter(wanted: Any) -> Mapping[str, Any]:
    if not isinstance(wanted, dict) or set(wanted) - set(_KEYS):
        raise bad(f"filters: Each must be an object of {', '.join(_KEYS)}")
    if wanted.get("action") not in (None, *_ACTIONS):
        raise bad(f"filters: Not a valid action: {wanted['action']}")
    if wanted.get("fields") and wanted.get("action") != "changed":
        raise bad("filters: Fields may only be given for the action changed")
    return wanted
