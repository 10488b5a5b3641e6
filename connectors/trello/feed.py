"""What a board's actions tell, without I/O.

Trello's lists of actions leave out edited and deleted comments and everything about labels
(https://developer.atlassian.com/cloud/trello/guides/rest-api/action-types/); `Mark` therefore also follows the board's
`dateLastActivity`, which moves with every activity, listed or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bridge.core.model.ids import Account, Cursor
from connectors.trello.custom import NO_FIELDS, CustomFields
from connectors.trello.translate import Json, read_instant, write_instant

COMMENTS = ("commentCard", "copyCommentCard")
_CREATES = ("createCard", "copyCard", "convertToCardFromCheckItem", "emailCard", "moveCardToBoard")
_LEAVES = ("deleteCard", "moveCardFromBoard")
_CHANGES = ("updateCard", "addMemberToCard", "removeMemberFromCard")
_LANES = ("createList", "updateList", "moveListFromBoard", "moveListToBoard")
_PARTS = {
    "addAttachmentToCard": "attachments",
    "deleteAttachmentFromCard": "attachments",
    "addChecklistToCard": "checklist",
    "removeChecklistFromCard": "checklist",
    "updateChecklist": "checklist",
    "updateCheckItemStateOnCard": "checklist",
    "createCheckItem": "checklist",
    "updateCheckItem": "checklist",
    "deleteCheckItem": "checklist",
}
"""What changes a card's parts -> which field of ours. The last three Trello lists for nobody so far."""
_CUSTOM = "updateCustomFieldItem"
_CONVERTS = "convertToCardFromCheckItem"
_OTHERS = (
    "updateBoard",
    "addMemberToBoard",
    "makeAdminOfBoard",
    "makeNormalMemberOfBoard",
    "makeObserverOfBoard",
)
"""Nothing follows from these but that the board was active; listed, they spare looking at its cards."""
TYPES = (*COMMENTS, *_CREATES, *_LEAVES, *_CHANGES, *_PARTS, _CUSTOM, *_LANES, *_OTHERS)
FIELD_OF = {
    "name": "title",
    "desc": "description",
    "due": "due",
    "start": "start",
    "dueComplete": "status",
    "idList": "status",
    "closed": "archived",
    "idLabels": "labels",
}
"""Trello's name of a card's field in `data.old` -> ours."""
NEAR = timedelta(milliseconds=75)
"""An action's date and the `dateLastActivity` it causes differ by up to 54 ms in boards exported from trello.com."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a board was read; its text is our cursor.

    `since` is the id of the newest action known (an instant where there was none), `explained` the board's last
    activity that somebody's listed action, our own write or a look at the cards accounts for, `looked` the last
    activity before all cards were looked at. `doubt` says that acts were told since: before them there may have been
    others, on other cards, which are not.
    """

    since: str
    explained: str
    looked: str
    doubt: str = ""

    @classmethod
    def read(cls, cursor: Cursor) -> Mark | None:
        """The mark of a cursor, None for one that is not ours."""
        parts = cursor.split(" ")
        return cls(*parts) if len(parts) == len(cls.__slots__) else None

    @property
    def cursor(self) -> Cursor:
        """The mark as a cursor."""
        return Cursor(f"{self.since} {self.explained} {self.looked} {self.doubt}")


@dataclass(frozen=True, slots=True)
class Feed:
    """Actions sorted by what follows from them; keys are card ids.

    `touched` are the cards that others changed, `talked` those that they said something about, `gone` those that were
    deleted or moved away. `own` has all changes of
    the cards that we changed, newest first, `latest` the date of each card's newest action. `rearranged` says that
    whole lists were archived, brought back or moved, and their cards with them.
    """

    touched: frozenset[str] = frozenset()
    talked: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    comments: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    actors: Mapping[str, Mapping[str, Account]] = field(default_factory=dict)
    edited: Mapping[str, Mapping[str, datetime]] = field(default_factory=dict)
    authors: Mapping[str, Account] = field(default_factory=dict)
    latest: Mapping[str, str] = field(default_factory=dict)
    lanes: bool = False
    rearranged: bool = False


