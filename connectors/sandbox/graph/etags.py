"""Planner's ETags: one for each task, and another for its details; newer ones are greater as texts.

Source: https://learn.microsoft.com/graph/api/resources/planner-overview
"""

from __future__ import annotations

import base64
import re
import string
from collections.abc import Mapping
from typing import Literal

from connectors.sandbox.graph.errors import RefusedError, bad_in_planner

Kind = Literal["Task", "TaskDetails", "Bucket", "Plan", "PlanDetails", "Assigned", "BucketBoard", "Progress"]
_DIGITS = "".join(sorted(string.ascii_letters + string.digits))
_LENGTH = 12
_FORM = re.compile(r'W/"(?P<kind>[A-Za-z0-9+/]{20})[A-Za-z0-9]{12}"')


def etag(kind: Kind, version: int) -> str:
    """The tag of a version; versions only grow."""
    return f'W/"{_head(kind)}{_number(version)}"'


def match(headers: Mapping[str, str], kind: Kind, current: str) -> None:
    """Refuse a call that does not name the current version in `If-Match`."""
    given = headers.get("if-match")
    if given is None:
        raise RefusedError(428, "", "The If-Match header must be specified for this kind of request.")
    form = _FORM.fullmatch(given.replace("\\", ""))
    if form is None:
        raise bad_in_planner("The If-Match header contains an invalid value.")
    if form["kind"] != _head(kind):
        raise RefusedError(412, "", "The If-Match header contains an invalid value.")
    if form.string != current:
        raise stale()


def stale() -> RefusedError:
    """412: somebody else was faster."""
    return RefusedError(
        412,
        "",
        "The attempted changes conflicted with already accepted changes. "
        "Read the latest state and resolve any differences.",
    )


def _head(kind: Kind) -> str:
    return base64.b64encode(f"'1-{kind:<12}".encode()).decode()


def _number(version: int) -> str:
    digits = ""
    for _ in range(_LENGTH):
        version, digit = divmod(version, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
