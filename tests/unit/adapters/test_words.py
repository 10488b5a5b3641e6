"""The service's own words."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from bridge.adapters.words import COMMANDS, LANGUAGES


@pytest.mark.parametrize(
    ("language", "written"), [("de", "Lena Brandt, 01.11.2026"), ("en", "Lena Brandt, 01 Nov 2026")]
)
def test_a_comment_names_its_author_and_its_day(language: str, written: str) -> None:
    """As readers of the language write it, whatever the machine's language is."""
    phrases = LANGUAGES[language]
    day = date(2026, 11, 1).strftime(phrases.date)
    assert phrases.attribution.format(who="Lena Brandt", date=day) == written


def test_every_language_says_everything_in_words_of_its_own() -> None:
    """No phrase is empty, and none was forgotten in translation."""
    german, english = LANGUAGES["de"], LANGUAGES["en"]
    names = ("seen_by", "lead", "helpers", "a_partner", "date")
    assert all(getattr(german, name).strip() and getattr(english, name).strip() for name in names)
    assert all(getattr(german, name) != getattr(english, name) for name in names)


def test_commands_say_the_same_in_every_language() -> None:
    """No sentence is missing in a language, and none leaves out a value that the other tells."""
    german, english = COMMANDS["de"], COMMANDS["en"]
    assert sorted(german) == sorted(english)
    told = {key: (_values(german[key]), _values(english[key])) for key in german}
    assert {key: values for key, values in told.items() if values[0] != values[1]} == {}


def test_a_day_is_written_out_in_every_language() -> None:
    """A date is written as readers of the language write it, in English no less than in German."""
    german, english = COMMANDS["de"], COMMANDS["en"]
    told = {key: (_written_out(german[key]), _written_out(english[key])) for key in german}
    assert any(german for german, _ in told.values())
    assert {key: values for key, values in told.items() if values[0] != values[1]} == {}


def _written_out(sentence: str) -> set[str]:
    """Values of which the sentence itself says how they are written, as days are."""
    return {name for _, name, form, _ in Formatter().parse(sentence) if name and form}


def _values(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
