"""How each kind of entity is shown: the fields that come by themselves, and those that come when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from connectors.sandbox.graph.entities import Bucket, Channel, Group, Json, Membership, Message, Subscription, User
from connectors.sandbox.graph.planner_shapes import (
    assigned_board,
    bucket_board,
    details,
    plan,
    plan_details,
    progress_board,
    task,
)
from connectors.sandbox.graph.state import State

Show = Callable[[Any, State], Json]


@dataclass(frozen=True, slots=True)
class Kind:
    """`type` is Graph's name; `more` are fields shown only when `$select` names them; `expands` shows what hangs on.

    `lists` says what may be expanded in lists.
    """

    type: str
    context: str
    show: Show
    more: Mapping[str, Any] = field(default_factory=dict)
    expands: Mapping[str, Callable[[Any, State], Any]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()


def _user(user: User, _: State) -> Json:
    given, _space, family = user.name.rpartition(" ")
    return {
        "businessPhones": [],
        "displayName": user.name,
        "givenName": given or None,
        "jobTitle": None,
        "mail": user.mail,
        "mobilePhone": None,
        "officeLocation": None,
        "preferredLanguage": "de-DE",
        "surname": family,
        "userPrincipalName": user.mail,
        "id": user.id,
    }


def _member(user: User, state: State) -> Json:
    return {"@odata.type": "#microsoft.graph.user", **_user(user, state)}


def _membership(member: Membership, state: State) -> Json:
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "id": member.id,
        "roles": ["owner"] if member.owner else [],
        "displayName": member.user.name,
        "visibleHistoryStartDateTime": "0001-01-01T00:00:00Z",
        "userId": member.user.id,
        "email": member.user.mail,
        "tenantId": state.directory,
    }


def _group(group: Group, _: State) -> Json:
    return {
        "id": group.id,
        "createdDateTime": group.created_at,
        "description": group.name,
        "displayName": group.name,
        "groupTypes": ["Unified"],
        "mail": None,
        "mailEnabled": True,
        "mailNickname": group.id[:8],
        "proxyAddresses": [],
        "renewedDateTime": group.created_at,
        "securityEnabled": False,
        "visibility": "Private",
    }


def _team(group: Group, state: State) -> Json:
    return {
        "id": group.id,
        "createdDateTime": group.created_at,
        "displayName": group.name,
        "description": group.name,
        "internalId": next(iter(group.channels), None),
        "specialization": "none",
        "visibility": "private",
        "webUrl": f"https://teams.microsoft.com/l/team/{group.id}?groupId={group.id}&tenantId={state.directory}",
        "isArchived": False,
        "memberSettings": {"allowCreateUpdateChannels": True, "allowDeleteChannels": True},
        "guestSettings": {"allowCreateUpdateChannels": False, "allowDeleteChannels": False},
        "messagingSettings": {"allowUserEditMessages": True, "allowUserDeleteMessages": True},
        "tenantId": state.directory,
    }


def _channel(channel: Channel, state: State) -> Json:
    return {
        "id": channel.id,
        "createdDateTime": channel.created_at,
        "displayName": channel.name,
        "description": channel.description,
        "isFavoriteByDefault": None,
        "email": "",
        "tenantId": state.directory,
        "webUrl": f"https://teams.microsoft.com/l/channel/{quote(channel.id, safe='')}/{quote(channel.name, safe='')}"
        f"?groupId={channel.group.id}&tenantId={state.directory}",
        "membershipType": "standard",
    }


def message_url(message: Message, state: State) -> str:
    """Where a reader finds a message."""
    root = message.root or message
    return (
        f"https://teams.microsoft.com/l/message/{quote(message.channel.id, safe='')}/{message.id}"
        f"?groupId={message.channel.group.id}&tenantId={state.directory}"
        f"&createdTime={message.id}&parentMessageId={root.id}"
    )


def _message(message: Message, state: State) -> Json:
    sender = {"id": message.sender.id, "displayName": message.sender.name, "userIdentityType": "aadUser"}
    return {
        "id": message.id,
        "replyToId": message.root.id if message.root else None,
        "etag": str(round(datetime.fromisoformat(message.modified_at).timestamp() * 1000)),
        "messageType": "message",
        "createdDateTime": message.created_at,
        "lastModifiedDateTime": message.modified_at,
        "lastEditedDateTime": message.edited_at,
        "deletedDateTime": message.deleted_at,
        "subject": message.subject,
        "summary": None,
        "chatId": None,
        "importance": message.importance,
        "locale": "en-us",
        "webUrl": message_url(message, state),
        "policyViolation": None,
        "eventDetail": None,
        "from": {"application": None, "device": None, "user": sender},
        "body": message.body if message.deleted_at is None else {"contentType": "html", "content": ""},
        "channelIdentity": {"teamId": message.channel.group.id, "channelId": message.channel.id},
        "attachments": message.attachments if message.deleted_at is None else [],
        "mentions": message.mentions if message.deleted_at is None else [],
        "reactions": message.reactions if message.deleted_at is None else [],
    }


def _bucket(bucket: Bucket, _: State) -> Json:
    return {
        "@odata.etag": bucket.etag,
        "name": bucket.name,
        "planId": bucket.plan.id,
        "orderHint": bucket.order_hint,
        "id": bucket.id,
    }


def _subscription(subscription: Subscription, _: State) -> Json:
    return {
        "id": subscription.id,
        "resource": subscription.resource,
        "applicationId": subscription.application,
        "changeType": subscription.change_types,
        "clientState": subscription.client_state,
        "notificationUrl": subscription.notification_url,
        "notificationQueryOptions": None,
        "lifecycleNotificationUrl": subscription.lifecycle_url,
        "expirationDateTime": subscription.expires_at,
        "creatorId": subscription.creator,
        "includeResourceData": None,
        "latestSupportedTlsVersion": "v1_2",
        "encryptionCertificate": None,
        "encryptionCertificateId": None,
        "notificationUrlAppId": None,
    }


_MORE_OF_USERS = {
    "accountEnabled": True,
    "assignedLicenses": [],
    "city": None,
    "companyName": None,
    "country": None,
    "createdDateTime": None,
    "department": None,
    "employeeId": None,
    "mailNickname": None,
    "otherMails": [],
    "proxyAddresses": [],
    "usageLocation": "DE",
    "userType": "Member",
}
_MORE_OF_GROUPS = {"classification": None, "expirationDateTime": None, "preferredLanguage": None, "theme": None}
USER = Kind("user", "users", _user, _MORE_OF_USERS)
MEMBER = Kind("user", "directoryObjects", _member, _MORE_OF_USERS)


def _members(group: Group, state: State) -> list[Json]:
    return [_member(user, state) for user in group.members.values()]


def _owners(group: Group, state: State) -> list[Json]:
    return [_member(user, state) for user in group.owners.values()]


def _replies(message: Message, state: State) -> list[Json]:
    return [_message(reply, state) for reply in reversed(message.replies.values())]


GROUP = Kind("group", "groups", _group, _MORE_OF_GROUPS, {"members": _members, "owners": _owners})
TEAM = Kind("team", "teams", _team)
CHANNEL = Kind("channel", "channels", _channel)
MESSAGE = Kind("chatMessage", "messages", _message, {}, {"replies": _replies}, frozenset({"replies"}))
MEMBERSHIP = Kind("conversationMember", "teams/members", _membership)
BUCKET = Kind("plannerBucket", "planner/buckets", _bucket)
PLAN_DETAILS = Kind("plannerPlanDetails", "planner/plans/details", plan_details)
PLAN = Kind("plannerPlan", "planner/plans", plan, {}, {"details": plan_details})
TASK_DETAILS = Kind("plannerTaskDetails", "planner/tasks/details", details)
TASK = Kind("plannerTask", "planner/tasks", task, {}, {"details": details})
BOARD_KINDS: Mapping[str, Kind] = {
    "assignedToTaskBoardFormat": Kind("plannerAssignedToTaskBoardTaskFormat", "planner/tasks/format", assigned_board),
    "bucketTaskBoardFormat": Kind("plannerBucketTaskBoardTaskFormat", "planner/tasks/format", bucket_board),
    "progressTaskBoardFormat": Kind("plannerProgressTaskBoardTaskFormat", "planner/tasks/format", progress_board),
}
SUBSCRIPTION = Kind("subscription", "subscriptions", _subscription)
