"""Slack's Bolt, which sorts what Slack delivers and forms the answers.

Bolt answers only when the listener is done (`process_before_response`), and asks Slack for nothing: with `authorize`
given it calls no auth.test, and with a bare token its first event would.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web import WebClient

from connectors.http import TIMEOUT
from connectors.slack.client import silent
from connectors.slack.desk.acts import PRESSES
from connectors.slack.desk.listening import Heard, Listening
from connectors.slack.desk.modals import LANES, TASK
from connectors.slack.translate import Json

COMMAND = "/task"
HEARD = "heard"
"""Where a request's context holds what was heard."""
Deed = Callable[[Json, Heard], Any]


def bolt_of(listening: Listening) -> App:
    """What sorts the deliveries of one desk. Signatures are verified before it is asked."""
    bolt = App(
        logger=silent(),
        client=WebClient(retry_handlers=[], timeout=int(TIMEOUT[1])),
        authorize=_authorized,
        process_before_response=True,
        token_verification_enabled=False,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,  # our own are told apart by who wrote what
    )
    for action in PRESSES:
        bolt.action(action)(_acknowledged(listening.press))
    bolt.action("edit")(_acknowledged(listening.edit))
    bolt.action("create")(_acknowledged(listening.create))
    bolt.action("lanes")(_acknowledged(listening.lanes))
    bolt.shortcut("edit")(_acknowledged(listening.edit))
    bolt.shortcut("create")(_acknowledged(listening.create))
    bolt.event("message")(_acknowledged(listening.event))
    bolt.event("app_home_opened")(_acknowledged(listening.home))
    bolt.command(COMMAND)(_said(listening.command))
    bolt.view(TASK)(_judged(listening.submit))
    bolt.view(LANES)(_judged(listening.write_lanes))
    return bolt


def _acknowledged(deed: Deed) -> Callable[..., None]:
    def listener(ack: Ack, body: Json, context: BoltContext) -> None:
        deed(body, context[HEARD])
        ack()

    return listener


def _said(deed: Deed) -> Callable[..., None]:
    """The answer is a text that only the person sees."""

    def listener(ack: Ack, body: Json, context: BoltContext) -> None:
        ack(deed(body, context[HEARD]))

    return listener


def _judged(deed: Deed) -> Callable[..., None]:
    """The answer is what is wrong with the form, or nothing."""

    def listener(ack: Ack, body: Json, context: BoltContext) -> None:
        if faults := deed(body, context[HEARD]):
            ack(response_action="errors", errors=dict(faults))
        else:
            ack()

    return listener


def _authorized(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Bolt's own client is never used, so it gets no token."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="unused")  # noqa: S106  no token
