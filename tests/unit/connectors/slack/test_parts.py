"""A card with all that a task can have beside its plain fields, within what Slack takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bridge.core.model.document import plain_document
from bridge.core.model.operation import NEW
from bridge.core.model.parts import Attachment, Check, Priority
from bridge.core.model.task import Fields, Status
from connectors.sandbox.slack.blocks import message_blocks
from connectors.slack.desk.cards import card
from connectors.slack.desk.modals import task_form
from connectors.slack.manifest import (
    MANIFEST,
    MOST_ATTACHMENTS,
    MOST_CHECKS,
    MOST_IN_CARD,
    MOST_IN_CHECK,
    MOST_IN_TITLE,
)
from connectors.slack.parts import keyed, made_key
from connectors.slack.words import DE, EN, Words
from tests.contracts.trello_world import BERLIN

LANES = (("L1", "Offen"), ("L2", "In Arbeit"))


@pytest.fixture
def full() -> Fields:
    """As much of everything as the manifest lets stand on a card."""
    checks = tuple(Check(made_key(str(number)), "x" * MOST_IN_CHECK, number % 2 == 0) for number in range(MOST_CHECKS))
    urls = tuple(
        Attachment(f"https://example.org/plans/{number}", f"Plan {number}") for number in range(MOST_ATTACHMENTS)
    )
    assert MANIFEST.text_limit
    return Fields(
        "x" * MOST_IN_TITLE,
        plain_document("x" * MANIFEST.text_limit),
        Status(lane="L1"),
        due=date(2026, 12, 24),
        lead="U0ANNA0000",
        helpers=("U0BOB00000", "U0CARLA000"),
        labels=frozenset({"Süd", "Eilt"}),
        start=date(2026, 12, 1),
        priority=Priority.URGENT,
        checklist=checks,
        attachments=urls,
        shown=("Sichtbar für: Musterbau Weber GmbH",),
    )


@pytest.mark.parametrize("words", [DE, EN])
def test_slacks_own_models_take_the_fullest_card(full: Fields, words: Words) -> None:
    """Each block, its elements and its options, and the sandbox takes what Slack's package takes."""
    blocks = card(full, LANES, words)
    parsed = Block.parse_all(blocks)
    assert len(parsed) == len(blocks) <= 50
    for block in parsed:
        block.validate_json()
        for element in (getattr(block, "accessory", None), *(getattr(block, "elements", None) or ())):
            if hasattr(element, "validate_json"):
                element.validate_json()
    ids = count()
    assert len(message_blocks(blocks, lambda: f"b{next(ids)}")) == len(blocks)


def test_slacks_own_models_take_the_fullest_form(full: Fields) -> None:
    """With every input that a task has, and what it keeps for itself."""
    view = task_form(full, LANES, DE, BERLIN, {"channel": "C1", "ts": "1795000000.000100"})
    View(**view).validate_json()
    for block in Block.parse_all(view["blocks"]):
        block.validate_json()
        getattr(block, "element").validate_json()  # noqa: B009  mypy knows the common class alone
    assert len(view["private_metadata"]) <= 3_000


def test_the_fullest_card_is_as_long_as_is_promised(full: Fields) -> None:
    """Every character that people read on it counts; a card that were longer might be refused."""
    assert sum(map(len, texts(card(full, LANES, DE)))) <= MOST_IN_CARD


def texts(value: Any) -> Iterator[str]:
    """The words in blocks; ticked options are not written again."""
    match value:
        case dict():
            for name, inner in value.items():
                if name != "initial_options":
                    yield from [inner] if name == "text" and isinstance(inner, str) else texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)


def test_no_block_has_more_boxes_than_slack_takes(full: Fields) -> None:
    """Thirty elements are three blocks, in order, of ten."""
    blocks = [block for block in card(full, LANES, DE) if block["block_id"].startswith("checklist")]
    assert [block["block_id"] for block in blocks] == ["checklist", "checklist 2", "checklist 3"]
    assert [each["value"] for block in blocks for each in block["accessory"]["options"]] == [
        check.id for check in full.checklist
    ]


def test_writing_a_new_element_twice_writes_the_same() -> None:
    """Its id comes from the network's; one that is on the card keeps the card's."""
    there, new = Check("a1", "Türen"), Check(f"{NEW}check-1", "Tore")
    assert keyed((there, new)) == keyed((there, new))
    first, second = keyed((there, new))
    assert first is there
    assert not second.id.startswith(NEW)
    assert (second.title, len(second.id)) == ("Tore", 12)


def test_a_task_with_nothing_of_it_shows_nothing_of_it() -> None:
    """No empty rows on the cards of those who use none of this."""
    ids = {block["block_id"] for block in card(Fields("X"), LANES, DE)}
    assert not ids & {"start", "priority", "checklist", "attachments"}
