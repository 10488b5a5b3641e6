"""The calls that the connector sends to Trello, as data.

Source: developer.atlassian.com/cloud/trello/rest; a token's scopes: .../cloud/trello/guides/rest-api/authorization.
"""

from __future__ import annotations

from connectors.layers.endpoint import Endpoint

READ, WRITE = ("read",), ("write",)
ENDPOINTS = (
    Endpoint("GET", "/members/{id}", "who we are", READ),
    Endpoint(
        "GET",
        "/boards/{id}",
        "a board with its lists, labels, custom fields and newest actions; its members, for the doctor",
        READ,
    ),
    Endpoint("GET", "/boards/{id}/members", "a board's members by name, to propose accounts", READ),
    Endpoint("GET", "/boards/{id}/cards", "all cards of a board with their checklists, attachments and members", READ),
    Endpoint("GET", "/boards/{boardId}/actions", "all comments of a board; actions older than one page", READ),
    Endpoint("GET", "/cards/{id}", "a card that was touched, with its comments; whether it is gone", READ),
    Endpoint("POST", "/cards", "a new card, with our marker; the weekly report", WRITE),
    Endpoint("PUT", "/cards/{id}", "a card's changed fields", WRITE),
    Endpoint(
        "DELETE",
        "/cards/{id}",
        "a card of ours with its history, after an erasure; the weekly report of the week before",
        WRITE,
    ),
    Endpoint("POST", "/cards/{id}/actions/comments", "a new comment", WRITE),
    Endpoint("PUT", "/cards/{id}/actions/{idAction}/comments", "a changed comment of ours", WRITE),
    Endpoint("DELETE", "/cards/{id}/actions/{idAction}/comments", "a deleted comment of ours", WRITE),
    Endpoint("POST", "/cards/{id}/checklists", "a new checklist", WRITE),
    Endpoint("PUT", "/checklists/{id}", "a checklist's new name", WRITE),
    Endpoint("POST", "/checklists/{id}/checkItems", "a new element of a checklist", WRITE),
    Endpoint("PUT", "/cards/{id}/checkItem/{idCheckItem}", "an element's title, tick or checklist", WRITE),
    Endpoint("DELETE", "/cards/{id}/checkItem/{idCheckItem}", "an element that was taken out", WRITE),
    Endpoint("POST", "/cards/{id}/attachments", "a new link", WRITE),
    Endpoint("DELETE", "/cards/{id}/attachments/{idAttachment}", "a link that was taken off", WRITE),
    Endpoint("PUT", "/cards/{idCard}/customFields", "values of custom fields, the priority among them", WRITE),
    Endpoint("POST", "/labels", "a label that the board lacks", WRITE),
    Endpoint("DELETE", "/labels/{id}", "a label that names somebody erased and that no card has", WRITE),
    Endpoint("POST", "/lists", "a new lane", WRITE),
    Endpoint("PUT", "/lists/{id}", "a lane's new name", WRITE),
    Endpoint("GET", "/applications/{key}/compliance", "accounts that were deleted or changed, once a day", READ),
    Endpoint("GET", "/tokens/{token}/webhooks", "our webhooks, where there is an address", READ),
    Endpoint("POST", "/webhooks/", "a webhook on a board", WRITE),
    Endpoint("PUT", "/webhooks/{id}", "a webhook of ours that Trello switched off", WRITE),
    Endpoint("DELETE", "/webhooks/{id}", "a webhook of ours that is of no use any more", WRITE),
)
