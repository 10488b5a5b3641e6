"""Whether anybody is told of troubles, and of which: for `status` and `doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bridge.core.model.alert import Told
from bridge.core.model.network import Network
from bridge.ports.alerts import AlertStore
from bridge.ports.words import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """`untold` is why nobody is told, or why the last mail did not go out, empty where all is well.

    `standing` are the troubles that last, with what was told of them.
    """

    untold: str
    standing: Sequence[Told] = ()


def telling(network: Network, alerts: AlertStore, say: Words, *, mails: bool) -> Telling:
    """From memory alone: sends nothing. `mails`: there is a mail server and somebody to write to."""
    if not network.alerts:
        return Telling(say("alert.no_addresses"))
    if not mails:
        return Telling(say("alert.nobody"))
    trouble = alerts.mail_trouble()
    return Telling(say("alert.mail_trouble", trouble=trouble) if trouble else "", alerts.standing())
