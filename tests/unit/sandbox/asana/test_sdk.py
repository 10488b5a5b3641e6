"""The vendor's own client works against the stand-in without knowing it."""

import json
from typing import Any

import asana
import pytest
from asana.rest import ApiException

PROJECT = "1203000000000001"
PLAN = "1205000000000001"


def test_a_task_goes_through_the_client_and_back(client: Any) -> None:
    """Create, read by external id, comment, page through, delete."""
    tasks, stories = asana.TasksApi(client), asana.StoriesApi(client)
    data = {"name": "Neu", "html_notes": "<body>x</body>", "projects": [PROJECT], "external": {"gid": "op-1"}}
    made = tasks.create_task({"data": data}, {"opt_fields": "name,external,html_notes"})
    assert tasks.get_task("external:op-1", {})["gid"] == made["gid"]
    comment = stories.create_story_for_task({"data": {"text": "Hallo"}}, made["gid"], {})
    assert comment["resource_subtype"] == "comment_added"
    names = [task["name"] for task in tasks.get_tasks({"project": PROJECT, "limit": 1, "opt_fields": "name"})]
    assert names == ["Standplan abstimmen", "Plakate drucken", "Neu", "Strom bestellen"]
    tasks.delete_task(made["gid"])
    with pytest.raises(ApiException) as refused:
        tasks.get_task(made["gid"], {})
    assert refused.value.status == 404


def test_events_and_batches_work_as_the_connector_uses_them(client: Any) -> None:
    """The first look at the feed is a 412 with a token; a batch is answered at once."""
    events = asana.EventsApi(client)
    with pytest.raises(ApiException) as refused:
        events.get_events(PROJECT, {}, full_payload=True)
    assert refused.value.status == 412
    sync = json.loads(refused.value.body)["sync"]
    asana.SectionsApi(client).add_task_for_section("1204000000000002", {"body": {"data": {"task": PLAN}}})
    told = events.get_events(PROJECT, {"sync": sync}, full_payload=True)
    assert {"section_changed", None} >= {event["resource"].get("resource_subtype") for event in told["data"]}
    actions = {"data": {"actions": [{"relative_path": f"/tasks/{PLAN}", "method": "get"}]}}
    answers = asana.BatchAPIApi(client).create_batch_request(actions, {}, full_payload=True)
    assert answers["data"][0]["body"]["data"]["gid"] == PLAN


def test_a_link_is_attached_with_the_client(client: Any) -> None:
    """The client sends attachments as a multipart form."""
    link = {"parent": PLAN, "resource_subtype": "external", "name": "Karte", "url": "https://t.example/1"}
    attachments = asana.AttachmentsApi(client)
    attachments.create_attachment_for_object(link)
    found = list(attachments.get_attachments_for_object(PLAN, {"opt_fields": "name,view_url"}))
    assert found[-1]["view_url"] == "https://t.example/1"
