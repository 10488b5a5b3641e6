"""Teams, channels, messages and replies."""

from typing import Any

import pytest

TEAM = "/teams/22222222-0000-4000-8000-000000000001"
CHANNEL = f"{TEAM}/channels/19:messe@thread.tacv2"
MESSAGES = f"{CHANNEL}/messages"


def _said(client: Any, text: str, path: str = MESSAGES, kind: str = "text") -> str:
    made = client.post(path, {"body": {"contentType": kind, "content": text}})
    return str(made["id"])


def test_a_team_has_channels(anna: Any, dora: Any, app: Any) -> None:
    """Members and applications see them; others get 403."""
    assert anna.get(TEAM)["displayName"] == "Messestand"
    assert [channel["displayName"] for channel in app.get(f"{TEAM}/channels")["value"]] == ["Allgemein", "Aufbau"]
    assert anna.get(CHANNEL)["membershipType"] == "standard"
    assert dora.refused("GET", f"{TEAM}/channels")[:2] == (403, "Forbidden")
    assert anna.refused("GET", f"{TEAM}/channels/19:none@thread.tacv2")[:2] == (404, "NotFound")
    assert anna.refused("GET", "/teams/none")[:2] == (404, "NotFound")


def test_a_channel_is_created_once(anna: Any) -> None:
    """Its name must be free and made of what names are made of."""
    made = anna.post(
        f"{TEAM}/channels", {"displayName": "Aufgaben", "description": "Karten", "membershipType": "standard"}
    )
    assert anna.get(f"{TEAM}/channels/{made['id']}")["description"] == "Karten"
    assert anna.refused("POST", f"{TEAM}/channels", {"displayName": "aufgaben"})[:2] == (400, "NameAlreadyExists")
    for data in ({"displayName": ""}, {"displayName": "a/b"}, {"displayName": "x" * 51}, {"membershipType": "private"}):
        assert anna.refused("POST", f"{TEAM}/channels", {"displayName": "neu", **data})[0] == 400


def test_people_talk_in_threads(anna: Any, bob: Any, app: Any) -> None:
    """Roots with the thread that stirred last first, replies with the newest first; an application reads them."""
    first, second = _said(anna, "Erstes"), _said(anna, "Zweites")
    reply = _said(bob, "Antwort", f"{MESSAGES}/{first}/replies")
    shown = app.get(MESSAGES)["value"]
    assert [message["id"] for message in shown[:2]] == [first, second]
    assert shown[0]["from"]["user"]["displayName"] == "Anna Weber"
    replies = app.get(f"{MESSAGES}/{first}/replies")
    assert [(each["id"], each["replyToId"]) for each in replies["value"]] == [(reply, first)]
    assert app.get(f"{MESSAGES}/{first}/replies/{reply}")["body"] == {"contentType": "text", "content": "Antwort"}
    expanded = app.get(MESSAGES, _expand="replies", _top=1)["value"][0]
    assert [each["id"] for each in expanded["replies"]] == [reply]


def test_only_somebody_signed_in_can_post(app: Any, service: Any, dora: Any) -> None:
    """Application permission is for imports; the service's licensed user can post, who is not in the team cannot."""
    said = {"body": {"content": "x"}}
    status, code, message = app.refused("POST", MESSAGES, said)
    assert (status, code, "Teamwork.Migrate.All" in message) == (403, "Forbidden", True)
    made = service.post(MESSAGES, said)
    assert made["from"]["user"]["displayName"] == "Cobridge"
    assert app.refused("POST", f"{MESSAGES}/{made['id']}/replies", said)[0] == 403
    assert dora.refused("POST", MESSAGES, said)[0] == 403


