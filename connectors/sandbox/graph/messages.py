"""Endpoints of channel messages and replies.

Sources: https://learn.microsoft.com/graph/api/chatmessage-post, chatmessage-delta, chatmessage-softdelete
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.sandbox.clock import iso
from connectors.sandbox.graph.call import Call, Changed, Many, One, Pages, Plain, Reply, moment
from connectors.sandbox.graph.entities import Json, Message, User
from connectors.sandbox.graph.errors import RefusedError, bad, forbidden, not_found
from connectors.sandbox.graph.html import kept
from connectors.sandbox.graph.kinds import MESSAGE

LARGEST = 28 * 1024
_PAGES = Pages(20, 50)
_REMEMBERED = timedelta(days=8 * 30)
_WRITABLE = ("body", "subject", "importance", "mentions", "attachments", "locale")


def list_messages(call: Call) -> Reply:
    """Roots, the thread that stirred last first."""
    roots = sorted(call.channel().messages.values(), key=lambda root: root.stirred, reverse=True)
    return Many(roots, MESSAGE, _PAGES)


def get_message(call: Call) -> Reply:
    return One(message(call), MESSAGE)


def list_replies(call: Call) -> Reply:
    """The newest first."""
    return Many(list(reversed(_root(call).replies.values())), MESSAGE, _PAGES)


def create_message(call: Call) -> Reply:
    return _created(call, None)


def create_reply(call: Call) -> Reply:
    root = _root(call)
    if root.deleted_at:
        raise not_found("The message was deleted.")
    return _created(call, root)


def update_message(call: Call) -> Reply:
    """Only by whoever sent it; an application may not."""
    changed = _own(call)
    call.only("chatMessage", *_WRITABLE)
    body, mentions = _content(call)
    changed.body, changed.mentions = body, mentions
    changed.edited_at = call.state.now()
    stir(call, changed)
    call.state.tell("updated", changed)
    return Plain()


def soft_delete(call: Call) -> Reply:
    """The message stays, empty and with `deletedDateTime`."""
    deleted = _own(call)
    if deleted.deleted_at is None:
        deleted.deleted_at = call.state.now()
        stir(call, deleted)
        call.state.tell("deleted", deleted)
    return Plain()


def undo_soft_delete(call: Call) -> Reply:
    restored = _own(call)
    if restored.deleted_at is not None:
        restored.deleted_at = None
        stir(call, restored)
        call.state.tell("updated", restored)
    return Plain()


def delta(call: Call) -> Reply:
    """Roots changed since a token, those of the last eight months; replies are not among them."""
    return _changes(call, call.channel().messages.values())


def delta_of_replies(call: Call) -> Reply:
    return _changes(call, _root(call).replies.values())


def message(call: Call) -> Message:
    """The root or reply that the path names."""
    root = _root(call)
    if len(call.args) < 4:
        return root
    if call.args[3] not in root.replies:
        raise not_found("NotFound")
    return root.replies[call.args[3]]


def _root(call: Call) -> Message:
    found = call.channel().messages.get(call.args[2])
    if found is None:
        raise not_found("NotFound")
    return found


def writer(call: Call) -> User:
    """Posting needs somebody signed in: an application may only import."""
    if call.account.user is None:
        raise forbidden(
            "Missing role permissions on the request. API requires one of 'Teamwork.Migrate.All'. "
            "Roles on the request 'ChannelMessage.Read.All, Group.Read.All, Tasks.ReadWrite.All, User.Read.All'."
        )
    return call.account.user


def _own(call: Call) -> Message:
    sender, found = writer(call), message(call)
    if found.sender is not sender:
        raise forbidden("The user is not the sender of the message.")
    return found


def _created(call: Call, root: Message | None) -> Reply:
    channel, sender = call.channel(), writer(call)
    call.only("chatMessage", *_WRITABLE)
    body, mentions = _content(call)
    state, change = call.state, call.state.change()
    made_id = state.message_id(state.clock())
    made_at = iso(datetime.fromtimestamp(int(made_id) / 1000, UTC))
    made = Message(made_id, channel, root, sender, body, made_at, made_at, change, change, mentions=mentions)
    made.subject = call.data.get("subject")
    made.importance = call.data.get("importance") or "normal"
    made.attachments = _attachments(call)
    if root is None:
        channel.messages[made.id] = made
    else:
        root.replies[made.id], root.stirred = made, change
    state.tell("created", made)
    return One(made, MESSAGE, 201, f"{call.path}('{made.id}')")


def stir(call: Call, changed: Message) -> None:
    changed.modified_at = call.state.now()
    changed.changed = changed.stirred = (changed.root or changed).stirred = call.state.change()


def _content(call: Call) -> tuple[Json, list[Json]]:
    """The body as Teams keeps it, and who is mentioned in it."""
    body = call.data.get("body")
    if not isinstance(body, dict) or not isinstance(body.get("content"), str):
        raise bad("Body cannot be null or empty.")
    if call.size > LARGEST:
        raise RefusedError(413, "RequestEntityTooLarge", "Request body is too large.")
    kind, content = body.get("contentType", "text"), body["content"]
    if kind not in ("text", "html"):
        raise bad(f"Requested value '{kind}' was not found.")
    if not content and not call.data.get("attachments"):
        raise bad("Missing body content")
    if kind == "text":
        return {"contentType": "text", "content": content}, []
    clean, named = kept(content)
    return {"contentType": "html", "content": clean}, _mentions(call, named)


def _mentions(call: Call, named: Sequence[str]) -> list[Json]:
    given = call.data.get("mentions") or []
    if not isinstance(given, list):
        raise bad("Mentions must be a list.")
    shown = [_mention(call, each) for each in given]
    ids = {str(each["id"]) for each in shown}
    for name in ids - set(named):
        raise bad(f"Neither Body nor adaptive card content contains marker for mention with Id '{name}'.")
    for name in set(named) - ids:
        raise bad(f"Mention with Id '{name}' is missing in the mentions collection.")
    return shown


def _mention(call: Call, given: Any) -> Json:
    match given:
        case {"id": int(number), "mentioned": {"user": {"id": str(name)}}}:
            user = call.state.users.get(name)
            if user is None:
                raise bad(f"The mentioned user '{name}' was not found.")
            person = {"id": user.id, "displayName": user.name, "userIdentityType": "aadUser"}
            mentioned = {"application": None, "device": None, "conversation": None, "user": person}
            return {"id": number, "mentionText": given.get("mentionText") or user.name, "mentioned": mentioned}
    raise bad("A mention needs an id and the user who is mentioned.")


def _attachments(call: Call) -> list[Json]:
    given = call.data.get("attachments") or []
    keys = ("id", "contentType", "contentUrl", "content", "name", "thumbnailUrl")
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise bad("Attachments must be a list of objects.")
    return [{key: each.get(key) for key in keys} for each in given]


def _changes(call: Call, messages: Iterable[Message]) -> Reply:
    since = _since(call)
    oldest = iso(call.state.clock() - _REMEMBERED)
    after = _filtered(call)
    found = sorted(
        (each for each in messages if each.changed > since and each.modified_at > max(oldest, after)),
        key=lambda each: each.changed,
    )
    top = call.query.get("$top", str(_PAGES.size))
    if not top.isdecimal() or not 1 <= int(top) <= _PAGES.most:
        raise bad(f"Invalid page size specified: '{top}'. Must be between 1 and {_PAGES.most} inclusive.")
    shown = found[: int(top)]
    last = shown[-1].changed if shown else since
    return Changed(shown, MESSAGE, f"{last:08x}", len(shown) == len(found))


def _since(call: Call) -> int:
    token = call.query.get("$deltatoken") or call.query.get("$skiptoken")
    if token is None:
        return 0
    try:
        return int(token, 16)
    except ValueError:
        raise bad("Badly formed token.", "BadRequest") from None


def _filtered(call: Call) -> str:
    """`$filter=lastModifiedDateTime gt …`, the only filter there is."""
    text = call.query.get("$filter", "")
    if not text:
        return ""
    name, _, value = text.partition(" gt ")
    if name != "lastModifiedDateTime":
        raise bad("Only lastModifiedDateTime with the operator gt can be filtered by.")
    return iso(datetime.fromisoformat(moment(value.strip(), name)))
