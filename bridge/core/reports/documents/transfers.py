"""Transfer matrix: whose data lands in which cloud because of whose tool, in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridge.core.model.charter import DPF, EEA
from bridge.core.model.ids import PartnerId
from bridge.core.model.network import Partner
from bridge.core.reports.documents.catalogue import field_in_words
from bridge.core.reports.documents.facts import Facts
from bridge.core.reports.documents.journeys import Journey
from bridge.core.reports.documents.told import Blank, Document, Section, answers, table

COLUMNS = ("space", "whom", "tool", "vendor", "region", "mechanism", "passes", "fields", "spoken", "removed", "kept")


def transfers(partner: Partner, facts: Facts, found: Sequence[Journey], blanks: Sequence[Blank]) -> Document:
    """First where the partner's data goes, then whose data comes into its tools."""
    say, own = facts.say, partner.id
    leads = tuple(_leads(partner, facts))
    return Document(
        "transfers",
        say("documents.transfers"),
        (
            _section("going", [each for each in found if each.source == own], leads, facts),
            _section("coming", [each for each in found if each.target == own], (), facts),
            *answers("transfers", blanks, say),
        ),
    )


def _leads(partner: Partner, facts: Facts) -> Iterator[str]:
    say = facts.say
    yield say("documents.transfers.lead", partner=partner.name)
    yield say("documents.transfers.gates")
    if partner.eea:
        yield say("documents.transfers.eea", partner=partner.name)
    yield say("documents.transfers.dpf" if "dpf_invalid" not in facts.points else "documents.transfers.dpf_fallen")


def _section(name: str, found: Sequence[Journey], leads: tuple[str, ...], facts: Facts) -> Section:
    say = facts.say
    if not found:
        return Section(name, say(f"documents.transfers.{name}"), (*leads, say(f"documents.transfers.{name}.none")))
    rows = (_row(each, each.target if name == "going" else each.source, facts) for each in found)
    leads = (*leads, say(f"documents.transfers.{name}.lead"))
    return Section(name, say(f"documents.transfers.{name}"), leads, table=table(name, COLUMNS, rows, say))


def _row(of: Journey, whom: PartnerId, facts: Facts) -> tuple[str, ...]:
    say = facts.say
    vendor = say(
        "documents.vendor", name=say(f"report.vendor.{of.tool}"), country=say(f"report.vendor_country.{of.tool}")
    )
    return (
        of.space, facts.names[whom], say(f"report.code.tool.{of.tool}"), vendor,
        region_in_words(of, facts), _mechanism(of, facts),
        say("documents.whole" if of.whole else "documents.references"),
        _fields(of, facts),
        _listed(of.spoken, facts), _removed(of, facts), _listed(of.kept, facts),
    )  # fmt: skip


def region_in_words(of: Journey, facts: Facts) -> str:
    """Inside or outside the EEA; what nobody said counts as outside, and stands so."""
    said = facts.say("documents.region.eea" if of.region == EEA else "documents.region.us")
    return said if of.stated else facts.say("documents.region.assumed", region=said)


def _mechanism(of: Journey, facts: Facts) -> str:
    if not of.mechanism:
        return facts.say("documents.mechanism.open")
    if DPF in of.mechanism:
        key = "fallen" if of.fallen else "doubtful" if "dpf_invalid" in facts.points else "stands"
        return facts.say(f"documents.mechanism.{key}", mechanism=of.mechanism)
    return of.mechanism


def _fields(of: Journey, facts: Facts) -> str:
    if of.whole:
        return _listed(of.fields, facts, of.custom)
    return facts.say("documents.reference_says" if of.named else "documents.reference_unnamed")


def _listed(names: Sequence[str], facts: Facts, custom: Sequence[str] = ()) -> str:
    told = [
        f"{field_in_words(each, facts)} ({', '.join(custom)})" if each == "custom" and custom else
        field_in_words(each, facts)
        for each in names
    ]  # fmt: skip
    return ", ".join(told) or facts.say("documents.none")


def _removed(of: Journey, facts: Facts) -> str:
    """What visibility takes out of what is said of persons."""
    if of.whole:
        return facts.say(f"documents.removed.{of.visibility}")
    return facts.say("documents.removed.but_organisation" if of.named else "documents.removed.all")
