"""The vendor's own client works against the stand-in without knowing it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_http.middleware.options import RetryHandlerOption
from msgraph.graph_request_adapter import options
from msgraph_core import BaseGraphRequestAdapter, GraphClientFactory

PLAN = "PlanMessestand-0000000000001"
Ask = Callable[..., Awaitable[Any]]


class Token(AccessTokenProvider):
    """Gives a token that is there already."""

    def __init__(self, token: str) -> None:
        """Keep it."""
        self._token = token

    async def get_authorization_token(self, *_: Any, **__: Any) -> str:
        """Whatever is asked for."""
        return self._token

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """Any host."""
        return AllowedHostsValidator([])


def _asked(origin: str, token: str, work: Callable[[Ask], Awaitable[Any]]) -> Any:
    """Run calls of the client on an event loop of their own, for at most twenty seconds."""

    async def all_of_it() -> Any:
        base = f"{origin}/v1.0"
        own = {**options, RetryHandlerOption.get_key(): RetryHandlerOption(delay=0, max_retries=0, should_retry=False)}
        timeout = httpx.Timeout(15, connect=3)
        client = httpx.AsyncClient(timeout=timeout, transport=(wire := httpx.AsyncHTTPTransport()), base_url=base)
        async with wire, client as plain:  # the client's middleware closes itself, but not what it sends with
            http = GraphClientFactory.create_with_default_middleware(client=plain, options=own)
            adapter = BaseGraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Token(token)), http_client=http)
            adapter.base_url = base

            async def ask(method: Method, path: str, body: Any = None, **headers: str) -> Any:
                request = RequestInformation(method, "{+baseurl}/" + path, {"baseurl": adapter.base_url})
                for name, value in headers.items():
                    request.headers.try_add(name.replace("_", "-"), value)
                if body is not None:
                    request.set_stream_content(json.dumps(body).encode(), "application/json")
                raw = await adapter.send_primitive_async(request, "bytes", {})
                return json.loads(raw) if raw else None

            return await asyncio.wait_for(work(ask), 20)

    return asyncio.run(all_of_it())


def test_a_task_goes_through_the_client_and_back(sandbox: Any) -> None:
    """Create, describe with the details' own tag, find in the plan, delete."""

    async def work(ask: Ask) -> Any:
        made = await ask(Method.POST, "planner/tasks", {"planId": PLAN, "title": "Neu"})
        path = f"planner/tasks/{made['id']}"
        details = await ask(Method.GET, f"{path}/details")
        described = {"description": "Zeile 1\nZeile 2"}
        kept = await ask(
            Method.PATCH, f"{path}/details", described, If_Match=details["@odata.etag"], Prefer="return=representation"
        )
        listed = await ask(Method.GET, f"planner/plans/{PLAN}/tasks")
        task = next(each for each in listed["value"] if each["id"] == made["id"])
        await ask(Method.DELETE, path, If_Match=task["@odata.etag"])
        with pytest.raises(APIError) as refused:
            await ask(Method.GET, path)
        return kept["description"], task["hasDescription"], refused.value.response_status_code

    assert _asked(sandbox.urls["graph"], "teams-anna", work) == ("Zeile 1\nZeile 2", True, 404)


def test_an_old_version_is_an_error_of_the_client(sandbox: Any) -> None:
    """With its status, and nothing is sent twice."""

    async def work(ask: Ask) -> Any:
        path = "planner/tasks/TaskStandplan-00000000000001"
        task = await ask(Method.GET, path)
        await ask(Method.PATCH, path, {"title": "Neu"}, If_Match=task["@odata.etag"])
        with pytest.raises(APIError) as refused:
            await ask(Method.PATCH, path, {"title": "Neuer"}, If_Match=task["@odata.etag"])
        return refused.value.response_status_code

    assert _asked(sandbox.urls["graph"], "teams-anna", work) == 412


def test_a_batch_of_our_own_json_goes_through_the_client(sandbox: Any) -> None:
    """Twenty details in one call."""

    async def work(ask: Ask) -> Any:
        listed = await ask(Method.GET, f"planner/plans/{PLAN}/tasks")
        wanted = [
            {"id": task["id"], "method": "GET", "url": f"/planner/tasks/{task['id']}/details"}
            for task in listed["value"]
        ]
        answers = await ask(Method.POST, "$batch", {"requests": wanted})
        return {each["id"]: each["body"]["description"][:4] for each in answers["responses"]}

    descriptions = _asked(sandbox.urls["graph"], "teams-anna", work)
    assert descriptions["TaskStandplan-00000000000001"] == "Mit "
    assert len(descriptions) == 3
