"""People and groups."""

from typing import Any

import pytest

GROUP = "22222222-0000-4000-8000-000000000001"


def _names(page: Any) -> list[str]:
    return [each["displayName"] for each in page["value"]]


def test_everybody_with_an_account_is_in_the_directory(anna: Any, app: Any) -> None:
    """The service's user too, others not; an application is nobody."""
    assert _names(app.get("/users")) == ["Anna Weber", "Bob Schulz", "Dora O'Hara", "Cobridge"]
    assert anna.get("/me")["mail"] == "anna.weber@musterbau-weber.example"
    assert app.refused("GET", "/me")[:2] == (400, "BadRequest")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mail eq 'Bob.Schulz@nordlicht-schulz.example'", ["Bob Schulz"]),
        ("startswith(displayName,'b')", ["Bob Schulz"]),
        ("startsWith(displayName, 'Dora O''H')", ["Dora O'Hara"]),
        ("displayName eq 'Anna Weber' or displayName eq 'Bob Schulz'", ["Anna Weber", "Bob Schulz"]),
        ("displayName eq 'Anna Weber' and mail eq 'nobody@example.org'", []),
        ("surname in ('Weber', 'Schulz')", ["Anna Weber", "Bob Schulz"]),
    ],
)
def test_people_are_found_by_mail_and_by_name(app: Any, text: str, names: list[str]) -> None:
    """Without regard to upper and lower case."""
    assert _names(app.get("/users", _filter=text)) == names


@pytest.mark.parametrize(
    "query",
    [
        {"_search": '"displayName:anna"'},
        {"_filter": "endswith(mail,'example')"},
        {"_filter": "jobTitle eq 'x'"},
        {"_filter": "mail eq 'a' or mail eq 'b' and mail eq 'c'"},
        {"_orderby": "displayName"},
        {"_count": "true"},
        {"_top": "0"},
        {"_top": "1000"},
        {"_select": "displayName,shoeSize"},
        {"_expand": "planner"},
    ],
)
def test_what_the_directory_does_not_answer_is_refused(app: Any, query: dict[str, str]) -> None:
    """Search, sorting, counting without consistency level, unknown fields."""
    assert app.refused("GET", "/users", **query)[0] == 400


def test_people_come_in_pages_with_the_fields_that_were_asked_for(app: Any) -> None:
    """The link goes on with the same fields."""
    first = app.get("/users", _top=3, _select="displayName,department")
    assert first["value"][0] == {"displayName": "Anna Weber", "department": None}
    second = app.get(first["@odata.nextLink"])
    assert second["value"] == [{"displayName": "Cobridge", "department": None}]
    assert "@odata.nextLink" not in second


def test_people_are_counted_for_those_who_accept_to_wait(app: Any) -> None:
    """With the header, as text or with the list."""
    eventual = {"ConsistencyLevel": "eventual"}
    counted = app.send("GET", "/users/$count", headers=eventual)
    assert (counted.text, counted.headers["Content-Type"]) == ("4", "text/plain; charset=utf-8")
    assert app.send("GET", "/users?$count=true&$top=1", headers=eventual).json()["@odata.count"] == 4
    assert app.send("GET", "/users/$count").status_code == 400


def test_groups_have_members_and_owners(anna: Any) -> None:
    """As the seed says; members come as directory objects with their type."""
    assert _names(anna.get("/groups", _filter="startswith(displayName,'Messe')")) == ["Messestand"]
    members = anna.get(f"/groups/{GROUP}/members", _select="id,displayName")
    assert members["value"][0]["@odata.type"] == "#microsoft.graph.user"
    assert _names(members) == ["Anna Weber", "Bob Schulz", "Cobridge"]
    assert _names(anna.get(f"/groups/{GROUP}/owners")) == ["Anna Weber"]
    assert len(anna.get(f"/groups/{GROUP}", _expand="members")["members"]) == 3
    assert _names(anna.get("/me/joinedTeams")) == _names(anna.get("/me/memberOf")) == ["Messestand"]
    teams = "resourceProvisioningOptions/Any(x:x eq 'Team')"
    assert len(anna.get("/groups", _filter=teams)["value"]) == 2


def test_nobody_is_found_by_an_unknown_id(app: Any) -> None:
    """404 of the directory, also by an address."""
    assert app.get("/users/Anna.Weber@musterbau-weber.example")["displayName"] == "Anna Weber"
    for path in ("/users/nobody@example.org", "/groups/nothing", "/groups/nothing/members"):
        assert app.refused("GET", path)[:2] == (404, "Request_ResourceNotFound")


def test_every_answer_has_its_ids(anna: Any) -> None:
    """The caller's id comes back; an error repeats both, with the time."""
    mine = "99999999-0000-4000-8000-000000000000"
    answer = anna.send("GET", "/me", headers={"client-request-id": mine})
    assert (answer.headers["client-request-id"], len(answer.headers["request-id"])) == (mine, 36)
    refused = anna.send("GET", "/nothing", headers={"client-request-id": mine})
    inner = refused.json()["error"]["innerError"]
    assert (refused.status_code, inner["client-request-id"]) == (400, mine)
    assert (inner["request-id"], inner["date"]) == (refused.headers["request-id"], "2026-11-22T09:00:00")


@pytest.mark.parametrize("body", [b"{", b"[]", b"5"])
def test_a_body_is_a_json_object(anna: Any, body: bytes) -> None:
    """Anything else is refused in one sentence, and so is JSON under another name."""
    url = f"{anna.origin}/v1.0/planner/tasks"
    for kind, content in (("application/json", body), ("text/plain", b"{}")):
        headers = {"Authorization": f"Bearer {anna.token}", "Content-Type": kind}
        answer = anna.session.post(url, data=content, headers=headers, timeout=10)
        assert (answer.status_code, "JSON request payload" in answer.text) == (400, True)
