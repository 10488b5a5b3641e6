"""A task's details, and the two ETags."""

from typing import Any

import pytest

from connectors.sandbox.graph import task_details

TASK = "/planner/tasks/TaskStandplan-00000000000001"
DETAILS = f"{TASK}/details"
CHECK = "#microsoft.graph.plannerChecklistItem"
LINK = "#microsoft.graph.plannerExternalReference"
URL = "https%3A//t%2Eexample/1"


def test_details_show_description_checklist_and_references(anna: Any) -> None:
    """As seeded: in order, with who changed them last."""
    shown = anna.get(DETAILS)
    items = sorted(shown["checklist"].values(), key=lambda item: item["orderHint"])
    assert [(item["title"], item["isChecked"]) for item in items] == [("Anrufen", False), ("Plan senden", True)]
    assert shown["description"] == "Mit der Messe.\nHalle  4."
    assert [reference["type"] for reference in shown["references"].values()] == ["Other"]
    assert (shown["previewType"], len(items[0]["lastModifiedBy"]["user"]["id"])) == ("automatic", 36)


def test_the_checklist_is_changed_item_by_item(anna: Any) -> None:
    """One is ticked, one renamed, one added, one removed with null; the others stay as they are."""
    before = anna.get(DETAILS)["checklist"]
    call, send = sorted(before, key=lambda key: before[key]["orderHint"])
    after = anna.change(
        DETAILS,
        {
            "checklist": {
                call: {"@odata.type": CHECK, "isChecked": True},
                send: None,
                "new": {"@odata.type": "microsoft.graph.plannerChecklistItem", "title": "Neu"},
            }
        },
    )["checklist"]
    assert {key: (item["title"], item["isChecked"]) for key, item in after.items()} == {
        call: ("Anrufen", True),
        "new": ("Neu", False),
    }
    assert after[call]["orderHint"] == before[call]["orderHint"]
    task = anna.get(TASK)
    assert (task["checklistItemCount"], task["activeChecklistItemCount"]) == (2, 1)


def test_references_are_addresses_in_encoded_form(anna: Any) -> None:
    """Added, renamed and removed by their encoded address."""
    anna.change(DETAILS, {"references": {URL: {"@odata.type": LINK, "alias": "Karte", "type": "Other"}}})
    after = anna.change(DETAILS, {"references": {URL: {"@odata.type": LINK, "alias": "Neu"}}})["references"]
    assert (after[URL]["alias"], after[URL]["type"]) == ("Neu", "Other")
    assert anna.get(TASK)["referenceCount"] == 2
    assert URL not in anna.change(DETAILS, {"references": {URL: None}})["references"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"checklist": {"a": {"title": "x"}}}, "untyped value"),
        ({"checklist": {"a": {"@odata.type": CHECK}}}, "'Title'"),
        ({"checklist": {"a": {"@odata.type": CHECK, "title": "x" * 101}}}, "'Title'"),
        ({"checklist": {"a": {"@odata.type": CHECK, "title": "x", "isChecked": 1}}}, "'IsChecked'"),
        ({"checklist": {"a": {"@odata.type": CHECK, "title": "x", "done": True}}}, "'done' cannot be set"),
        ({"references": {"https://t.example/1": {"@odata.type": LINK}}}, "encode . : % @ and #"),
        ({"references": {"notes": {"@odata.type": LINK}}}, "encoded URL"),
        ({"references": {URL: {"@odata.type": LINK, "type": "Odd"}}}, "not a type"),
        ({"previewType": "odd"}, "no preview type"),
        ({"description": 5}, "A text is expected"),
        ({"description": "x" * 32_769}, "over the maximum"),
        ({"title": "x"}, "'title' cannot be set"),
    ],
)
def test_what_details_do_not_keep_is_refused(anna: Any, change: Any, said: str) -> None:
    """Status 400, and nothing has changed."""
    before = anna.get(DETAILS)
    status, message = anna.refused_change(DETAILS, change)
    assert (status, said in message) == (400, True), message
    assert anna.get(DETAILS) == before


