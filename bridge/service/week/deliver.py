"""Brings one issue of the weekly report to everybody who is to have it, by all ways, each once."""

from __future__ import annotations

from bridge.core.log.entry import Purpose
from bridge.core.model.caller import Caller
from bridge.core.rules.access import Resource, Verb
from bridge.service.access import Access
from bridge.service.week.mails import mail_all
from bridge.service.week.outgoing import Delivery, Outgoing
from bridge.service.week.places import expire, post_all


def deliver(week: str, caller: Caller, access: Access, outgoing: Outgoing) -> Delivery:
    """What stands of the issue afterwards; may be called again until it is over. One way's trouble stops no other.

    Mails go out before places are written to: whoever mends a tool has the report meanwhile. Raises NotPermittedError
    for who may not send, Unusable where it cannot be remembered what went out.
    """
    delivery = Delivery(week)
    with access.recorded(caller, Verb.CHANGE, Resource.PLACES, Purpose.TRANSPARENCY):
        mail_all(outgoing, delivery)
        post_all(outgoing, delivery)
        expire(outgoing)
    return delivery
