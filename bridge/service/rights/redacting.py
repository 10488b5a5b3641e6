"""Whoever else is known leaves what is shown to a person."""

from __future__ import annotations

from bridge.core.reports.gdpr.redact import Redaction
from bridge.core.reports.gdpr.subject import Subject
from bridge.ports.words import Words
from bridge.service.rights.sources import Sources


def redaction(sources: Sources, subject: Subject, say: Words) -> Redaction:
    """Puts a word in the place of everybody but the person; names of partners, spaces and the network stay."""
    network = sources.persons.network
    names, signs = sources.persons.others(subject)
    own = frozenset({*subject.names, subject.name})
    kept = {network.name, *(partner.name for partner in network.partners), *(space.name for space in network.spaces)}
    return Redaction(say("report.another_person"), names, signs, own, frozenset(kept))
