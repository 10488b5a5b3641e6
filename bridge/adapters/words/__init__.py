"""The service's own words, one file per language of a network."""

from bridge.adapters.words.de import GERMAN
from bridge.adapters.words.en import ENGLISH
from bridge.core.model.phrases import Phrases

LANGUAGES: dict[str, Phrases] = {"de": GERMAN, "en": ENGLISH}
