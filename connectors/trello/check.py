"""Looks whether a place can be used, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator

from bridge.core.errors import Stop
from bridge.core.model.network import Place
from bridge.ports.connector import Finding
from connectors.trello.client import Client
from connectors.trello.custom import is_asked, missing
from connectors.trello.translate import Json


def findings(client: Client, place: Place, *, has_secret: bool) -> Iterator[Finding]:
    """Credential, board, permission, webhooks, in this order; what depends on a bad one is not looked at.

    `has_secret` is whether deliveries can be told from forged ones.
    """
    try:
        account = client.account()
    except Stop as stop:
        yield Finding("Trello credential", well=False, advice=stop.message)
        return
    yield Finding(f"Trello credential: signed in as {account.get('fullName') or account['id']}", well=True)
    try:
        board = client.members(place.container, custom=is_asked(place))
    except Stop as stop:
        yield Finding(f"Trello board {place.container}", well=False, advice=stop.message)
        return
    yield _board(board)
    yield _permission(board, account["id"])
    yield from _custom_fields(board, place)
    yield _webhooks(has_secret=has_secret)


def _custom_fields(board: Json, place: Place) -> Iterator[Finding]:
    """Whether the board has what the network file names; without it all else is mirrored."""
    if not is_asked(place):
        return
    subject = f"Trello board “{board['name']}”: custom fields"
    lacking = missing(board, place)
    yield from (Finding(subject, well=False, advice=advice) for advice in lacking)
    if not lacking:
        yield Finding(subject, well=True)


def _board(board: Json) -> Finding:
    subject = f"Trello board “{board['name']}”"
    if board.get("closed"):
        return Finding(subject, well=False, advice="The board is closed; reopen it in Trello.")
    return Finding(subject, well=True)


def _permission(board: Json, account: str) -> Finding:
    subject = f"Trello board “{board['name']}”: writing"
    types = {each["idMember"]: each["memberType"] for each in board["memberships"] if not each.get("deactivated")}
    match types.get(account):
        case None:
            advice = "The account is no member of the board; invite it there as a normal member."
            return Finding(subject, well=False, advice=advice)
        case "observer":
            advice = "The account only observes the board; make it a normal member there."
            return Finding(subject, well=False, advice=advice)
        case _:
            return Finding(subject, well=True)


def _webhooks(*, has_secret: bool) -> Finding:
    """A reminder: without them all arrives as well, only later."""
    if has_secret:
        return Finding("Trello webhooks: known by the secret of the API key", well=True)
    advice = (
        "For edits to arrive at once, set COBRIDGE_PUBLIC_URL, and the API key's secret as the connection's SECRET."
    )
    return Finding("Trello webhooks: none, boards are asked by schedule", well=True, advice=advice)
