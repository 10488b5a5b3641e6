"""Which function answers which endpoint."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from connectors.sandbox.trello import (
    actions,
    boards,
    card_parts,
    cards,
    check_items,
    checklists,
    compliance,
    custom_fields,
    field_items,
    labels,
    lists,
    members,
    reactions,
    searching,
    stars,
    stickers,
    webhooks,
)

Handler = Callable[..., Any]

TABLE: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/members/*", members.read),
    ("GET", "/members/*/boards", members.boards),
    ("GET", "/members/*/cards", members.cards),
    ("GET", "/members/*/actions", members.actions),
    ("GET", "/members/*/organizations", members.organizations),
    ("GET", "/members/*/boardStars", stars.of_member),
    ("POST", "/members/*/boardStars", stars.create),
    ("GET", "/members/*/boardStars/*", stars.read),
    ("PUT", "/members/*/boardStars/*", stars.update),
    ("DELETE", "/members/*/boardStars/*", stars.delete),
    ("GET", "/members/*/*", members.field),
    ("GET", "/applications/*/compliance", compliance.listed),
    ("GET", "/tokens/*", members.token),
    ("GET", "/tokens/*/member", members.token_member),
    ("GET", "/tokens/*/webhooks", webhooks.of_token),
    ("POST", "/tokens/*/webhooks", webhooks.create_of_token),
    ("GET", "/tokens/*/webhooks/*", webhooks.read_of_token),
    ("PUT", "/tokens/*/webhooks/*", webhooks.update_of_token),
    ("DELETE", "/tokens/*/webhooks/*", webhooks.delete_of_token),
    ("POST", "/webhooks", webhooks.create),
    ("GET", "/webhooks/*", webhooks.read),
    ("PUT", "/webhooks/*", webhooks.update),
    ("DELETE", "/webhooks/*", webhooks.delete),
    ("GET", "/webhooks/*/*", webhooks.field),
    ("POST", "/boards", boards.create),
    ("GET", "/boards/*", boards.read),
    ("PUT", "/boards/*", boards.update),
    ("DELETE", "/boards/*", boards.delete),
    ("GET", "/boards/*/lists", boards.lists),
    ("POST", "/boards/*/lists", lists.create_on_board),
    ("GET", "/boards/*/lists/*", boards.lists),
    ("GET", "/boards/*/cards", boards.cards),
    ("GET", "/boards/*/cards/*", boards.cards),
    ("GET", "/boards/*/labels", labels.of_board),
    ("POST", "/boards/*/labels", labels.create_on_board),
    ("GET", "/boards/*/actions", boards.actions),
    ("GET", "/boards/*/checklists", checklists.of_board),
    ("GET", "/boards/*/customFields", custom_fields.of_board),
    ("GET", "/boards/*/boardStars", stars.of_board),
    ("POST", "/boards/*/markedAsViewed", boards.viewed),
    ("GET", "/boards/*/members", boards.members),
    ("PUT", "/boards/*/members", boards.put_member_by_mail),
    ("PUT", "/boards/*/members/*", boards.put_member),
    ("DELETE", "/boards/*/members/*", boards.remove_member),
    ("GET", "/boards/*/members/*/cards", boards.member_cards),
    ("GET", "/boards/*/memberships", boards.memberships),
    ("PUT", "/boards/*/memberships/*", boards.put_membership),
    ("GET", "/boards/*/*", boards.field),
    ("PUT", "/boards/*/*", boards.update_field),
    ("POST", "/lists", lists.create),
    ("GET", "/lists/*", lists.read),
    ("PUT", "/lists/*", lists.update),
    ("GET", "/lists/*/cards", lists.cards),
    ("GET", "/lists/*/cards/*", lists.cards),
    ("GET", "/lists/*/actions", lists.actions),
    ("GET", "/lists/*/board", lists.board_of),
    ("POST", "/lists/*/archiveAllCards", lists.archive_all),
    ("POST", "/lists/*/moveAllCards", lists.move_all),
    ("GET", "/lists/*/*", lists.field),
    ("PUT", "/lists/*/*", lists.update_field),
    ("POST", "/cards", cards.create),
    ("GET", "/cards/*", cards.read),
    ("PUT", "/cards/*", cards.update),
    ("DELETE", "/cards/*", cards.delete),
    ("GET", "/cards/*/actions", cards.actions),
    ("POST", "/cards/*/actions/comments", card_parts.comment),
    ("PUT", "/cards/*/actions/*/comments", card_parts.edit_card_comment),
    ("DELETE", "/cards/*/actions/*/comments", card_parts.delete_card_comment),
    ("GET", "/cards/*/attachments", card_parts.attachments),
    ("POST", "/cards/*/attachments", card_parts.add_attachment),
    ("GET", "/cards/*/attachments/*", card_parts.attachment),
    ("DELETE", "/cards/*/attachments/*", card_parts.delete_attachment),
    ("GET", "/cards/*/board", cards.board_of),
    ("GET", "/cards/*/list", cards.list_of),
    ("GET", "/cards/*/members", card_parts.members),
    ("POST", "/cards/*/idMembers", card_parts.add_member),
    ("DELETE", "/cards/*/idMembers/*", card_parts.remove_member),
    ("POST", "/cards/*/idLabels", card_parts.add_label),
    ("DELETE", "/cards/*/idLabels/*", card_parts.remove_label),
    ("POST", "/cards/*/labels", card_parts.create_label),
    ("GET", "/cards/*/checklists", checklists.of_card),
    ("POST", "/cards/*/checklists", checklists.create_on_card),
    ("DELETE", "/cards/*/checklists/*", checklists.delete_on_card),
    ("GET", "/cards/*/checkItem/*", check_items.card_item),
    ("PUT", "/cards/*/checkItem/*", check_items.update_item),
    ("DELETE", "/cards/*/checkItem/*", check_items.delete_card_item),
    ("POST", "/cards/*/checklist/*/checkItem", check_items.create_item_on_card),
    ("PUT", "/cards/*/checklist/*/checkItem/*", check_items.update_nested_item),
    ("DELETE", "/cards/*/checklist/*/checkItem/*", check_items.delete_nested_item),
    ("PUT", "/cards/*/checklist/*/checkItem/*/*", check_items.update_item_field),
    ("GET", "/cards/*/customFieldItems", field_items.of_card),
    ("PUT", "/cards/*/customField/*/item", field_items.put),
    ("PUT", "/cards/*/customFields", field_items.put_all),
    ("GET", "/cards/*/stickers", stickers.of_card),
    ("POST", "/cards/*/stickers", stickers.create),
    ("GET", "/cards/*/stickers/*", stickers.read),
    ("PUT", "/cards/*/stickers/*", stickers.update),
    ("DELETE", "/cards/*/stickers/*", stickers.delete),
    ("GET", "/cards/*/membersVoted", stickers.voters),
    ("POST", "/cards/*/membersVoted", stickers.vote),
    ("DELETE", "/cards/*/membersVoted/*", stickers.take_vote_back),
    ("GET", "/cards/*/*", cards.field),
    ("PUT", "/cards/*/*", cards.update_field),
    ("POST", "/checklists", checklists.create),
    ("GET", "/checklists/*", checklists.read),
    ("PUT", "/checklists/*", checklists.update),
    ("DELETE", "/checklists/*", checklists.delete),
    ("GET", "/checklists/*/board", checklists.board_of),
    ("GET", "/checklists/*/cards", checklists.cards_of),
    ("GET", "/checklists/*/checkItems", check_items.items),
    ("POST", "/checklists/*/checkItems", check_items.create_item),
    ("GET", "/checklists/*/checkItems/*", check_items.item),
    ("DELETE", "/checklists/*/checkItems/*", check_items.delete_item),
    ("GET", "/checklists/*/*", checklists.field),
    ("PUT", "/checklists/*/*", checklists.update_field),
    ("POST", "/customFields", custom_fields.create),
    ("GET", "/customFields/*", custom_fields.read),
    ("PUT", "/customFields/*", custom_fields.update),
    ("DELETE", "/customFields/*", custom_fields.delete),
    ("GET", "/customFields/*/options", custom_fields.options),
    ("POST", "/customFields/*/options", custom_fields.add_option),
    ("GET", "/customFields/*/options/*", custom_fields.option),
    ("DELETE", "/customFields/*/options/*", custom_fields.delete_option),
    ("GET", "/search", searching.search),
    ("GET", "/search/members", searching.members),
    ("POST", "/labels", labels.create),
    ("GET", "/labels/*", labels.read),
    ("PUT", "/labels/*", labels.update),
    ("DELETE", "/labels/*", labels.delete),
    ("GET", "/labels/*/board", labels.board_of),
    ("PUT", "/labels/*/*", labels.update_field),
    ("GET", "/actions/*", actions.read),
    ("PUT", "/actions/*", card_parts.edit_comment),
    ("DELETE", "/actions/*", card_parts.delete_comment),
    ("GET", "/actions/*/board", actions.board_of),
    ("GET", "/actions/*/card", actions.card_of),
    ("GET", "/actions/*/list", actions.list_of),
    ("GET", "/actions/*/memberCreator", actions.member_creator),
    ("GET", "/actions/*/member", actions.member),
    ("GET", "/actions/*/reactions", reactions.of_action),
    ("POST", "/actions/*/reactions", reactions.create),
    ("GET", "/actions/*/reactions/*", reactions.read),
    ("DELETE", "/actions/*/reactions/*", reactions.delete),
    ("GET", "/actions/*/reactionsSummary", reactions.summary),
    ("GET", "/actions/*/*", actions.field),
    ("PUT", "/actions/*/text", card_parts.edit_comment),
)
"""The first that fits answers, so a named path stands before the `*` that would take it."""


_LEFT_OUT = {
    "actions": frozenset({"organization"}),
    "boards": frozenset({"boardPlugins", "plugins"}),
    "members": frozenset({
        "boardBackgrounds", "boardsInvited", "customBoardBackgrounds", "customEmoji", "customStickers",
        "notifications", "notificationsChannelSettings", "organizationsInvited", "savedSearches", "tokens",
    }),
}  # fmt: skip
"""What Trello has below an object and the sandbox has not: no fields, although the paths look like those of fields."""


def _compiled() -> dict[tuple[str, str], list[tuple[re.Pattern[str], Handler]]]:
    """The table by method and first word, which leaves few patterns to try for a call."""
    found: defaultdict[tuple[str, str], list[tuple[re.Pattern[str], Handler]]] = defaultdict(list)
    for method, path, handler in TABLE:
        pattern = re.compile(path.replace("*", "([^/]+)"))
        found[method, path.split("/")[1]].append((pattern, handler))
    return dict(found)


_ROUTES = _compiled()


def route(method: str, path: str) -> tuple[Handler, tuple[str, ...]] | None:
    """The function for a path without its version, and what the path names; None where there is no such endpoint."""
    bare = path.rstrip("/")
    first, _, rest = bare.removeprefix("/").partition("/")
    if rest.partition("/")[2] in _LEFT_OUT.get(first, ()):
        return None
    for pattern, handler in _ROUTES.get((method, first), ()):
        found = pattern.fullmatch(bare)
        if found:
            return handler, found.groups()
    return None