def test_messages_are_changed_by_who_sent_them(anna: Any, bob: Any, app: Any) -> None:
    """Text and time of the change; others and applications may not."""
    said = _said(anna, "Halle 3")
    path, change = f"{MESSAGES}/{said}", {"body": {"contentType": "text", "content": "Halle 4"}}
    before = anna.get(path)
    assert before["lastEditedDateTime"] is None
    assert anna.send("PATCH", path, change).status_code == 204
    after = anna.get(path)
    assert (after["body"]["content"], after["lastEditedDateTime"] is None) == ("Halle 4", False)
    assert after["lastModifiedDateTime"] >= before["lastModifiedDateTime"]
    assert bob.refused("PATCH", path, change)[0] == 403
    assert app.refused("PATCH", path, change)[0] == 403


def test_a_deleted_message_stays_without_its_text(anna: Any, bob: Any) -> None:
    """Its replies stay; it can come back; nobody answers to it meanwhile."""
    said = _said(anna, "Weg damit")
    path = f"{MESSAGES}/{said}"
    reply = _said(bob, "Warum?", f"{path}/replies")
    assert bob.refused("POST", f"{path}/softDelete")[0] == 403
    assert anna.send("POST", f"{path}/softDelete").status_code == 204
    shown = anna.get(path)
    assert (shown["deletedDateTime"] is None, shown["body"]["content"]) == (False, "")
    assert anna.get(f"{path}/replies/{reply}")["body"]["content"] == "Warum?"
    assert bob.refused("POST", f"{path}/replies", {"body": {"content": "x"}})[0] == 404
    assert anna.send("POST", f"{path}/undoSoftDelete").status_code == 204
    assert anna.get(path)["body"]["content"] == "Weg damit"
    assert bob.send("POST", f"{path}/replies/{reply}/softDelete").status_code == 204
    assert anna.get(f"{path}/replies/{reply}")["deletedDateTime"]


def test_nothing_hidden_stays_in_the_html(anna: Any) -> None:
    """Text and simple markup stay; comments, styles, scripts, hidden and unknown attributes go."""
    html = (
        '<div itemid="op-1" style="display:none" data-x="1"><!-- op-1 -->'
        '<p>a &amp; <b>b</b> <a href="https://t.example/?op=1" rel="x">c</a><script>d</script></p>'
        '<custom>e</custom> <a href="javascript:f()">g</a></div>'
    )
    said = _said(anna, html, kind="html")
    assert anna.get(f"{MESSAGES}/{said}")["body"]["content"] == (
        '<div><p>a &amp; <b>b</b> <a href="https://t.example/?op=1">c</a></p>e <a>g</a></div>'
    )


def test_mentions_need_a_mark_and_a_person(anna: Any) -> None:
    """Both sides must agree; the name is the person's."""
    bob = anna.get("/users/bob.schulz@nordlicht-schulz.example")["id"]
    mention = {"id": 0, "mentionText": "Bob", "mentioned": {"user": {"id": bob}}}
    body = {"contentType": "html", "content": '<at id="0">Bob</at> bitte'}
    made = anna.post(MESSAGES, {"body": body, "mentions": [mention]})
    assert made["mentions"][0]["mentioned"]["user"]["displayName"] == "Bob Schulz"
    for data in (
        {"body": body},
        {"body": {"contentType": "html", "content": "x"}, "mentions": [mention]},
        {"body": body, "mentions": [{"id": 0}]},
        {"body": body, "mentions": [{**mention, "mentioned": {"user": {"id": "nobody"}}}]},
    ):
        assert anna.refused("POST", MESSAGES, data)[0] == 400


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"body": {"content": ""}}, 400),
        ({"body": {"contentType": "markdown", "content": "x"}}, 400),
        ({"body": {"content": "x"}, "createdDateTime": "2020-01-01T00:00:00Z"}, 400),
        ({"body": {"content": "x" * 28 * 1024}}, 413),
    ],
)
def test_what_is_no_message_is_refused(anna: Any, data: Any, status: int) -> None:
    """Without a text, of an unknown kind, backdated, or larger than 28 KB."""
    assert anna.refused("POST", MESSAGES, data)[0] == status