def test_twenty_items_and_ten_references_are_the_most(anna: Any) -> None:
    """One more is refused with the name of the limit."""
    many = {f"item{number}": {"@odata.type": CHECK, "title": "x"} for number in range(19)}
    links = {f"{URL}{number}": {"@odata.type": LINK} for number in range(10)}
    for change, code in (
        ({"checklist": many}, "MaximumChecklistItemsOnTask"),
        ({"references": links}, "MaximumReferencesOnTask"),
    ):
        response = anna.send("PATCH", DETAILS, change, {"If-Match": anna.get(DETAILS)["@odata.etag"]})
        assert (response.status_code, response.json()["error"]["code"]) == (403, code)
    assert (task_details.MOST_CHECKLIST_ITEMS, task_details.MOST_REFERENCES) == (20, 10)
    anna.change(DETAILS, {"checklist": dict(list(many.items())[:18])})


def test_task_and_details_have_versions_of_their_own(anna: Any) -> None:
    """Another text leaves the task's version, a field that the task shows too changes it; the task's leave details'."""
    task, details = anna.get(TASK)["@odata.etag"], anna.get(DETAILS)["@odata.etag"]
    anna.change(DETAILS, {"description": "Anders."})
    assert (anna.get(TASK)["@odata.etag"] == task, anna.get(DETAILS)["@odata.etag"] == details) == (True, False)
    anna.change(DETAILS, {"description": ""})
    shown = anna.get(TASK)
    assert (shown["@odata.etag"] == task, shown["hasDescription"]) == (False, False)
    details = anna.get(DETAILS)["@odata.etag"]
    anna.change(TASK, {"title": "Neu"})
    assert anna.get(DETAILS)["@odata.etag"] == details


def test_newer_versions_are_greater_as_texts(anna: Any) -> None:
    """Planner says that its ETags can be compared."""
    seen = [anna.get(TASK)["@odata.etag"]]
    seen += [anna.change(TASK, {"priority": number % 10})["@odata.etag"] for number in range(70)]
    assert seen == sorted(seen)
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("path", [TASK, DETAILS, "/planner/buckets/BucketOffen-0000000000000001"])
def test_nothing_is_changed_without_the_newest_version(anna: Any, bob: Any, path: str) -> None:
    """Without If-Match 428, with an old one 412, with a malformed one 400; the newest one works."""
    change = {"description": "x"} if path == DETAILS else {"orderHint": " !"}
    old = anna.get(path)["@odata.etag"]
    bob.change(path, change)
    assert anna.send("PATCH", path, change).status_code == 428
    assert anna.send("PATCH", path, change, {"If-Match": "*"}).status_code == 400
    refused = anna.send("PATCH", path, change, {"If-Match": old})
    assert refused.status_code == 412
    assert "Read the latest state" in refused.json()["error"]["message"]
    assert anna.send("PATCH", path, change, {"If-Match": anna.get(path)["@odata.etag"]}).status_code == 204


def test_deleting_needs_the_newest_version_too(anna: Any, bob: Any) -> None:
    """Without If-Match 428, with an old one 412, and the task lives."""
    old = anna.get(TASK)["@odata.etag"]
    bob.change(TASK, {"title": "Neu"})
    assert anna.send("DELETE", TASK).status_code == 428
    assert anna.send("DELETE", TASK, headers={"If-Match": old}).status_code == 412
    assert anna.get(TASK)["title"] == "Neu"


def test_the_version_of_the_task_is_not_that_of_its_details(anna: Any) -> None:
    """412: the tag is of another kind."""
    response = anna.send("PATCH", DETAILS, {"description": "x"}, {"If-Match": anna.get(TASK)["@odata.etag"]})
    assert (response.status_code, response.json()["error"]["message"]) == (
        412,
        "The If-Match header contains an invalid value.",
    )
