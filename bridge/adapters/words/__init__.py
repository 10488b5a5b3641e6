"""The service's own words, one pair of files per language: what is written into items, and what commands say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bridge.adapters.words.access_de import GERMAN_ACCESS
from bridge.adapters.words.access_en import ENGLISH_ACCESS
from bridge.adapters.words.alerts_de import GERMAN_ALERTS
from bridge.adapters.words.alerts_en import ENGLISH_ALERTS
from bridge.adapters.words.answers_de import GERMAN_ANSWERS
from bridge.adapters.words.answers_en import ENGLISH_ANSWERS
from bridge.adapters.words.attack_de import GERMAN_ATTACK
from bridge.adapters.words.attack_en import ENGLISH_ATTACK
from bridge.adapters.words.authorities import AUTHORITIES
from bridge.adapters.words.charter_de import GERMAN_CHARTER
from bridge.adapters.words.charter_en import ENGLISH_CHARTER
from bridge.adapters.words.commands_de import GERMAN_COMMANDS
from bridge.adapters.words.commands_en import ENGLISH_COMMANDS
from bridge.adapters.words.de import GERMAN
from bridge.adapters.words.decisions_de import GERMAN_DECISIONS
from bridge.adapters.words.decisions_en import ENGLISH_DECISIONS
from bridge.adapters.words.delivery_de import GERMAN_DELIVERY
from bridge.adapters.words.delivery_en import ENGLISH_DELIVERY
from bridge.adapters.words.demo_de import GERMAN_DEMO
from bridge.adapters.words.demo_en import ENGLISH_DEMO
from bridge.adapters.words.documents_de import GERMAN_DOCUMENTS
from bridge.adapters.words.documents_en import ENGLISH_DOCUMENTS
from bridge.adapters.words.en import ENGLISH
from bridge.adapters.words.evaluations_de import GERMAN_EVALUATIONS
from bridge.adapters.words.evaluations_en import ENGLISH_EVALUATIONS
from bridge.adapters.words.fields_de import GERMAN_FIELDS
from bridge.adapters.words.fields_en import ENGLISH_FIELDS
from bridge.adapters.words.people_de import GERMAN_PEOPLE
from bridge.adapters.words.people_en import ENGLISH_PEOPLE
from bridge.adapters.words.reidentify_de import GERMAN_REIDENTIFY
from bridge.adapters.words.reidentify_en import ENGLISH_REIDENTIFY
from bridge.adapters.words.report_de import GERMAN_REPORT
from bridge.adapters.words.report_en import ENGLISH_REPORT
from bridge.adapters.words.requests_de import GERMAN_REQUESTS
from bridge.adapters.words.requests_en import ENGLISH_REQUESTS
from bridge.adapters.words.retention_de import GERMAN_RETENTION
from bridge.adapters.words.retention_en import ENGLISH_RETENTION
from bridge.adapters.words.rights_de import GERMAN_RIGHTS
from bridge.adapters.words.rights_en import ENGLISH_RIGHTS
from bridge.adapters.words.told import in_german
from bridge.adapters.words.weekly_de import GERMAN_WEEKLY
from bridge.adapters.words.weekly_en import ENGLISH_WEEKLY
from bridge.adapters.words.worklist_de import GERMAN_WORKLIST
from bridge.adapters.words.worklist_en import ENGLISH_WORKLIST
from bridge.core.model.phrases import Phrases
from bridge.ports.words import Words

LANGUAGES: Mapping[str, Phrases] = {"de": GERMAN, "en": ENGLISH}
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "de": {
        **GERMAN_ACCESS,
        **GERMAN_CHARTER,
        **GERMAN_COMMANDS,
        **GERMAN_ALERTS,
        **GERMAN_ATTACK,
        **GERMAN_DECISIONS,
        **GERMAN_DELIVERY,
        **GERMAN_DEMO,
        **GERMAN_ANSWERS,
        **GERMAN_DOCUMENTS,
        **GERMAN_FIELDS,
        **GERMAN_EVALUATIONS,
        **GERMAN_PEOPLE,
        **GERMAN_REIDENTIFY,
        **AUTHORITIES,
        **GERMAN_REPORT,
        **GERMAN_REQUESTS,
        **GERMAN_RETENTION,
        **GERMAN_RIGHTS,
        **GERMAN_WEEKLY,
        **GERMAN_WORKLIST,
    },
    "en": {
        **ENGLISH_ACCESS,
        **ENGLISH_CHARTER,
        **ENGLISH_COMMANDS,
        **ENGLISH_ALERTS,
        **ENGLISH_ATTACK,
        **ENGLISH_DECISIONS,
        **ENGLISH_DELIVERY,
        **ENGLISH_DEMO,
        **ENGLISH_ANSWERS,
        **ENGLISH_DOCUMENTS,
        **ENGLISH_FIELDS,
        **ENGLISH_EVALUATIONS,
        **ENGLISH_PEOPLE,
        **ENGLISH_REIDENTIFY,
        **AUTHORITIES,
        **ENGLISH_REPORT,
        **ENGLISH_REQUESTS,
        **ENGLISH_RETENTION,
        **ENGLISH_RIGHTS,
        **ENGLISH_WEEKLY,
        **ENGLISH_WORKLIST,
    },
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """`bridge.ports.words.Words` in one language."""

    sentences: Mapping[str, str]
    of_tools: Callable[[str], str]

    def __call__(self, key: str, /, **values: object) -> str:
        """See `Words`."""
        return self.sentences[key].format(**values)

    def told(self, sentence: str) -> str:
        """See `Words`."""
        return self.of_tools(sentence)


def phrases(language: str) -> Phrases:
    """What the service writes into items of a network of that language."""
    return LANGUAGES[language]


def spoken(language: str) -> Words:
    """What commands say in that language."""
    return Spoken(COMMANDS[language], in_german if language == "de" else str)