def read_feed(actions: Sequence[Json], me: str, custom: CustomFields = NO_FIELDS) -> Feed:
    """Sort a board's actions, newest first; `me` is our own account, `custom` the custom fields that are read."""
    cards: defaultdict[str, list[Json]] = defaultdict(list)
    for action in actions:
        if action["type"] in TYPES and (card := (action["data"].get("card") or {}).get("id")):
            cards[card].append(action)
    return Feed(
        touched=frozenset(card for card, acts in cards.items() if any(_is_change(act, me, custom) for act in acts))
        | frozenset(_sources(actions, me)),
        talked=frozenset(card for card, acts in cards.items() if any(_is_talk(act, me) for act in acts)),
        gone=frozenset(card for card, acts in cards.items() if _left(acts)),
        comments={card: found for card, acts in cards.items() if (found := _of(acts, COMMENTS))},
        own={card: changes for card, acts in cards.items() if (changes := _own(acts, me))},
        actors={card: actors for card, acts in cards.items() if (actors := _actors(acts, me, custom))},
        edited={card: edited for card, acts in cards.items() if (edited := _edited(acts, me, custom))},
        authors={card: Account(act["idMemberCreator"]) for card, acts in cards.items() for act in _of(acts, _CREATES)},
        latest={card: max(act["date"] for act in acts) for card, acts in cards.items()},
        lanes=any(action["type"] in _LANES for action in actions),
        rearranged=any(_rearranges(action) for action in actions),
    )


def is_explained(activity: str, known: str, acts: Iterable[str]) -> bool:
    """Whether a last activity is no later than the one known, or than the instant (nearly) of one of the acts."""
    at, before = read_instant(activity), read_instant(known)
    if at is None or (before and at <= before):
        return True
    return any(act and at <= act + NEAR for act in map(read_instant, acts))


def is_later(action: Json, mark: str) -> bool:
    """Whether an action came after a mark, which is the id of an action, or an instant. Ids begin with the time."""
    return bool(action["date"] > mark if "T" in mark else action["id"] > mark)


def reach(act: str) -> str:
    """The latest last activity that an act of this date explains."""
    at = read_instant(act)
    return write_instant(at + NEAR) if at else act


def changed_fields(action: Json, custom: CustomFields) -> tuple[str, ...]:
    """The fields of ours that an action changed."""
    if part := _PARTS.get(action["type"]):
        return (part,)
    if action["type"] == _CUSTOM:
        name = custom.field_of((action["data"].get("customField") or {}).get("id", ""))
        return (name,) if name else ()
    return recoverable_fields(action)


def recoverable_fields(action: Json) -> tuple[str, ...]:
    """Those of them whose value before the action can be told."""
    if action["type"] in ("addMemberToCard", "removeMemberFromCard"):
        return ("helpers",)
    old = action["data"].get("old") or {}
    return tuple(dict.fromkeys(FIELD_OF[name] for name in old if name in FIELD_OF))


def _of(actions: Iterable[Json], types: tuple[str, ...]) -> tuple[Json, ...]:
    return tuple(action for action in actions if action["type"] in types)


def _own(actions: Sequence[Json], me: str) -> tuple[Json, ...]:
    """The card's changes, with others' between ours, if any is ours; none of a card nobody else ever had."""
    changes = tuple(action for action in actions if recoverable_fields(action))
    is_ours_alone = all(action["idMemberCreator"] == me for action in actions) and bool(_of(actions, _CREATES))
    has_ours = any(action["idMemberCreator"] == me for action in changes)
    return changes if has_ours and not is_ours_alone else ()


def _is_change(action: Json, me: str, custom: CustomFields) -> bool:
    is_change = action["type"] in (*_CREATES, *_CHANGES) or bool(changed_fields(action, custom))
    return action["idMemberCreator"] != me and is_change


def _is_talk(action: Json, me: str) -> bool:
    return action["type"] in COMMENTS and action["idMemberCreator"] != me


def _sources(actions: Iterable[Json], me: str) -> Iterator[str]:
    """The cards that lost an element of a checklist because somebody made a card of it."""
    for action in actions:
        source = action["data"].get("cardSource") or {}
        if action["type"] == _CONVERTS and action["idMemberCreator"] != me and source.get("id"):
            yield source["id"]


def _left(actions: Sequence[Json]) -> bool:
    """Whether the newest act that brings or takes the card takes it."""
    moves = _of(actions, (*_CREATES, *_LEAVES))
    return bool(moves) and moves[0]["type"] in _LEAVES


def _actors(actions: Iterable[Json], me: str, custom: CustomFields) -> dict[str, Account]:
    """Who, apart from us, last changed each field."""
    found: dict[str, Account] = {}
    for action in actions:
        if action["idMemberCreator"] not in (me, None):
            for name in changed_fields(action, custom):
                found.setdefault(name, Account(action["idMemberCreator"]))
    return found


def _edited(actions: Iterable[Json], me: str, custom: CustomFields) -> dict[str, datetime]:
    """When each field was last changed by others."""
    found: dict[str, datetime] = {}
    for action in actions:
        at = read_instant(action["date"])
        if at and action["idMemberCreator"] != me:
            for name in changed_fields(action, custom):
                found.setdefault(name, at)
    return found


def _rearranges(action: Json) -> bool:
    return action["type"] in ("moveListFromBoard", "moveListToBoard") or (
        action["type"] == "updateList" and "closed" in (action["data"].get("old") or {})
    )
