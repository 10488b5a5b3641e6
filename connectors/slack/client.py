"""Every call the connector sends, each by Slack's own client; what comes back is JSON.

Every method raises only Failures. The methods that create tell so, for an answer that never comes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import WebClient
from slack_sdk.web.slack_response import SlackResponse

from bridge.core.errors import Ambiguous, Failure, Retry, Stop
from bridge.ports.budget import Budget
from connectors.http import TIMEOUT, failure_for_exception, retry_after
from connectors.oauth import Tokens
from connectors.slack import manifest
from connectors.slack.refusals import ENDED, refusal
from connectors.slack.translate import Json

PAGE = 999
"""The most messages that one call lists."""
ROWS = 1_000
"""The most items of a List that one call lists."""
PEOPLE = 200
"""As many people as Slack advises to list at once."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a call does: its method, its words for messages, and whether sending it twice would create twice."""

    method: str
    what: str
    creates: bool = False


@dataclass(slots=True)
class Client:
    """One bot at one workspace; threads may share it. Shows nothing of its token."""

    origin: str
    tokens: Tokens = field(repr=False)
    budget: Budget = field(repr=False)
    _api: WebClient | None = field(default=None, repr=False)
    """With the token that was used last."""
    _me: Json = field(default_factory=dict, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def me(self) -> Json:
        """Our own account: `user_id` and `bot_id`; asked for once."""
        with self._lock:
            if not self._me:
                self._me = self.account()
            return self._me

    def account(self) -> Json:
        """Our own account, asked for now."""
        return self._call(Act("auth.test", "reading our own account"))

    def messages(self, channel: str) -> list[Json]:
        """All messages of a channel, newest first, without replies."""
        act = Act(manifest.HISTORY, "reading a channel")
        return list(self._pages(act, "messages", channel=channel, limit=PAGE, include_all_metadata=True))

    def thread(self, channel: str, ts: str, since: str = "0") -> list[Json]:
        """A message and its replies after `since`, oldest first."""
        act = Act(manifest.REPLIES, "reading a thread")
        found = list(self._pages(act, "messages", channel=channel, ts=ts, oldest=since, limit=PAGE))
        return [message for place, message in enumerate(found) if message["ts"] != ts or not place]

    def message(self, channel: str, ts: str) -> Json:
        """A message by itself. Raises Replan where there is none."""
        act = Act(manifest.REPLIES, "looking for a card")
        found: Json = self._call(act, channel=channel, ts=ts, limit=1, include_all_metadata=True)["messages"][0]
        return found

    def people(self) -> list[Json]:
        """Everybody in the workspace."""
        return list(self._pages(Act(manifest.USERS, "reading who is there"), "members", limit=PEOPLE))

    def person(self, account: str) -> Json:
        """One of them. Raises Park where there is none."""
        found: Json = self._call(Act(manifest.USER, "reading who somebody is"), user=account)["user"]
        return found

    def channel(self, channel: str) -> Json:
        """A channel's name, state and whether we are in it."""
        found: Json = self._call(Act("conversations.info", "reading a channel"), channel=channel)["channel"]
        return found

    def columns(self, list_id: str) -> Json:
        """A List as the file that it is: its name, and in `list_metadata` its columns."""
        found: Json = self._call(Act(manifest.FILE, "reading a List's columns"), file=list_id)["file"]
        return found

    def rows(self, list_id: str, *, archived: bool = False) -> list[Json]:
        """All items of a List, those that people archived in Slack apart; subtasks are left out."""
        act = Act(manifest.ROWS, "reading a List")
        found = self._pages(act, "items", list_id=list_id, limit=ROWS, archived=archived)
        return [row for row in found if not row.get("parent_record_id")]

    def row(self, list_id: str, ref: str) -> Json:
        """One item of a List. Raises Replan where there is none."""
        found: Json = self._call(Act(manifest.ROW, "looking for an item"), list_id=list_id, id=ref)["record"]
        return found

    def add_row(self, list_id: str, cells: list[Json]) -> Json:
        """A new item, as the reply shows it."""
        act = Act(manifest.ADD_ROW, "creating an item", creates=True)
        found: Json = self._call(act, list_id=list_id, initial_fields=cells)["item"]
        return found

    def write_cells(self, list_id: str, cells: list[Json]) -> None:
        """All of the cells are changed, or none; the reply shows nothing."""
        self._call(Act(manifest.WRITE_CELLS, "changing an item"), list_id=list_id, cells=cells)

    def post(self, what: str, **sent: Any) -> Json:
        """A new message, as the reply shows it."""
        return self._message(self._call(Act(manifest.POST, f"creating {what}", creates=True), **sent))

    def update(self, what: str, *, creates: bool = False, **sent: Any) -> Json:
        """The message as it is afterwards."""
        return self._message(self._call(Act(manifest.UPDATE, what, creates=creates), **sent))

    def delete(self, channel: str, ts: str) -> None:
        """The message is gone afterwards."""
        self._call(Act(manifest.DELETE, "deleting a comment"), channel=channel, ts=ts)

    def open(self, trigger: str, view: Json) -> None:
        """Show somebody a modal; Slack gives us three seconds from what they did."""
        self._call(Act("views.open", "opening a form"), trigger_id=trigger, view=view)

    def publish(self, account: str, view: Json) -> None:
        """Show somebody our home tab."""
        self._call(Act("views.publish", "showing the home tab"), user_id=account, view=view)

    def _message(self, answer: Json) -> Json:
        return {**answer.get("message", {}), "ts": answer["ts"]}

    def _pages(self, act: Act, key: str, **sent: Any) -> Iterator[Json]:
        cursor = ""
        while True:
            page = self._call(act, **sent, **({"cursor": cursor} if cursor else {}))
            yield from page.get(key) or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _call(self, act: Act, **sent: Any) -> Json:
        """Send one call, again where Slack did not take the token: that carried nothing out.

        What Slack's client raises carries what was sent, so it is left behind.
        """
        token = self.tokens.token()
        found = self._sent(token, act, sent)
        if isinstance(found, Stop) and found.code in ENDED and (other := self.tokens.token(token)) != token:
            found = self._sent(other, act, sent)
        if isinstance(found, Failure):
            raise found
        return found

    def _sent(self, token: str, act: Act, sent: Json) -> Json | Failure:
        api = self._client(token)
        self.budget.take(_limit(act, sent))
        return self._answered(api, act, sent)

    def _answered(self, api: WebClient, act: Act, sent: Json) -> Json | Failure:
        try:
            answer = api.api_call(act.method, json=sent) if _nested(sent) else api.api_call(act.method, data=sent)
        except SlackApiError as error:
            return self._refused(act, _limit(act, sent), error.response)
        except SlackClientError:
            return _unfinished(act)
        except (OSError, HTTPException) as error:
            return _broken(act, error)
        return answer.data if isinstance(answer.data, dict) else _unfinished(act)

    def _refused(self, act: Act, limit: str, response: SlackResponse | Json) -> Failure:
        """`response` is a dictionary where the answer was no JSON."""
        parts = response if isinstance(response, dict) else vars(response)
        data, status = parts.get("data"), int(parts.get("status_code") or parts.get("status") or 200)
        word = str(data.get("error") or "") if isinstance(data, dict) else ""
        headers = {str(name).lower(): value for name, value in (parts.get("headers") or {}).items()}
        after = retry_after(headers.get("retry-after"), datetime.now(UTC)) if status == 429 else None
        failure = refusal(status, word, creates=act.creates, after=after, what=_what(act))
        if isinstance(failure, Retry) and failure.after is not None:
            self.budget.refused(failure.after, limit)
        return failure

    def _client(self, token: str) -> WebClient:
        with self._lock:
            if self._api is None or self._api.token != token:
                if not token.isascii() or not token.isprintable() or not token.strip():
                    raise Stop("Slack: the bot's token is missing or no token; copy it again.", code="credential")
                self._api = WebClient(token, f"{self.origin}/api/", int(TIMEOUT[1]), retry_handlers=[], logger=silent())
                self._api.proxy = None
            return self._api


def silent() -> logging.Logger:
    """For Slack's own packages, whose lines repeat what is sent and delivered."""
    logger = logging.getLogger(f"{__name__}.silent")
    logger.setLevel(logging.CRITICAL + 1)
    logger.propagate = False
    return logger


def _limit(act: Act, sent: Json) -> str:
    """What the call counts under: its method, and for a new message its channel."""
    return f"{act.method}:{sent['channel']}" if act.method == manifest.POST else act.method


def _nested(sent: Json) -> bool:
    """Whether a value is one that a form cannot carry."""
    return any(isinstance(value, dict | list) for value in sent.values())


def _what(act: Act) -> str:
    return f"Slack, {act.what}"


def _unfinished(act: Act) -> Failure:
    sentence = f"{_what(act)}: Slack's answer makes no sense"
    if act.creates:
        return Ambiguous(f"{sentence}; whether it was carried out is looked up.", code="answer")
    return Retry(f"{sentence}; it is tried again later.", code="answer")


def _broken(act: Act, error: OSError | HTTPException) -> Failure:
    """A connection that never opened carried nothing."""
    kept = error if isinstance(error, OSError) else ConnectionError()
    return failure_for_exception(kept, creates=act.creates, what=_what(act))
