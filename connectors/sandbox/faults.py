"""Faults that a test asks for: which calls they meet, and when they fire."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

from connectors.sandbox.exchange import Request

Kind = Literal[
    "429", "500", "503", "timeout", "drop-before", "drop-after", "slow", "expired-token",
    "stale-etag", "lost-webhook", "duplicate-webhook", "late-webhook", "reordered-webhook", "forged-webhook",
    "unanswered-webhook",
]  # fmt: skip
OF_DELIVERIES: tuple[Kind, ...] = (
    "lost-webhook", "duplicate-webhook", "late-webhook", "reordered-webhook", "forged-webhook", "unanswered-webhook",
)  # fmt: skip
"""Strike what a vendor sends; all others strike calls to it."""
OF_SOME_VENDORS: tuple[Kind, ...] = ("stale-etag", *OF_DELIVERIES)
OF_ALL_VENDORS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind not in OF_SOME_VENDORS)
_KEYS = ("vendor", "match", "kind", "times", "rate", "after", "seconds", "seed")
_LONGEST = 60.0


class FaultError(ValueError):
    """A fault that cannot be planted; the message is one sentence."""


@dataclass(slots=True)
class Fault:
    """One planted fault. `met` counts the calls it matched, `fired` those it struck."""

    vendor: str
    kind: Kind
    method: str = ""
    path_regex: str = ""
    times: int | None = None
    rate: float | None = None
    after: int = 0
    seconds: float = 2.0
    seed: int = 0
    met: int = 0
    fired: int = 0
    _chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Seed the chance, so that a run can be repeated."""
        self._chance = random.Random(self.seed)  # noqa: S311  repeatable on purpose

    def strikes(self, vendor: str, request: Request) -> bool:
        """Whether this call is struck; every call it matches is counted."""
        if vendor != self.vendor or not self._matches(request):
            return False
        self.met += 1
        strikes = self.met > self.after and self._in_turn()
        self.fired += strikes
        return strikes

    def shown(self) -> dict[str, Any]:
        """As `GET /faults` shows it."""
        match = {"method": self.method, "path_regex": self.path_regex}
        shown = {
            "vendor": self.vendor,
            "kind": self.kind,
            "match": {key: value for key, value in match.items() if value},
        }
        optional = {"times": self.times, "rate": self.rate}
        return {
            **shown,
            **{key: value for key, value in optional.items() if value is not None},
            "after": self.after,
            "seconds": self.seconds,
            "seed": self.seed,
            "met": self.met,
            "fired": self.fired,
        }

    def _matches(self, request: Request) -> bool:
        if self.method and request.method != self.method:
            return False
        return not self.path_regex or re.search(self.path_regex, request.path) is not None

    def _in_turn(self) -> bool:
        if self.times is not None and self.fired >= self.times:
            return False
        return self.rate is None or self._chance.random() < self.rate


def read_faults(raw: object, vendors: Mapping[str, Collection[str]]) -> list[Fault]:
    """Take one fault or a list of them as JSON gave it; `vendors` says which kinds each has beyond those of all.

    Raises FaultError.
    """
    entries = raw if isinstance(raw, list) else [raw]
    return [_fault(entry, vendors, f"fault {index + 1}") for index, entry in enumerate(entries)]


def _fault(raw: object, vendors: Mapping[str, Collection[str]], where: str) -> Fault:
    if not isinstance(raw, Mapping):
        raise FaultError(f"{where}: expected an object with vendor and kind, or a list of such objects.")
    for key in raw:
        if key not in _KEYS:
            raise FaultError(f"{where}: unknown key {key!r}; allowed: {', '.join(_KEYS)}.")
    vendor = raw.get("vendor")
    if vendor not in vendors:
        raise FaultError(f"{where}: vendor must be one of {', '.join(vendors)}, not {vendor!r}.")
    method, path_regex = _match(raw.get("match"), where)
    return Fault(
        vendor=str(vendor),
        kind=_kind(raw.get("kind"), str(vendor), (*OF_ALL_VENDORS, *vendors[str(vendor)]), where),
        method=method,
        path_regex=path_regex,
        times=int(_number(raw, "times", where, whole=True)) if raw.get("times") is not None else None,
        rate=_number(raw, "rate", where, most=1.0) if raw.get("rate") is not None else None,
        after=int(_number(raw, "after", where, whole=True)),
        seconds=_number(raw, "seconds", where, default=2.0, most=_LONGEST),
        seed=int(_number(raw, "seed", where, whole=True)),
    )


def _kind(raw: object, vendor: str, offered: Collection[str], where: str) -> Kind:
    kind = str(raw)
    if kind not in get_args(Kind):
        raise FaultError(f"{where}: kind must be one of {', '.join(get_args(Kind))}, not {raw!r}.")
    if kind not in offered:
        raise FaultError(f"{where}: {vendor} has nothing that {kind} could strike; it takes {', '.join(offered)}.")
    return cast("Kind", kind)


def _match(raw: object, where: str) -> tuple[str, str]:
    match = {} if raw is None else raw
    if not isinstance(match, Mapping) or set(match) - {"method", "path_regex"}:
        raise FaultError(f"{where}: match must be an object of method and path_regex, not {raw!r}.")
    path_regex = str(match.get("path_regex") or "")
    try:
        re.compile(path_regex)
    except re.error as fault:
        raise FaultError(f"{where}: path_regex {path_regex!r} is no regular expression ({fault}).") from fault
    return str(match.get("method") or "").upper(), path_regex


def _number(
    raw: Mapping[str, Any],
    key: str,
    where: str,
    *,
    default: float = 0.0,
    most: float | None = None,
    whole: bool = False,
) -> float:
    value = raw.get(key, default)
    wrong = isinstance(value, bool) or not isinstance(value, int | float) or (whole and value != int(value))
    if wrong or value < 0 or (most is not None and value > most):
        bounds = f"from 0 to {most:g}" if most is not None else "of 0 or more"
        raise FaultError(f"{where}: {key} must be a {'whole ' if whole else ''}number {bounds}, not {value!r}.")
    return float(value)
