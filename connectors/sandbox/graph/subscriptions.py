"""Endpoints of subscriptions to channel messages.

Sources: https://learn.microsoft.com/graph/change-notifications-delivery-webhooks, teams-changenotifications-chatmessage
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from connectors.sandbox.graph.call import Call, Later, Many, One, Plain, Reply, moment, written
from connectors.sandbox.graph.entities import Channel, Subscription
from connectors.sandbox.graph.errors import RefusedError, bad, forbidden, not_found
from connectors.sandbox.graph.kinds import SUBSCRIPTION

SHORTEST = timedelta(minutes=45)
LONGEST = timedelta(minutes=4320)
WITHOUT_LIFECYCLE = timedelta(minutes=60)
_MOST_STATE = 128
_ALL = "teams/getAllMessages"
_CHANNEL = re.compile(r"teams/([^/]+)/channels/([^/]+)/messages|teams\('([^']+)'\)/channels\('([^']+)'\)/messages")
_CHANGES = frozenset(("created", "updated", "deleted"))
_WRITABLE = (
    "changeType", "notificationUrl", "lifecycleNotificationUrl", "resource", "expirationDateTime", "clientState",
    "latestSupportedTlsVersion", "includeResourceData",
)  # fmt: skip


def list_subscriptions(call: Call) -> Reply:
    """The calling application's own."""
    kept = call.state.subscriptions.values()
    return Many([each for each in kept if each.application == call.account.application], SUBSCRIPTION)


def get_subscription(call: Call) -> Reply:
    return One(call.subscription(), SUBSCRIPTION)


def create_subscription(call: Call) -> Reply:
    """Answered once both addresses have given back the token they were sent."""
    call.only("subscription", *_WRITABLE)
    made = _wanted(call)

    async def finish() -> Reply:
        for url in dict.fromkeys(filter(None, (made.notification_url, made.lifecycle_url))):
            await call.state.notices.validate(url)
        call.state.subscriptions[made.id] = made
        call.state.notices.watch(made)
        return One(made, SUBSCRIPTION, 201, f"/subscriptions('{made.id}')")

    return Later(finish)


def renew_subscription(call: Call) -> Reply:
    """A later end; the rules for new ones hold."""
    subscription = call.subscription()
    call.only("subscription", "expirationDateTime")
    subscription.expires_at = _expiry(call, subscription.lifecycle_url)
    subscription.reminded = False
    return One(subscription, SUBSCRIPTION)


def delete_subscription(call: Call) -> Reply:
    del call.state.subscriptions[call.subscription().id]
    return Plain()


def reauthorize(call: Call) -> Reply:
    """Says that the application still may; the end stays."""
    call.subscription()
    return Plain()


def _wanted(call: Call) -> Subscription:
    data = call.data
    for key in ("changeType", "notificationUrl", "resource", "expirationDateTime"):
        if not isinstance(data.get(key), str) or not data[key]:
            raise _refused(f"{key} is a required property for subscription creation.")
    changes = {each.strip() for each in data["changeType"].split(",")}
    if not changes <= _CHANGES:
        raise _refused(f"Invalid change type: {data['changeType']}.")
    if data.get("includeResourceData"):
        raise _refused("encryptionCertificate is a required property when includeResourceData is true.")
    if len(data.get("clientState") or "") > _MOST_STATE:
        raise _refused(f"clientState must be at most {_MOST_STATE} characters.")
    lifecycle = data.get("lifecycleNotificationUrl")
    account = call.account
    return Subscription(
        id=call.state.new_guid("subscription"),
        resource=data["resource"],
        watched=_watched(call, data["resource"]),
        change_types=data["changeType"],
        notification_url=data["notificationUrl"],
        lifecycle_url=lifecycle,
        client_state=data.get("clientState"),
        expires_at=_expiry(call, lifecycle),
        application=account.application,
        creator=account.user.id if account.user else account.application,
    )


def _expiry(call: Call, lifecycle: Any) -> str:
    text = moment(call.data.get("expirationDateTime"), "expirationDateTime")
    now = call.state.clock()
    left = datetime.fromisoformat(text) - now
    if left <= timedelta():
        raise _refused("Subscription expiration can only be in the future.")
    if left > LONGEST:
        minutes = int(LONGEST.total_seconds() // 60)
        raise _refused(f"Subscription expiration can only be {minutes} minutes in the future.")
    if left > WITHOUT_LIFECYCLE and not lifecycle:
        raise _refused(
            "lifecycleNotificationUrl is a required property for subscription creation on this resource when the "
            "expirationDateTime value is set to greater than 1 hour."
        )
    return text if left >= SHORTEST else written(now + SHORTEST)


def _watched(call: Call, resource: str) -> Channel | None:
    """The channel; None for all messages of the directory, which only an application may follow."""
    path = resource.strip("/")
    if path == _ALL:
        if call.account.user is not None:
            raise forbidden("Subscriptions to all messages need application permission.")
        return None
    found = _CHANNEL.fullmatch(path)
    if found is None:
        raise _refused(f"Resource '{path}' is not supported for change notifications.")
    group_id, name = found[1] or found[3], found[2] or found[4]
    group = call.state.groups.get(group_id)
    if group is None or name not in group.channels:
        raise not_found("The team or channel of the resource was not found.")
    user = call.account.user
    if user is not None and user.id not in group.members:
        raise forbidden("The user is not a member of the team.")
    return group.channels[name]


def _refused(message: str) -> RefusedError:
    return bad(message, "ExtensionError")
