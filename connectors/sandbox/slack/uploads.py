"""files.getUploadURLExternal and files.completeUploadExternal: a file comes up, and is shown as a link.

What was sent is counted and thrown away; the addresses of a file are those a reader would see.

Source: https://docs.slack.dev/messaging/working-with-files/#upload
"""

from __future__ import annotations

import mimetypes
from typing import Any

from connectors.sandbox.exchange import Request, Response
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import Channel, Upload
from connectors.sandbox.slack.messages import authored, put
from connectors.sandbox.slack.state import State
from connectors.sandbox.slack.values import Obj, RefusedError

_PREFIX = "/upload/v1/"


def upload_url(call: Call) -> Obj:
    """Where to send a file of this name and length."""
    name = call.args.text("filename")
    length = call.args.text("length")
    if not length.isdecimal() or not int(length):
        raise RefusedError("invalid_arguments")
    made = Upload(call.state.new_id("F"), name, int(length), call.user.id, int(call.state.now()))
    call.state.files[made.id] = made
    return {"upload_url": f"http://{call.host}{_PREFIX}{made.id}", "file_id": made.id}


def concerns(request: Request) -> bool:
    """Whether a call sends a file."""
    return request.method == "POST" and request.path.startswith(_PREFIX)


def receive(state: State, request: Request) -> Response:
    """Take the bytes of a file; a form around them counts for nothing."""
    found = state.files.get(request.path.removeprefix(_PREFIX))
    if found is None or found.done:
        return Response(404, "Not Found")
    if len(request.body) < found.size:
        return Response(400, "File is smaller than was said.")
    found.sent = True
    return Response(200, f"OK - {found.size}")


def complete(call: Call) -> Obj:
    """Make files of what was sent, and show them in a conversation where one is named."""
    named = call.args.thing("files")
    if not isinstance(named, list) or not named or not all(isinstance(each, dict) for each in named):
        raise RefusedError("invalid_arguments")
    found = [_sent(call, each) for each in named]
    channel = call.joined("channel_id") if call.args.has("channel_id") else None
    for upload, given in zip(found, named, strict=True):
        upload.done, upload.title = True, str(given.get("title") or upload.name)
    if channel is not None:
        _share(call, channel, found)
    return {"files": [shown(call.state, each) for each in found]}


def shown(state: State, upload: Upload) -> Obj:
    """A file as Slack shows it."""
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    extension = upload.name.rpartition(".")[2] if "." in upload.name else "binary"
    origin = f"https://{state.team.domain}.slack.com/files"
    private = f"https://files.slack.com/files-pri/{state.team.id}-{upload.id}"
    return {
        "id": upload.id,
        "created": upload.created,
        "timestamp": upload.created,
        "name": upload.name,
        "title": upload.title,
        "mimetype": kind,
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": upload.by,
        "user_team": state.team.id,
        "editable": False,
        "size": upload.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(upload.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{upload.name}",
        "url_private_download": f"{private}/download/{upload.name}",
        "permalink": f"{origin}/{upload.by}/{upload.id}/{upload.name}",
        "permalink_public": f"https://slack-files.com/{state.team.id}-{upload.id}",
        "comments_count": 0,
        "is_starred": False,
        "shares": {},
        "channels": upload.channels,
        "groups": [],
        "ims": [],
        "has_more_shares": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }


def _sent(call: Call, given: dict[str, Any]) -> Upload:
    upload = call.state.files.get(str(given.get("id")))
    if upload is None or not upload.sent or upload.by != call.user.id:
        raise RefusedError("file_not_found")
    return upload


def _share(call: Call, channel: Channel, found: list[Upload]) -> None:
    for each in found:
        each.channels.append(channel.id)
    message = authored(call.state, call.account) | {"text": call.args.text("initial_comment", ""), "upload": False}
    thread = call.args.text("thread_ts", "")
    if thread:
        root = channel.messages.get(thread)
        if root is None:
            raise RefusedError("invalid_thread_ts")
        message |= {"thread_ts": thread, "parent_user_id": root.get("user", "")}
    put(call.feed, channel, message | {"files": [shown(call.state, each) for each in found]})
