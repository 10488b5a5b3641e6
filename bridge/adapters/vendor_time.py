"""What time a vendor says it is, for comparing clocks."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for the answer."""


def vendor_time(origin: str) -> datetime | None:
    """The `Date` of the vendor's answer (RFC 9110, 6.6.1; to the second), aware in UTC. None where it tells none."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            answer = session.head(origin, timeout=TIMEOUT, allow_redirects=False)
            return parsedate_to_datetime(answer.headers.get("Date", "")).astimezone(UTC)
        except (requests.RequestException, OSError, ValueError):
            return None
