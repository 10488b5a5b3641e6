"""The border to Graph where answers are not what they should be: a scripted Graph in place of the network."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, cast

import httpx
import pytest

from bridge.core.errors import Ambiguous, Failure, Retry, Stop
from bridge.core.model.ids import ConnectionId, PartnerId, PlaceId, Ref
from bridge.core.model.network import Connection, Place
from connectors.teams.client import Client
from connectors.teams.connector import Teams
from connectors.teams.sending import Access, Act
from connectors.teams.tokens import Grant, Tokens
from connectors.teams.wire import Answer, Ask, Wire
from tests.contracts.bench import WatchedBudget
from tests.unit.connectors.virtual_clock import VirtualClock

READ, CREATE = Act("reading"), Act("creating a task", creates=True)


@dataclass
class Script:
    """Answers in turn; what it is told to raise, it raises."""

    answers: list[Answer | Exception]
    asked: list[Ask] = field(default_factory=list)

    def send(self, ask: Ask, token: str) -> Answer:
        assert token
        self.asked.append(ask)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class SignedIn(Tokens):
    """Somebody who has a token already."""

    def token(self, grant: Grant, instead_of: str = "") -> str:
        return f"{grant} instead of {instead_of}"


def access(*answers: Answer | Exception) -> tuple[Access, Script]:
    clock = VirtualClock()
    made = Access("http://127.0.0.1:9", SignedIn("", {"client_id": "app"}, clock), WatchedBudget(), clock)
    script = Script(list(answers))
    made.wire = cast("Wire", script)
    return made, script


def batch(*statuses: int, bodies: Sequence[Any] = ()) -> Answer:
    responses = [
        {"id": str(number), "status": status, "body": bodies[number] if bodies else {}, "headers": {"Retry-After": "9"}}
        for number, status in enumerate(statuses)
    ]
    return Answer(200, {"responses": responses[::-1]})


@pytest.mark.parametrize(
    ("broken", "reading", "creating"),
    [
        (httpx.ConnectError(""), Retry, Retry),
        (httpx.ConnectTimeout(""), Retry, Retry),
        (httpx.ReadTimeout(""), Retry, Ambiguous),
        (httpx.RemoteProtocolError("geheim"), Retry, Ambiguous),
        (TimeoutError(), Retry, Ambiguous),
        (Answer(200, None), Retry, Ambiguous),
    ],
    ids=lambda value: getattr(type(value), "__name__", ""),
)
def test_a_broken_exchange_is_a_decision(
    broken: Answer | Exception, reading: type[Failure], creating: type[Failure]
) -> None:
    """A create that may have arrived is ambiguous; what never left is tried again; nothing of the cause is shown."""
    for act, decision in ((READ, reading), (CREATE, creating)):
        made, _ = access(broken)
        with pytest.raises(Failure) as caught:
            made.send(act, Ask("POST", "/planner/tasks", {}))
        assert type(caught.value) is decision
        assert "geheim" not in "".join(traceback.format_exception(caught.value))


def test_one_refused_part_of_a_batch_refuses_the_whole_and_tells_the_budget() -> None:
    """Each part has a status and a time to wait of its own; a snapshot is never partial."""
    made, _ = access(batch(200, 429, 200))
    _, refused, _ = made.answers(READ, [Ask("GET", f"/{number}") for number in range(3)])
    with pytest.raises(Retry) as caught:
        made.read(READ, refused)
    assert caught.value.after == 9
    assert cast("WatchedBudget", made.budget).refusals == [9]


def test_a_batch_with_an_answer_missing_is_no_answer() -> None:
    """What Graph left out was not read."""
    made, _ = access(batch(200))
    with pytest.raises(Retry, match="unanswered"):
        made.answers(READ, [Ask("GET", "/1"), Ask("GET", "/2")])


def test_more_than_twenty_go_in_several_batches_and_each_counts() -> None:
    """Twenty is Graph's limit; each request of a batch counts against limits."""
    made, script = access(batch(*[200] * 20), batch(*[200] * 20), batch(200))
    assert len(made.answers(READ, [Ask("GET", f"/{number}") for number in range(41)])) == 41
    assert [len(ask.body["requests"]) for ask in script.asked] == [20, 20, 1]
    assert cast("WatchedBudget", made.budget).taken == 41


def test_a_dependent_part_is_refused_by_the_one_it_waited_for() -> None:
    """The first refusal is the reason; those behind it only say that they were not carried out."""
    made, script = access(batch(412, 424))
    with pytest.raises(Failure) as caught:
        made.in_order(READ, [Ask("PATCH", "/1", {}, "etag"), Ask("GET", "/1")])
    assert caught.value.code == "412"
    first, second = script.asked[0].body["requests"]
    assert first["headers"]["If-Match"] == "etag"
    assert second["dependsOn"] == ["0"]


def test_a_person_whom_the_directory_hides_has_no_name() -> None:
    """An app without permission to read people still mirrors their tasks."""
    made, _ = access(batch(200, 403, 404, 200, bodies=[{"id": "t"}, {}, {}, {"displayName": "Cora"}]))
    assert Client(made).many(["t"], {"a", "b", "c"}) == ({"t": {"id": "t"}}, {"c": "Cora"})


def test_a_link_to_a_further_page_is_followed_at_our_own_address() -> None:
    """Graph gives whole urls: the token goes nowhere but where we were told to go."""
    link = "https://elsewhere.example/v1.0/planner/plans/p/buckets?$skiptoken=2"
    made, script = access(Answer(200, {"value": [1], "@odata.nextLink": link}), Answer(200, {"value": [2]}))
    assert Client(made).buckets("p") == [1, 2]
    assert script.asked[1].path == "/planner/plans/p/buckets?$skiptoken=2"


@pytest.mark.parametrize(("status", "gone"), [(200, False), (403, False), (404, True)])
def test_only_what_is_not_there_is_gone(status: int, gone: bool) -> None:  # noqa: FBT001  a column of the table
    """A task that we may not see any more has left, it was not deleted."""
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), "teams")
    connector = Teams(connection, {}, "http://127.0.0.1:9", WatchedBudget(), VirtualClock(), UTC)
    made, _ = access(Answer(status, {"id": "t"}))
    connector._client = Client(made)  # noqa: SLF001  in place of the network
    place = Place(PlaceId("p"), ConnectionId("weber"), "teams", "plan")
    assert connector.confirm_gone(place, Ref("t")) is gone


def test_a_channel_setting_in_another_form_stops_with_a_sentence() -> None:
    """Whoever pastes the channel's link is told what is wanted."""
    settings = {"channel": "https://teams.microsoft.com/l/channel/19"}
    connection = Connection(ConnectionId("weber"), PartnerId("weber"), "teams", settings=settings)
    connector = Teams(connection, {}, "http://127.0.0.1:9", WatchedBudget(), VirtualClock(), UTC)
    place = Place(PlaceId("p"), ConnectionId("weber"), "teams", "plan")
    with pytest.raises(Stop, match="team id"):
        connector.check(place)
