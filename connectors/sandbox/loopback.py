"""Sends one HTTP request to an address on this machine, without holding up the servers on the same loop."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, urlsplit

import h11

_MOST_AT_ONCE = 65_536
_Method = Literal["HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Without a status nothing did, and `trouble` says why."""

    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: Literal["", "timeout", "connection"] = ""

    @property
    def taken(self) -> bool:
        """Whether the other side said that it has it."""
        return self.status is not None and 200 <= self.status < 300


def is_loopback(url: str) -> bool:
    """Whether an address is plain HTTP on this machine: the sandbox sends nowhere else."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme != "http":
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def head(url: str, headers: Mapping[str, str], seconds: float) -> Answer:
    """Send a HEAD; otherwise as `post`."""
    return await _sent("HEAD", url, headers, b"", seconds)


async def post(url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
    """Send a POST and wait for the whole answer at most `seconds`. Raises ValueError for an address elsewhere."""
    return await _sent("POST", url, headers, body, seconds)


async def _sent(method: _Method, url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
    if not is_loopback(url):
        raise ValueError(f"{url} is not on this machine.")
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(method, urlsplit(url), headers, body)
    except TimeoutError:
        return Answer(trouble="timeout")
    except (OSError, h11.RemoteProtocolError):
        return Answer(trouble="connection")


async def _exchange(method: _Method, url: SplitResult, headers: Mapping[str, str], body: bytes) -> Answer:
    reader, writer = await asyncio.open_connection(url.hostname, url.port or 80)
    try:
        writer.write(_request(connection := h11.Connection(h11.CLIENT), method, url, headers, body))
        await writer.drain()
        return await _answer(connection, reader)
    finally:
        writer.close()


def _request(
    connection: h11.Connection, method: _Method, url: SplitResult, headers: Mapping[str, str], body: bytes
) -> bytes:
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    length = {"Content-Length": str(len(body))} if method == "POST" else {}
    sent = {"Host": url.netloc, **headers, **length, "Connection": "close"}
    request = h11.Request(method=method, target=target, headers=list(sent.items()))
    events = (request, h11.Data(data=body), h11.EndOfMessage())
    return b"".join(connection.send(event) or b"" for event in events)


async def _answer(connection: h11.Connection, reader: asyncio.StreamReader) -> Answer:
    status, headers, pieces = 0, dict[str, str](), list[bytes]()
    while True:
        match connection.next_event():
            case h11.NEED_DATA:
                connection.receive_data(await reader.read(_MOST_AT_ONCE))
            case h11.Response() as response:
                status = response.status_code
                headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
            case h11.Data() as data:
                pieces.append(bytes(data.data))
            case h11.InformationalResponse():
                continue
            case _:
                return Answer(status, b"".join(pieces), headers)
