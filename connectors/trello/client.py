"""Every call the connector sends, each by the package `trello` through our transport; what comes back is JSON.

Every method raises only Failures. The methods that create tell so, for an answer that never comes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.trello.feed import COMMENTS, TYPES
from connectors.trello.part_calls import CUSTOM_ITEMS, PARTS, PartCalls
from connectors.trello.translate import Json
from connectors.trello.transport import PACKAGE_URL, Access, Send, installed, transport

PAGE = 1000
"""The most objects that one call lists."""
_CARD = (
    "name,desc,due,start,dueComplete,idList,idBoard,closed,idMembers,idMemberCreator,idLabels,labels,badges,"
    "dateLastActivity"
)
_OUTLINE = {
    "lists": "all",
    "list_fields": "name,closed,pos",
    "labels": "all",
    "label_fields": "name,color",
    "labels_limit": PAGE,
}
_NESTED = {**PARTS, "members": "true", "member_fields": "fullName"}
_DEFINITIONS = {"customFields": "true"}
_FRONTS = {"cards": "all", "card_fields": "dateLastActivity"}
_BESIDE = ("start",)
"""What a card takes and the package has no word for."""
_ACTIONS = {"fields": "type,date,idMemberCreator,data", "memberCreator_fields": "fullName"}
_NESTED_ACTIONS = {"action_fields": _ACTIONS["fields"], "action_memberCreator_fields": "fullName"}


@dataclass(slots=True)
class Client:
    """One credential at one Trello; threads may share it."""

    access: Access
    _api: Any = field(default_factory=installed, repr=False)
    _me: str = field(default="", repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def _reading(self, what: str, limit: str = "") -> Send:
        return Send(self.access, f"Trello, reading {what}", limit)

    def _of_board(self, what: str, more: Mapping[str, str] | None = None) -> Send:
        return Send(self.access, f"Trello, reading {what}", board=True, more=more or {})

    def _writing(self, what: str) -> Send:
        return Send(self.access, f"Trello, {what}")

    def _creating(self, what: str) -> Send:
        return Send(self.access, f"Trello, creating {what}", creates=True)

    @property
    def part_calls(self) -> PartCalls:
        """The calls on cards' checklists, attachments and custom fields."""
        return PartCalls(self.access, self._api)

    def me(self) -> str:
        """Our own account's id; asked for once."""
        with self._lock:
            if not self._me:
                self._me = str(self.account()["id"])
            return self._me

    def account(self) -> Json:
        """Our own account."""
        with self._reading("our own account", "members"):
            return self._api.members.get("me", fields="fullName,username")

    def board(self, board: str, since: str | None = None, *, custom: bool = False, fronts: bool = False) -> Json:
        """A board with all lists and labels and the newest actions, those after `since` only where it is given.

        `custom` is whether its custom fields are wanted too, `fronts` whether its cards' last activities are: of as
        many as a page holds.
        """
        with self._of_board("a board", _DEFINITIONS if custom else None):
            return self._api.boards.get(
                board,
                fields="name,closed,dateLastActivity",
                **_OUTLINE,
                actions=",".join(TYPES),
                actions_since=since,
                actions_limit=PAGE,
                **_NESTED_ACTIONS,
                **(_FRONTS if fronts else {}),
            )

    def outline(self, board: str, *, custom: bool = False) -> Json:
        """A board's lists and labels, with its custom fields where they are wanted."""
        with self._of_board("a board's lists and labels", _DEFINITIONS if custom else None):
            return self._api.boards.get(board, fields="name", **_OUTLINE)

    def members(self, board: str, *, custom: bool = False) -> Json:
        """A board's name and state, and who may do what there, with its custom fields where they are wanted."""
        with self._of_board("a board's members", _DEFINITIONS if custom else None):
            return self._api.boards.get(board, fields="name,closed", memberships="all")

    def people(self, board: str) -> list[Json]:
        """A board's members with their names."""
        with self._of_board("a board's members"):
            return list(self._api.boards.get_member(board))

    def older(self, board: str, page: list[Json], types: tuple[str, ...], since: str | None = None) -> Iterator[Json]:
        """A board's actions that are older than those of a full page; none where it is not full."""
        yield from self._paged(board, page, types, since)

    def comments(self, board: str) -> list[Json]:
        """All comments of a board."""
        with self._of_board("a board's comments"):
            page = list(self._api.boards.get_action(board, filter=",".join(COMMENTS), limit=PAGE, **_ACTIONS))
        return [*page, *self.older(board, page, COMMENTS)]

    def _paged(
        self, board: str, page: list[Json], types: tuple[str, ...], since: str | None = None, card: str | None = None
    ) -> Iterator[Json]:
        """A card's older actions are the board's about it: Trello publishes no way to page those of a card alone."""
        wanted = {"filter": ",".join(types), "since": since, "idModels": card, "limit": PAGE, **_ACTIONS}
        while len(page) >= PAGE:
            before = min(action["id"] for action in page)
            with self._reading("older actions"):
                page = self._api.boards.get_action(board, before=before, **wanted)
            yield from page

    def cards(self, board: str, *, custom: bool = False) -> list[Json]:
        """All cards of a board, archived ones too, newest first; with values of custom fields where wanted."""
        more = CUSTOM_ITEMS if custom else {}
        found: list[Json] = []
        page = self._cards(board, None, more)
        while page:
            found += page
            page = self._cards(board, min(card["id"] for card in page), more) if len(page) >= PAGE else []
        return found

    def _cards(self, board: str, before: str | None, more: Mapping[str, str]) -> list[Json]:
        with self._of_board("a board's cards", more):
            return list(
                self._api.boards.get_card(board, filter="all", fields=_CARD, limit=PAGE, before=before, **_NESTED)
            )

    def card(self, card: str, *, custom: bool = False) -> Json:
        """A card with all its comments in `actions`, and with values of custom fields where wanted."""
        with Send(self.access, "Trello, reading a card", more=CUSTOM_ITEMS if custom else {}):
            found = self._api.cards.get(
                card, fields=_CARD, actions=",".join(COMMENTS), actions_limit=PAGE, **_NESTED, **_NESTED_ACTIONS
            )
        found["actions"] += self._paged(found["idBoard"], list(found["actions"]), COMMENTS, card=card)
        return found

    def whereabouts(self, card: str) -> Json:
        """The board a card is on."""
        with self._reading("where a card is"):
            return self._api.cards.get(card, fields="idBoard")

    def create_card(self, values: dict[str, str | bool]) -> Json:
        """A new card, as the reply shows it."""
        known, more = _apart(values)
        with Send(self.access, "Trello, creating a card", creates=True, more=more):
            return self._api.cards.new(**known)

    def update_card(self, card: str, values: dict[str, str | bool]) -> Json:
        """The card as it is afterwards."""
        known, more = _apart(values)
        with Send(self.access, "Trello, changing a card", more=more):
            return self._api.cards.update(card, **known)

    def create_comment(self, card: str, text: str) -> Json:
        """The new comment's action."""
        with self._creating("a comment"):
            return self._api.cards.new_action_comment(card, text)

    def update_comment(self, card: str, comment: str, text: str) -> Json:
        """The comment's action as it is afterwards."""
        with self._writing("changing a comment"):
            return self._api.cards.update_action_comment_idAction(comment, card, text)

    def delete_comment(self, card: str, comment: str) -> None:
        """Gone for good."""
        with self._writing("deleting a comment"):
            self._api.cards.delete_action_comment_idAction(comment, card)

    def delete_card(self, card: str) -> None:
        """Gone for good, with its actions."""
        with self._writing("deleting a card"):
            self._api.cards.delete(card)

    def compliance(self, key: str, secret: str) -> list[Json]:
        """What there is to know of accounts whose data an app with this key may hold."""
        with self._reading("what there is to know of accounts"):
            return list(
                transport().get(f"{PACKAGE_URL}/applications/{key}/compliance", params={"secret": secret}).json()
            )

    def delete_label(self, label: str) -> None:
        """Gone from the board and from all its cards."""
        with self._writing("deleting a label"):
            self._api.labels.delete(label)

    def create_label(self, board: str, name: str) -> Json:
        """A label without a colour. Not answered it is Retry: it is looked for by its name before it is sent again."""
        with self._writing("creating a label"):
            return self._api.labels.new(name, "null", board)

    def create_list(self, board: str, name: str, position: float | str) -> Json:
        """A new list at a position: `top`, `bottom` or a number."""
        with self._creating("a list"):
            return self._api.lists.new(name, board, pos=str(position))

    def rename_list(self, lane: str, name: str) -> Json:
        """The list as it is afterwards."""
        with self._writing("renaming a list"):
            return self._api.lists.update(lane, name=name)

    def webhooks(self) -> list[Json]:
        """All webhooks of our token."""
        with self._reading("our webhooks"):
            return list(self._api.tokens.get_webhook(self.access.token))

    def create_webhook(self, board: str, url: str) -> None:
        """Trello tries the url by a HEAD first. Not answered it is Retry: what there is, is asked for first."""
        with self._writing("asking for deliveries"):
            self._api.webhooks.new(url, board, "Cobridge")

    def wake_webhook(self, webhook: str) -> None:
        """Switch one on again that Trello switched off."""
        with self._writing("asking for deliveries again"):
            self._api.webhooks.update(webhook, active=True)

    def delete_webhook(self, webhook: str) -> None:
        """Gone for good."""
        with self._writing("ending deliveries"):
            self._api.webhooks.delete(webhook)


def _apart(values: dict[str, str | bool]) -> tuple[dict[str, str | bool], dict[str, str | bool]]:
    """What the package has words for, and the rest."""
    more = {name: value for name, value in values.items() if name in _BESIDE}
    return {name: value for name, value in values.items() if name not in more}, more
