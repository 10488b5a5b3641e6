"""The charter as an annex to sign: every point of it in words, what comes with it, and lines for signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bridge.core.model.network import Partner
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.points import point_in_words
from bridge.core.reports.documents.told import Blank, Document, Section, answers, table
from bridge.core.rules.consent import ALONE

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "scope": ("partner", "field", "custom", "policy"),
    "shown": ("visibility", "worklist", "named", "unnamed"),
    "readings": ("purpose", "evaluation", "figure"),
    "duties": ("duty",),
    "kept": ("retention",),
    "abroad": ("region", "eea", "transfer", "dpf_invalid"),
}
"""Under which heading each subject of the charter stands."""
PROMISES = ("control", "learning", "widening", "narrowing", "leaving", "council")
SIGNED_BY = ("management", "council")
SIGNED_ALONE = ("alone", "dsb")
"""Where one person works alone, the shared data-protection officer is the second (`bridge.core.rules.consent`)."""


def annex(
    partner: Partner, facts: Facts, blanks: Sequence[Blank], others: Sequence[Document], checksum: str
) -> Document:
    """The charter of the network file. `others` are the annexes of it, `checksum` that of their JSON file."""
    say = facts.say
    leads = (say("documents.charter.lead", network=facts.network.name, partner=partner.name),)
    return Document(
        "charter",
        say("documents.charter"),
        (
            Section("lead", say("documents.charter.subject"), leads),
            *(_points(name, subjects, facts) for name, subjects in SECTIONS.items()),
            Section("promises", say("documents.charter.promises"), points=_promises(facts)),
            _annexes(partner, facts, others, checksum),
            *answers("charter", blanks, say),
            *_alone(partner, facts),
            _signatures(partner, facts),
        ),
    )


def _promises(facts: Facts) -> tuple[str, ...]:
    return tuple(facts.say(f"documents.promise.{each}") for each in PROMISES)


def _points(name: str, subjects: Sequence[str], facts: Facts) -> Section:
    say = facts.say
    rows = [point_in_words(point, value, facts) for point, value in _of(subjects, facts)]
    heading = say(f"documents.charter.{name}")
    if not rows:
        return Section(name, heading, (say(f"documents.charter.{name}.none"),))
    return Section(name, heading, table=table(name, ("point", "value"), rows, say))


def _of(subjects: Sequence[str], facts: Facts) -> Iterator[tuple[str, str]]:
    for subject in subjects:
        yield from ((each, value) for each, value in facts.points.items() if each.partition(":")[0] == subject)


def _annexes(partner: Partner, facts: Facts, others: Sequence[Document], checksum: str) -> Section:
    say = facts.say
    rows = ((str(number), each.title) for number, each in enumerate(others, start=1))
    lead = say("documents.charter.annexes.lead", file=f"{partner.id}-documents.json", checksum=checksum)
    return Section(
        "annexes", say("documents.charter.annexes"), (lead,), table=table("annexes", ("annex", "title"), rows, say)
    )


def _alone(partner: Partner, facts: Facts) -> tuple[Section, ...]:
    """Who works alone says whether the firm's name, which is theirs as good as, may be told."""
    if len(partner.roster) != ALONE:
        return ()
    say = facts.say
    return (Section("alone", say("documents.alone"), (say("documents.alone.text"),)),)


def _signatures(partner: Partner, facts: Facts) -> Section:
    say = facts.say
    whose = SIGNED_ALONE if len(partner.roster) == ALONE else SIGNED_BY
    rows = ((say(f"documents.signs.{each}"), "", "", "") for each in whose)
    lead = tuple(say(f"documents.signatures.{each}", partner=partner.name) for each in ("lead", "order"))
    columns = ("who", "signer", "place_day", "signature")
    return Section("signatures", say("documents.signatures"), lead, table=table("signatures", columns, rows, say))
