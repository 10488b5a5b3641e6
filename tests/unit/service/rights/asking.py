"""Somebody asks what is kept about a person."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from bridge.adapters.render.html import html_page
from bridge.adapters.render.plain import plain_text
from bridge.adapters.words import spoken
from bridge.core.model.caller import Caller
from bridge.core.reports.gdpr.disclosure import Disclosure, as_values
from bridge.core.reports.gdpr.shown import page
from bridge.service.rights.access import answer
from tests.unit.service.rights.world import (
    PETRAS,
    World,
    answering,
)

ZONE = ZoneInfo("Europe/Berlin")


def asked(world: World, caller: Caller = PETRAS, text: str = "", case: str = "", language: str = "de") -> Disclosure:
    """The answer."""
    disclosure, taken = answer(world.sources(), text, caller, answering(language), case)
    world.filing.close(taken)
    return disclosure


def printed(disclosure: Disclosure) -> list[str]:
    """It in all its forms."""
    shown = page(disclosure, spoken(disclosure.language), ZONE)
    return [json.dumps(as_values(disclosure), ensure_ascii=False), plain_text(shown), html_page(shown)]
