"""Slack's refusals as decisions. Without I/O.

Slack answers most refusals with status 200 and a word (docs.slack.dev/reference/methods/chat.update, "Errors").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop
from connectors.http import failure_for

_CREDENTIAL = (
    "account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked", "not_allowed_token_type",
    "org_login_required", "ekm_access_denied", "no_permission", "team_access_not_granted",
)  # fmt: skip
ENDED = ("token_expired", "token_revoked", "invalid_auth", "401")
"""Refusals after which another token may serve."""
_PLACE: Mapping[str, str] = {
    "channel_not_found": "check the channel's id, and invite Cobridge into the channel",
    "not_in_channel": "invite Cobridge into the channel",
    "is_archived": "bring the channel back from the archive in Slack",
    "method_not_supported_for_channel_type": "use an ordinary channel",
    "access_denied": "share the List with Cobridge so that it may edit it",
    "file_not_found": "check the List's id, and share the List with Cobridge",
    "list_not_found": "check the List's id, and share the List with Cobridge",
    "paid_teams_only": "Lists need a paid plan, so use a channel of cards as the place",
    "restricted_action": "let Cobridge post in the channel",
    "restricted_action_read_only_channel": "let Cobridge post in the channel",
}
_GONE = ("message_not_found", "thread_not_found", "cannot_reply_to_message", "thread_locked", "invalid_row_id")
_WORD = re.compile(r"[a-z_]{2,60}")
_UNFINISHED = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org")


def refusal(status: int, word: str, *, creates: bool, after: float | None, what: str) -> Failure:
    """The decision of an answer that is not `ok`; `word` is Slack's `error`, empty where it says none."""
    if not _WORD.fullmatch(word):
        word = ""  # no answer of Slack's own, which may repeat what was sent
    if status == 429 or word in ("ratelimited", "rate_limited"):
        return failure_for(429, creates=creates, retry_after=after, what=what)
    if status >= 400:
        return failure_for(status, creates=creates, retry_after=after, what=what)
    if word in _CREDENTIAL:
        return Stop(f"{what}: Slack does not accept the credential; install the app again.", code=word)
    if word == "missing_scope":
        return Stop(f"{what}: the app lacks a scope for this; add it and install the app again.", code=word)
    if word in _PLACE:
        return Stop(f"{what}: Slack does not let us; {_PLACE[word]}.", code=word)
    if word in _GONE:
        return Replan(f"{what}: it is not there any more.", code=word)
    if word in _UNFINISHED or not word:
        return _unfinished(what, word, creates=creates)
    return Park(f"{what}: Slack refuses this ({word}).", code=word)


def _unfinished(what: str, word: str, *, creates: bool) -> Failure:
    sentence = f"{what}: Slack answered with an error of its own"
    if creates:
        return Ambiguous(f"{sentence}; whether it was carried out is looked up.", code=word)
    return Retry(f"{sentence}; it is tried again later.", code=word)
