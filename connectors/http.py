"""The HTTP policy of every connector: how long to wait, and which decision a status or a broken connection is.

Classification          read, update, delete      create
429                     Retry(after)              Retry(after)
401                     Stop                      Stop
408, 5xx                Retry                     Ambiguous
404, 410                Replan                    Replan
409, 412                Replan                    Replan
other 4xx               Park                      Park
never connected         Retry                     Retry
dropped, timed out      Retry                     Ambiguous

A connector turns a status that means more there (403 on its container: Stop) into its own failure first. Sentences
name the tool and the act, never a url, a header or what was sent, and the vendor's own error is left behind.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
import urllib3

from bridge.core.errors import Ambiguous, Failure, Park, Replan, Retry, Stop

TIMEOUT = (3.05, 30.0)
"""Seconds to connect (just above TCP's first repeat) and between two bytes of an answer."""
PAUSE = 10.0
"""Seconds to stay away after a 429 that says none: the longest of the short windows that vendors publish."""
_LONGEST = 3600.0
_DROPPED = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
    urllib3.exceptions.HTTPError,
    OSError,
)
# A TLS error is not among them: one in the middle of an exchange looks the same as one before it.
_NEVER_OPENED = (
    requests.exceptions.ConnectTimeout,
    requests.exceptions.ProxyError,
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ProxyError,
    ConnectionRefusedError,
)


def retry_after(value: str | None, now: datetime) -> float:
    """Seconds of a Retry-After header, which holds seconds or an HTTP date (RFC 9110, 10.2.3); `PAUSE` without one."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), _LONGEST)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return PAUSE
    seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return min(max(seconds, 0.0), _LONGEST)


def failure_for(status: int, *, creates: bool, retry_after: float | None, what: str) -> Failure:
    """The decision a status of 400 or more is. `what` is the tool and the act, such as "Trello, creating a card"."""
    code = str(status)
    match status:
        case 429:
            return Retry(
                f"{what}: the tool asks us to wait.", after=PAUSE if retry_after is None else retry_after, code=code
            )
        case 401:
            return Stop(f"{what}: the tool does not accept the credential; sign in again.", code=code)
        case 404 | 410:
            return Replan(f"{what}: it is not there any more.", code=code)
        case 409 | 412:
            return Replan(f"{what}: somebody was faster.", code=code)
        case _ if status >= 500 or status == 408:
            return _unfinished(
                f"{what}: the tool answered with an error of its own ({status})", creates=creates, code=code
            )
        case _:
            return Park(f"{what}: the tool refuses this ({status}).", code=code)


def failure_for_exception(error: Exception, *, creates: bool, what: str) -> Failure:
    """The decision a broken exchange is: a connection that never opened carried nothing; any other may have.

    An exception that is none of the network's is raised again: it is a fault of ours, not the tool's.
    """
    if not isinstance(error, _DROPPED):
        raise error
    if _never_opened(error):
        return Retry(f"{what}: the tool could not be reached.", code="unreachable")
    return _unfinished(f"{what}: the connection broke off or no answer came in time", creates=creates, code="dropped")


def _unfinished(sentence: str, *, creates: bool, code: str) -> Retry:
    if creates:
        return Ambiguous(f"{sentence}; whether it was carried out is looked up.", code=code)
    return Retry(f"{sentence}; it is tried again later.", code=code)


def _never_opened(error: BaseException) -> bool:
    """Whether the exception, or one it carries or stems from, says that no connection was opened."""
    seen: list[object] = [error]
    for one in seen:
        if isinstance(one, _NEVER_OPENED):
            return True
        if isinstance(one, BaseException) and len(seen) < 20:
            behind = [*one.args, getattr(one, "reason", None), one.__cause__]
            seen += [part for part in behind if isinstance(part, BaseException) and part not in seen]
    return False
