"""The border to Graph: every call is counted, signed in, sent once, and either answered or a Failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from bridge.core.errors import Ambiguous, Failure, Retry
from bridge.ports.budget import Budget
from bridge.ports.clock import Clock
from connectors.http import failure_for_exception, retry_after
from connectors.teams.refusals import refusal
from connectors.teams.tokens import Grant, Tokens
from connectors.teams.wire import Answer, Ask, Wire

VERSION = "/v1.0"
BATCH = 20
"""The most requests of one batch: learn.microsoft.com/graph/json-batching."""
_NEVER_OPENED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


@dataclass(frozen=True, slots=True)
class Act:
    """What a call does (for messages); whether it creates, is about plan or channel itself, as whom, and under what."""

    what: str
    creates: bool = False
    container: bool = False
    grant: Grant = Grant.APP
    limits: tuple[str, ...] = ()


@dataclass(slots=True)
class Access:
    """One connection's way to Graph. Shows nothing of itself."""

    origin: str
    tokens: Tokens = field(repr=False)
    budget: Budget = field(repr=False)
    clock: Clock = field(repr=False)
    wire: Wire = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.wire = Wire(f"{self.origin.rstrip('/')}{VERSION}")

    def send(self, act: Act, ask: Ask) -> Any:
        """What the call answers; None where there is nothing to say. Raises only Failures."""
        self.budget.take(*act.limits)
        answer = self._answered(act, ask)
        if answer.status >= 400:
            raise self._refused(act, answer)
        if answer.body is None and answer.status != 204:
            sentence = f"Teams, {act.what}: what answered is not Graph; check the address and what stands between."
            raise (Ambiguous if act.creates else Retry)(sentence, code="answer")
        return answer.body

    def answers(self, act: Act, asks: Sequence[Ask]) -> list[Answer]:
        """What each answers, whatever its status (`read` tells what it means); each counts by itself."""
        some = [asks[start : start + BATCH] for start in range(0, len(asks), BATCH)]
        return [answer for part in some for answer in self._batch(act, part, _independent(part))]

    def in_order(self, act: Act, asks: Sequence[Ask]) -> list[Any]:
        """What each answers, in one call; none is carried out unless those before it were. Raises the first refusal."""
        requests = _independent(asks)
        for number, request in enumerate(requests[1:], start=1):
            request["dependsOn"] = [str(number - 1)]
        answers = self._batch(act, asks, requests)
        for answer in answers:
            if answer.status >= 400:
                raise self._refused(act, answer)
        return [answer.body for answer in answers]

    def read(self, act: Act, answer: Answer) -> Any:
        """What one request of a batch answers, None for what is not there. Raises only Failures."""
        if answer.status == 404 and not act.container:
            return None
        if answer.status >= 400:
            raise self._refused(act, answer)
        return answer.body

    def on_our_way(self, link: str) -> str:
        """The path of a link that Graph gave: it is followed where we were sent, and nowhere else."""
        return link[link.index(VERSION) + len(VERSION) :] if VERSION in link else link

    def _batch(self, act: Act, asks: Sequence[Ask], requests: list[dict[str, Any]]) -> list[Answer]:
        """The answers to the requests that the asks became."""
        for _ in asks[1:]:
            self.budget.take(*act.limits)
        body = self.send(act, Ask("POST", "/$batch", {"requests": requests}))
        found = {
            int(each["id"]): Answer(each["status"], each.get("body"), _lower(each.get("headers") or {}))
            for each in (body or {}).get("responses") or ()
        }
        if len(found) != len(asks):
            raise Retry(f"Teams, {act.what}: Graph left a part of the batch unanswered.", code="answer")
        return [found[number] for number in range(len(asks))]

    def _answered(self, act: Act, ask: Ask) -> Answer:
        """One exchange; a second where Graph did not take the token, which then carried nothing out."""
        token = self.tokens.token(act.grant)
        answer = self._exchanged(act, ask, token)
        if answer.status != 401:
            return answer
        self.budget.take(*act.limits)
        return self._exchanged(act, ask, self.tokens.token(act.grant, instead_of=token))

    def _exchanged(self, act: Act, ask: Ask, token: str) -> Answer:
        try:
            return self.wire.send(ask, token)
        except (httpx.HTTPError, OSError) as error:
            plain = ConnectionRefusedError() if isinstance(error, _NEVER_OPENED) else OSError()
            raise failure_for_exception(plain, creates=act.creates, what=f"Teams, {act.what}") from None

    def _refused(self, act: Act, answer: Answer) -> Failure:
        """The failure that a refusal is; a 429 is told to the budget."""
        after = None
        if answer.status == 429:
            after = retry_after(answer.headers.get("retry-after"), self.clock.now())
            self.budget.refused(after, *act.limits)
        return refusal(
            answer.status,
            answer.body,
            creates=act.creates,
            container=act.container,
            after=after,
            what=f"Teams, {act.what}",
        )


def _independent(asks: Sequence[Ask]) -> list[dict[str, Any]]:
    return [
        {"id": str(number), "method": ask.method, "url": ask.path}
        | ({"headers": ask.headers} if ask.headers else {})
        | ({"body": ask.body} if ask.body is not None else {})
        for number, ask in enumerate(asks)
    ]


def _lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