def test_messages_come_in_pages_of_twenty(anna: Any) -> None:
    """At most fifty; the link goes on until all have come once."""
    said = {_said(anna, f"Nummer {number}") for number in range(45)}
    first = anna.get(MESSAGES)
    assert (len(first["value"]), first["@odata.count"]) == (20, 20)
    seen = [message["id"] for message in first["value"]]
    while link := first.get("@odata.nextLink"):
        assert len(seen) < 46, "the pages do not come to an end"
        first = anna.get(link)
        seen += [message["id"] for message in first["value"]]
    assert said < set(seen)
    assert len(seen) == len(set(seen)) == 46
    assert anna.refused("GET", MESSAGES, _top=51)[0] == 400


@pytest.mark.parametrize("name", ["delta", "delta()", "microsoft.graph.delta()"])
def test_delta_tells_what_changed_but_no_replies(anna: Any, bob: Any, app: Any, name: str) -> None:
    """All roots at first, then what was created, edited or deleted since the link; replies need a call of their own."""
    first = app.get(f"{MESSAGES}/{name}")
    assert len(first["value"]) == 1
    root = first["value"][0]["id"]
    _said(bob, "Antwort", f"{MESSAGES}/{root}/replies")
    quiet = app.get(first["@odata.deltaLink"])
    assert quiet["value"] == []
    new, other = _said(anna, "Neu"), _said(anna, "Noch eins")
    anna.send("PATCH", f"{MESSAGES}/{new}", {"body": {"content": "Neuer"}})
    anna.send("POST", f"{MESSAGES}/{other}/softDelete")
    after = app.get(quiet["@odata.deltaLink"])["value"]
    assert [(each["id"], each["body"]["content"], bool(each["deletedDateTime"])) for each in after] == [
        (new, "Neuer", False),
        (other, "", True),
    ]
    replies = app.get(f"{MESSAGES}/{root}/replies/delta")
    assert replies["value"][-1]["body"]["content"] == "Antwort"


def test_delta_goes_on_page_by_page(anna: Any, app: Any) -> None:
    """Until the last page has the link for later."""
    said = [_said(anna, f"Nummer {number}") for number in range(5)]
    page = app.get(f"{MESSAGES}/delta", _top=2)
    seen = [each["id"] for each in page["value"]]
    while "@odata.deltaLink" not in page:
        assert len(seen) < 6, "the pages do not come to an end"
        page = app.get(page["@odata.nextLink"])
        assert len(page["value"]) <= 2
        seen += [each["id"] for each in page["value"]]
    assert seen[1:] == said


def test_delta_can_leave_out_what_is_old(anna: Any, app: Any) -> None:
    """By the time of the last change, in no other way; and a token must be one that was given out."""
    _said(anna, "Neu")
    found = app.get(f"{MESSAGES}/delta", _filter="lastModifiedDateTime gt 2026-11-22T00:00:00Z")
    assert [each["body"]["content"] for each in found["value"]] == ["Neu"]
    assert app.refused("GET", f"{MESSAGES}/delta", _filter="createdDateTime gt 2026-11-22T00:00:00Z")[0] == 400
    assert app.refused("GET", f"{MESSAGES}/delta", _deltatoken="xyz")[0] == 400


def test_delta_reaches_back_eight_months(anna: Any, control: Any) -> None:
    """What changed before is not told any more."""
    assert len(anna.get(f"{MESSAGES}/delta")["value"]) == 1
    control("POST", "/clock", {"advance": 250 * 86_400})
    assert anna.get(f"{MESSAGES}/delta")["value"] == []


def test_each_message_has_an_instant_of_its_own(anna: Any) -> None:
    """Ids are milliseconds, never the same twice, and agree with the time shown."""
    ids = [_said(anna, "x") for _ in range(30)]
    assert len(set(ids)) == 30
    shown = anna.get(f"{MESSAGES}/{ids[-1]}")
    assert shown["etag"] == shown["id"]
    assert shown["createdDateTime"].startswith("2026-11-22T09:00:")
