"""Takes a call through routing, endpoint and rendering; batches carry their calls through the same way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.sandbox.exchange import Pending, Request, Response
from connectors.sandbox.graph import beyond, nested
from connectors.sandbox.graph.batch import Step, steps
from connectors.sandbox.graph.call import Account, Call, Changed, Later, Many, One, Plain, Reply
from connectors.sandbox.graph.entities import Json
from connectors.sandbox.graph.errors import RefusedError, bad, bad_in_planner, marked, no_route
from connectors.sandbox.graph.odata import View
from connectors.sandbox.graph.routes import BATCH, VERSION, match
from connectors.sandbox.graph.state import State

_JSON = {"Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8"}
_NOT_IN_PLANNER = ("$filter", "$orderby", "$search", "$skip")
_DEPENDENT = "Failed Dependency"


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers the calls of one caller; `origin` is where the caller found this Graph."""

    state: State
    account: Account
    origin: str

    def answer(self, request: Request) -> Response | Pending:
        """Carry out a request; refusals are answers too."""
        if request.path == BATCH and request.method == "POST":
            return self._batch(request)
        return self._single(request)

    def _single(self, request: Request) -> Response | Pending:
        asked = request.headers.get("client-request-id", "")
        try:
            call, reply = self._replied(request)
            if isinstance(reply, Later):
                return Pending(lambda: self._finished(call, reply, asked))
            return marked(self._rendered(call, reply), self.state, asked)
        except RefusedError as refusal:
            return marked(refusal.response(), self.state, asked)

    async def _finished(self, call: Call, later: Later, asked: str) -> Response:
        try:
            return marked(self._rendered(call, await later.finish()), self.state, asked)
        except RefusedError as refusal:
            return marked(refusal.response(), self.state, asked)

    def _replied(self, request: Request) -> tuple[Call, Reply]:
        inner = request.path.removeprefix(VERSION)
        found = match(request.method, inner) if request.path.startswith(f"{VERSION}/") else None
        if found is None:
            raise beyond.refusal(request.method, inner) or no_route(request.path)
        call = Call(
            self.state,
            self.account,
            inner,
            found.args,
            request.query,
            request.headers,
            _object(request),
            len(request.body),
        )
        if found.within:
            nested.check(call, found.path, found.within)
        return call, found.endpoint(call)

    def _rendered(self, call: Call, reply: Reply) -> Response:
        view = View(self.state, f"{self.origin}{VERSION}", call.path, call.query)
        match reply:
            case One(status=status, location=location):
                located = {"Location": f"{self.origin}{VERSION}{location}"} if location else {}
                return Response(status, view.one(reply), {**_JSON, **located})
            case Many():
                _check_options(call, reply)
                return Response(200, view.many(reply), _JSON)
            case Changed():
                return Response(200, view.changed(reply), _JSON)
            case Plain(status, body):
                return Response(status, body)
            case Later():
                raise AssertionError("an answer that waits is finished before it is rendered")

    def _batch(self, request: Request) -> Response | Pending:
        asked = request.headers.get("client-request-id", "")
        try:
            wanted = steps(_object(request))
        except RefusedError as refusal:
            return marked(refusal.response(), self.state, asked)
        answers: dict[str, Response | Pending] = {}
        for step in wanted:
            answers[step.id] = self._step(step, request.headers, answers)
        waiting = {name: each for name, each in answers.items() if isinstance(each, Pending)}
        if waiting:
            return Pending(lambda: self._gathered(answers, waiting, asked))
        return marked(_joined(answers), self.state, asked)

    async def _gathered(
        self, answers: dict[str, Response | Pending], waiting: Mapping[str, Pending], asked: str
    ) -> Response:
        finished = await asyncio.gather(*(each.finish() for each in waiting.values()))
        answers.update(zip(waiting, finished, strict=True))
        return marked(_joined(answers), self.state, asked)

    def _step(
        self, step: Step, headers: Mapping[str, str], before: Mapping[str, Response | Pending]
    ) -> Response | Pending:
        """One call of a batch, unless one that it depends on failed."""
        for name in step.depends_on:
            answer = before[name]
            if isinstance(answer, Response) and answer.status >= 400:
                return marked(RefusedError(424, "FailedDependency", _DEPENDENT).response(), self.state, "")
        request = step.request(VERSION)
        passed = {"client-request-id": headers["client-request-id"]} if "client-request-id" in headers else {}
        return self._single(replace(request, headers={**passed, **request.headers}))


def _joined(answers: Mapping[str, Response | Pending]) -> Response:
    """The answers of a batch, not in the order of its calls: nothing is promised about that."""
    shown = [
        {"id": name, "status": each.status, "headers": dict(each.headers), "body": each.body}
        for name, each in answers.items()
        if isinstance(each, Response)
    ]
    return Response(200, {"responses": shown[::-1]}, _JSON)


def _object(request: Request) -> Json:
    """The body's JSON object; empty where there is no body."""
    if not request.body or request.method in ("GET", "DELETE"):
        return {}
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            found = request.json()
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
    raise bad(
        "Unable to read JSON request payload. "
        "Please ensure Content-Type header is set and payload is of valid JSON format."
    )


def _check_options(call: Call, reply: Many) -> None:
    for name in _NOT_IN_PLANNER if reply.kind.type.startswith("planner") else ():
        if name in call.query:
            raise bad_in_planner(f"The query option '{name}' is not supported.")


def methods(request: Request) -> Sequence[str]:
    """The methods of a batch's calls; empty where the body is none."""
    try:
        return tuple(str(each.get("method", "GET")).upper() for each in json.loads(request.body)["requests"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
