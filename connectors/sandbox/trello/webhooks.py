"""Endpoints of webhooks: each belongs to the token it was made with."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from connectors.sandbox.trello.access import NOT_FOUND, Call, Later
from connectors.sandbox.trello.hooks import Webhook, confirm
from connectors.sandbox.trello.ids import is_object_id
from connectors.sandbox.trello.store import Kind
from connectors.sandbox.trello.values import Obj, RefusedError, invalid

_FIELDS = ("active", "callbackURL", "description", "idModel", "consecutiveFailures", "firstConsecutiveFailDate")
_MODELS: tuple[Kind, ...] = ("boards", "lists", "cards")


def create(call: Call) -> Any:
    """`POST /webhooks`: answered once the address has answered a HEAD."""
    url, model = _url(call), _model(call)
    if any(_same(each, url, model) for each in _own(call)):
        raise RefusedError(400, "A webhook with that callback, model, and token already exists")
    shown: Obj = {
        "id": call.store.new_id(),
        "description": call.params.text("description"),
        "idModel": model,
        "callbackURL": url,
        "active": call.params.flag("active", default=True),
        "consecutiveFailures": 0,
        "firstConsecutiveFailDate": None,
    }

    async def finish() -> Any:
        await confirm(url)
        call.store.webhooks[shown["id"]] = Webhook(shown, call.token, call.key)
        return shown

    return Later(finish)


def create_of_token(call: Call, token: str) -> Any:
    """`POST /tokens/{token}/webhooks`."""
    _its_own(call, token)
    return create(call)


def of_token(call: Call, token: str) -> Any:
    """`GET /tokens/{token}/webhooks`."""
    _its_own(call, token)
    return [each.shown for each in _own(call)]


def read(call: Call, key: str) -> Any:
    """`GET /webhooks/{id}`."""
    return _found(call, key).shown


def field(call: Call, key: str, name: str) -> Any:
    """`GET /webhooks/{id}/{field}`."""
    shown = _found(call, key).shown
    if name not in _FIELDS:
        raise RefusedError(400, "invalid field")
    return {"_value": shown[name]}


def update(call: Call, key: str) -> Any:
    """`PUT /webhooks/{id}`; another address is tried first."""
    shown = _found(call, key).shown
    params = call.params
    values: Obj = {"description": params.text("description")} if "description" in params else {}
    values |= {"active": params.flag("active")} if "active" in params else {}
    values |= {"idModel": _model(call)} if "idModel" in params else {}
    values |= {"callbackURL": _url(call)} if "callbackURL" in params else {}
    if values.get("active") and not shown["active"]:
        values |= {"consecutiveFailures": 0, "firstConsecutiveFailDate": None}

    async def finish() -> Any:
        if "callbackURL" in values:
            await confirm(values["callbackURL"])
        shown.update(values)
        return shown

    return Later(finish)


def delete(call: Call, key: str) -> Any:
    """`DELETE /webhooks/{id}`."""
    del call.store.webhooks[_found(call, key).shown["id"]]
    return {"limits": {}}


def read_of_token(call: Call, token: str, key: str) -> Any:
    """`GET /tokens/{token}/webhooks/{id}`."""
    _its_own(call, token)
    return read(call, key)


def update_of_token(call: Call, token: str, key: str) -> Any:
    """`PUT /tokens/{token}/webhooks/{id}`."""
    _its_own(call, token)
    return update(call, key)


def delete_of_token(call: Call, token: str, key: str) -> Any:
    """`DELETE /tokens/{token}/webhooks/{id}`."""
    _its_own(call, token)
    return delete(call, key)


def _own(call: Call) -> list[Webhook]:
    return [each for each in call.store.webhooks.values() if each.token == call.token]


def _its_own(call: Call, token: str) -> None:
    if token != call.token:
        raise RefusedError(404, NOT_FOUND)


def _found(call: Call, key: str) -> Webhook:
    if not is_object_id(key):
        raise RefusedError(400, "invalid id")
    webhook = call.store.webhooks.get(key)
    if webhook is None:
        raise RefusedError(404, NOT_FOUND)
    if webhook.token != call.token:
        raise RefusedError(401, "webhook does not belong to token")
    return webhook


def _same(webhook: Webhook, url: str, model: str) -> bool:
    return bool(webhook.shown["callbackURL"] == url and webhook.shown["idModel"] == model)


def _url(call: Call) -> str:
    url = call.params.plain("callbackURL")
    try:
        is_url = urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        is_url = False
    if not is_url:
        raise invalid("callbackURL")
    return url


def _model(call: Call) -> str:
    """A board, list or card that the caller sees, or the caller."""
    wanted = call.params.plain("idModel")
    if not is_object_id(wanted):
        raise invalid("idModel")
    kind = next((kind for kind in _MODELS if call.store.get(kind, wanted)), None)
    if kind:
        call.find(kind, wanted)
    elif wanted != call.by:
        raise invalid("idModel")
    return wanted
