"""Takes a call through routing, endpoint and rendering; batches carry their actions through the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectors.sandbox.asana.body import Content, content, options_of
from connectors.sandbox.asana.call import Bare, Call, Full, Later, Listed, Reply, Told
from connectors.sandbox.asana.entities import User
from connectors.sandbox.asana.errors import RefusedError, bad, no_route
from connectors.sandbox.asana.kinds import RENDERER
from connectors.sandbox.asana.pages import page
from connectors.sandbox.asana.rendering import Viewer, wanted
from connectors.sandbox.asana.routes import PREFIX, match
from connectors.sandbox.asana.state import State
from connectors.sandbox.exchange import Pending, Request, Response

BATCH = f"{PREFIX}/batch"
_MOST_ACTIONS = 10
_PLURAL = {"story": "stories"}
_JSON = {"content-type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Account:
    """Who a token belongs to, and the OAuth app it was given to, if any."""

    user: User
    app: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers the calls of one caller."""

    state: State
    account: Account
    host: str

    def answer(self, request: Request) -> Response | Pending:
        """Carry out a request; refusals are answers too."""
        try:
            body = content(request)
            query = options_of(body, request.query)
            if request.path == BATCH and request.method == "POST":
                response = Response(200, {"data": [self._action(action) for action in _actions(body.data)]})
            else:
                call, reply = self._carry_out(request.method, request.path, query, body.data)
                if isinstance(reply, Later):
                    return Pending(lambda: self._finished(call, reply))
                response = self._rendered(call, reply)
        except RefusedError as refusal:
            return refusal.response()
        return self._printed(response, query)

    async def _finished(self, call: Call, later: Later) -> Response:
        try:
            return self._printed(self._rendered(call, await later.finish()), call.query)
        except RefusedError as refusal:
            return refusal.response()

    def _printed(self, response: Response, query: Mapping[str, str]) -> Response:
        if query.get("opt_pretty", "false") in ("", "true"):
            return replace(response, body=json.dumps(response.body, ensure_ascii=False, indent=2), headers=_JSON)
        return response

    def _carry_out(
        self, method: str, path: str, query: Mapping[str, str], data: Mapping[str, Any]
    ) -> tuple[Call, Reply]:
        inner = path.removeprefix(PREFIX)
        found = match(method, inner) if path.startswith(f"{PREFIX}/") else None
        if found is None:
            raise no_route()
        call = Call(self.state, self.account.user, self.account.app, inner, found.args, query, data)
        return call, found.endpoint(call)

    def _rendered(self, call: Call, reply: Reply) -> Response:
        fields = call.query.get("opt_fields")
        viewer = Viewer(call.user, call.app, call.state.workspace, asked=fields is not None)
        tree = wanted(fields) if fields is not None else None
        match reply:
            case Full(entity, status, beside):
                shown = RENDERER.full(entity, viewer) if tree is None else RENDERER.chosen(entity, tree, viewer)
                located = (
                    {"Location": f"{PREFIX}/{_PLURAL.get(entity.kind, entity.kind + 's')}/{entity.gid}"}
                    if status == 201
                    else {}
                )
                return Response(status, {"data": shown, **beside}, located)
            case Listed(entities, paged):
                cut = page(call.state.offsets, entities, call.path, call.query, call.state.now())
                one = RENDERER.compact if tree is None else lambda it, who: RENDERER.chosen(it, tree, who)
                body: dict[str, Any] = {"data": [one(entity, viewer) for entity in cut.entries]}
                return Response(
                    200, {**body, "next_page": self._linked(cut.next_page)} if cut.limited and paged else body
                )
            case Told(events, sync, has_more):
                told = [
                    RENDERER.full(event, viewer) if tree is None else RENDERER.chosen(event, tree, viewer)
                    for event in events
                ]
                return Response(200, {"data": told, "sync": sync, "has_more": has_more})
            case Bare(data):
                return Response(200, {"data": data})
            case Later():
                raise bad("relative_path: This endpoint cannot be part of a batch")

    def _linked(self, next_page: Mapping[str, str] | None) -> dict[str, str] | None:
        return {**next_page, "uri": f"http://{self.host}{PREFIX}{next_page['path']}"} if next_page else None

    def _action(self, action: Any) -> dict[str, Any]:
        """One action of a batch, answered as if it had come alone."""
        try:
            response = self._carried_action(action)
        except RefusedError as refusal:
            response = refusal.response()
        return {"status_code": response.status, "headers": dict(response.headers), "body": response.body}

    def _carried_action(self, action: Any) -> Response:
        if not isinstance(action, dict) or not isinstance(action.get("relative_path"), str):
            raise bad("relative_path: Missing input")
        path, method = action["relative_path"], str(action.get("method", "get")).upper()
        if "?" in path:
            raise bad("relative_path: Query parameters are not accepted here; put them in data")
        data, options = action.get("data") or {}, action.get("options") or {}
        if not isinstance(data, dict) or not isinstance(options, dict):
            raise bad("data: Must be an object, as must options")
        query = options_of(Content({}, options), {key: _text(value) for key, value in data.items()})
        reads = method == "GET"
        asked = query if reads else options_of(Content({}, options), {})
        return self._rendered(*self._carry_out(method, PREFIX + path, asked, data))


def _actions(data: Mapping[str, Any]) -> Sequence[Any]:
    actions = data.get("actions")
    if not isinstance(actions, list) or not actions:
        raise bad("actions: Missing input")
    if len(actions) > _MOST_ACTIONS:
        raise bad(f"actions: At most {_MOST_ACTIONS} actions are allowed in a batch")
    return actions


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
