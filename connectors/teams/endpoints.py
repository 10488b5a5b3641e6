"""The calls that the connector sends to Microsoft Graph, as data.

Source: learn.microsoft.com/graph/api, of each call's permissions the least. Planner's are the app's own, those of
channels the service user's.
"""

from __future__ import annotations

from connectors.layers.endpoint import Endpoint

TASKS, CHANGES = ("Tasks.Read.All",), ("Tasks.ReadWrite.All",)
SAID, SAYING, UNSAYING = ("ChannelMessage.Read.All",), ("ChannelMessage.Send",), ("ChannelMessage.ReadWrite",)
PLAN, TASK = "/planner/plans/{plannerPlan-id}", "/planner/tasks/{plannerTask-id}"
CHANNEL = "/teams/{team-id}/channels/{channel-id}"
REPLIES = f"{CHANNEL}/messages/{{chatMessage-id}}/replies"
ENDPOINTS = (
    Endpoint("POST", "/$batch", "up to twenty calls in one round trip"),
    Endpoint("GET", PLAN, "a plan's name, for the doctor", TASKS),
    Endpoint("GET", f"{PLAN}/tasks", "all tasks of a plan", TASKS),
    Endpoint("GET", f"{PLAN}/buckets", "a plan's buckets, in order", TASKS),
    Endpoint("GET", f"{PLAN}/details", "the names of a plan's labels", TASKS),
    Endpoint("PATCH", f"{PLAN}/details", "a label that the plan lacks", CHANGES),
    Endpoint("GET", TASK, "a task that was touched; whether it is gone", TASKS),
    Endpoint("GET", f"{TASK}/details", "a task's description and references", TASKS),
    Endpoint("POST", "/planner/tasks", "a new task; the weekly report where no channel is named", CHANGES),
    Endpoint("DELETE", TASK, "the weekly report of the week before", CHANGES),
    Endpoint("PATCH", TASK, "a task's changed fields", CHANGES),
    Endpoint(
        "PATCH", f"{TASK}/details", "a task's changed description, our marker, the reference to its comments", CHANGES
    ),
    Endpoint("POST", "/planner/buckets", "a new lane; the bucket for what is archived", CHANGES),
    Endpoint("PATCH", "/planner/buckets/{plannerBucket-id}", "a lane's new name", CHANGES),
    Endpoint("GET", "/groups/{group-id}/members", "a plan's people, to propose accounts", ("GroupMember.Read.All",)),
    Endpoint("GET", "/users/{user-id}", "a person's name", ("User.ReadBasic.All",)),
    Endpoint("GET", "/me", "who the service user is", ("User.Read",)),
    Endpoint("GET", CHANNEL, "the channel's name, for the doctor", ("Channel.ReadBasic.All",)),
    Endpoint("GET", f"{CHANNEL}/messages", "the messages that stirred last, once a day", SAID),
    Endpoint("GET", REPLIES, "the comments below a task's message", SAID),
    Endpoint("GET", f"{REPLIES}/{{chatMessage-id1}}", "a comment of ours after it was changed", SAID),
    Endpoint(
        "POST",
        f"{CHANNEL}/messages",
        "the message below which a task's comments stand; what a large import brought; the weekly report",
        SAYING,
    ),
    Endpoint(
        "POST",
        f"{CHANNEL}/messages/{{chatMessage-id}}/softDelete",
        "a weekly report that has been there long enough",
        UNSAYING,
    ),
    Endpoint("PATCH", f"{CHANNEL}/messages/{{chatMessage-id}}", "a message above comments, after an erasure", UNSAYING),
    Endpoint("POST", REPLIES, "a new comment", SAYING),
    Endpoint("PATCH", f"{REPLIES}/{{chatMessage-id1}}", "a changed comment of ours", UNSAYING),
    Endpoint("POST", f"{REPLIES}/{{chatMessage-id1}}/softDelete", "a deleted comment of ours", UNSAYING),
    Endpoint("GET", "/subscriptions", "our subscription, where there is an address"),
    Endpoint("POST", "/subscriptions", "a subscription to the channel", SAID),
    Endpoint("PATCH", "/subscriptions/{subscription-id}", "its renewal", SAID),
    Endpoint("DELETE", "/subscriptions/{subscription-id}", "an earlier one of ours", SAID),
    Endpoint("POST", "//{tenant}/oauth2/v2.0/token", "tokens of the app and of the service user, and their renewal"),
)
CONTAINED = ("Tasks.Read.All",)
"""What another permission, which is needed all the same, gives too."""
BESIDES = {"offline_access": "a sign-in of the service user that lasts"}
"""What is needed besides, and what for."""
