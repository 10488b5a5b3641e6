"""A List as the file that it is."""

from __future__ import annotations

from connectors.sandbox.slack import uploads
from connectors.sandbox.slack.call import Call
from connectors.sandbox.slack.entities import SlackList
from connectors.sandbox.slack.lists import MOST_COLUMNS, MOST_ROWS, level_of, schema, subtasks
from connectors.sandbox.slack.values import Obj, RefusedError

_OF_METHODS_FOR_LISTS: dict[str, tuple[str, ...]] = {
    "": ("is_ai_suggested", "is_modified_by_ai", "skipped_shares"),
    "list_metadata": ("default_view", "subtask_schema", "todo_mode"),
    "list_limits": ("archived_row_count",),
}
"""What files.info leaves out of a List."""


def info(call: Call) -> Obj:
    """files.info, of a List or of what was uploaded.

    Source: https://docs.slack.dev/reference/methods/files.info
    """
    upload = call.state.files.get(call.args.text("file"))
    if upload is not None and upload.done:
        return {"file": uploads.shown(call.state, upload), "comments": [], "paging": _PAGING}
    found = call.state.lists.get(call.args.text("file"))
    if found is None or not level_of(call, found):
        raise RefusedError("file_not_found")
    shown = described(call, found)
    inner = {key: _without(shown[key], less) for key, less in _OF_METHODS_FOR_LISTS.items() if key}
    return {"file": _without(shown, _OF_METHODS_FOR_LISTS[""]) | inner}


def _without(shown: Obj, less: tuple[str, ...]) -> Obj:
    return {key: value for key, value in shown.items() if key not in less}


def described(call: Call, found: SlackList) -> Obj:
    """A List as the file that it is."""
    address = f"https://{call.state.team.domain}.slack.com/lists/{call.state.team.id}/{found.id}"
    return {
        **_AS_FILES,
        "id": found.id,
        "created": found.created,
        "timestamp": found.created,
        "name": found.name,
        "title": found.name,
        "user": found.owner,
        "user_team": call.state.team.id,
        "list_metadata": _metadata(found),
        "list_limits": _limits(found),
        "url_private": address,
        "url_private_download": f"{address}/download",
        "permalink": address,
        "last_editor": found.owner,
        "list_csv_download_url": f"{address}/csv",
        "updated": found.updated,
        "access": level_of(call, found),
    }


def _limits(found: SlackList) -> Obj:
    rows = [row for row in found.rows.values() if not row.archived]
    return {
        "over_row_maximum": len(found.rows) >= MOST_ROWS,
        "row_count_limit": MOST_ROWS,
        "row_count": len(rows),
        "archived_row_count": len(found.rows) - len(rows),
        "over_column_maximum": False,
        "column_count": len(found.columns),
        "column_count_limit": MOST_COLUMNS,
        "over_view_maximum": False,
        "view_count": 1,
        "view_count_limit": 40,
        "max_attachments_per_cell": 10,
    }


def _metadata(found: SlackList) -> Obj:
    columns = [
        {"visible": True, "key": column.key, "id": column.id, "position": f"{index:010d}"}
        for index, column in enumerate(found.columns.values())
    ]
    view = {
        "id": f"View{found.id[1:]}",
        "name": "All",
        "type": "table",
        "is_locked": False,
        "position": "0000000001",
        "columns": columns,
        "date_created": found.created,
        "created_by": found.owner,
        "stick_column_left": False,
        "is_all_items_view": True,
        "default_view_key": "all_items",
        "show_completed_items": True,
    }
    about = {"description": "", "description_blocks": found.description, "icon": "", "is_trial": False}
    source = {"creation_source": {"type": "api", "reference_id": ""}, "integrations": [], "default_view": view["id"]}
    columns_of = {"schema": schema(found), "subtask_schema": subtasks(found)}
    return {**columns_of, "views": [view], **about, **source, "todo_mode": found.todo_mode}


_PAGING = {"count": 0, "total": 0, "page": 1, "pages": 0}
_AS_FILES: Obj = {
    "mimetype": "application/vnd.slack-list",
    "filetype": "list",
    "pretty_type": "List",
    "editable": True,
    "size": 0,
    "mode": "list",
    "is_external": False,
    "external_type": "",
    "is_public": False,
    "public_url_shared": False,
    "display_as_bot": False,
    "username": "",
    "permalink_public": "",
    "is_starred": False,
    "skipped_shares": True,
    "teams_shared_with": [],
    "is_restricted_sharing_enabled": False,
    "has_rich_preview": False,
    "file_access": "visible",
    "org_or_workspace_access": "none",
    "is_ai_suggested": False,
    "is_modified_by_ai": False,
}
