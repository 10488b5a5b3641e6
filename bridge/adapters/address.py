"""Whether a running Cobridge answers at an address, asked as anybody on the internet would."""

from __future__ import annotations

import json

import requests
import urllib3

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for the answer."""
LONGEST = 1_000_000
"""Bytes of an answer that are read; that of /health is far shorter."""


def cobridge_answers(url: str) -> bool:
    """Whether what answers at this url of `/health` is a Cobridge, well or not. Follows nobody elsewhere."""
    with requests.Session() as session:
        session.trust_env = False
        try:
            with session.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
                said = json.loads(answer.raw.read(LONGEST, decode_content=True))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, RecursionError):
            return False
    return isinstance(said, dict) and isinstance(said.get("well"), bool)
