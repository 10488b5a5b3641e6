"""The calls on a card's checklists, attachments and custom fields; as in `client`, by the package where it has them.

Elements, checklists and attachments that are created may not be sent twice; everything else may.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from connectors.trello.translate import Json
from connectors.trello.transport import PACKAGE_URL, Access, Send, installed, transport

PARTS = {"checklists": "all", "attachments": "true", "attachment_fields": "url,name,isUpload"}
"""What a card is asked to bring of its parts."""
CUSTOM_ITEMS = {"customFieldItems": "true"}


@dataclass(slots=True)
class PartCalls:
    """One credential at one Trello; threads may share it."""

    access: Access
    _api: Any = field(default_factory=installed, repr=False)

    def parts(self, card: str) -> Json:
        """A card's checklists and attachments."""
        with Send(self.access, "Trello, reading a card's checklists"):
            return self._api.cards.get(card, fields="idBoard", **PARTS)

    def create_checklist(self, card: str, name: str) -> Json:
        """A new checklist below the others."""
        with self._creating("a checklist"):
            return self._api.cards.new_checklist(card, name=name)

    def rename_checklist(self, checklist: str, name: str) -> None:
        """With all its elements."""
        with Send(self.access, "Trello, renaming a checklist"):
            self._api.checklists.update(checklist, name=name)

    def create_element(self, checklist: str, name: str, *, done: bool) -> Json:
        """A new element below the others."""
        with self._creating("an element of a checklist"):
            return self._api.checklists.new_checkItem(checklist, name, pos="bottom", checked=done)

    def update_element(self, card: str, element: str, values: dict[str, str]) -> Json:
        """The element as it is afterwards."""
        with Send(self.access, "Trello, changing an element of a checklist"):
            return self._api.cards.update_checkItem_idCheckItem(element, card, **values)

    def delete_element(self, card: str, element: str) -> None:
        """Gone for good."""
        with Send(self.access, "Trello, deleting an element of a checklist"):
            self._api.cards.delete_checkItem_idCheckItem(element, card)

    def attach(self, card: str, url: str, name: str) -> Json:
        """A new link."""
        with self._creating("an attachment"):
            return self._api.cards.new_attachment(card, url=url, name=name or None)

    def detach(self, card: str, attachment: str) -> None:
        """Gone for good."""
        with Send(self.access, "Trello, deleting an attachment"):
            self._api.cards.delete_attachment_idAttachment(attachment, card)

    def set_custom(self, card: str, items: list[Json]) -> None:
        """Values of custom fields, all at once; the package has no word for them."""
        with Send(self.access, "Trello, changing custom fields"):
            transport().put(f"{PACKAGE_URL}/cards/{card}/customFields", json={"customFieldItems": items})

    def _creating(self, what: str) -> Send:
        return Send(self.access, f"Trello, creating {what}", creates=True)
