"""The answer to a request for access as a document that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Protocol

from bridge.core.reports.gdpr.disclosure import Disclosure, Told
from bridge.core.reports.gdpr.found import Record, Value
from bridge.core.reports.page import Heading, Page, Paragraph, Part, Points, Rows


class Say(Protocol):
    """The words of one language: see `bridge.ports.words.Words`."""

    def __call__(self, key: str, /, **values: object) -> str: ...


def page(disclosure: Disclosure, say: Say, zone: tzinfo) -> Page:
    """First what most ask for, then the copy of the data, then what the law asks for beside it."""
    title = say("report.access.title")
    return Page(title, disclosure.language, tuple(_parts(disclosure, say, zone)))


def _parts(of: Disclosure, say: Say, zone: tzinfo) -> Iterator[Part]:
    yield Paragraph(say("report.access.about", name=of.name, person=of.person, partner=of.partner, network=of.network))
    made = in_words(of.made_on, say, zone)
    yield Paragraph(say("report.access.made", day=made, version=of.version, charter=of.charter, case=of.case))
    yield Paragraph(of.confirmation)
    yield Heading(say("report.access.copy"))
    for kind, records in of.copy.items():
        if records:
            yield Heading(say(f"report.kind.{kind}"), 2)
            yield Paragraph(say(f"report.explained.{kind}"))
            yield _table(records, of.codes, say, zone)
    if empty := [say(f"report.kind.{kind}") for kind, records in of.copy.items() if not records]:
        yield Paragraph(say("report.access.nothing", kinds=", ".join(empty)))
    yield from _evaluations(of, say)
    yield from _law(of, say)
    yield from _searched(of, say)


def _table(records: tuple[Record, ...], codes: Mapping[str, Mapping[str, str]], say: Say, zone: tzinfo) -> Rows:
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = (tuple(_cell(name, record.get(name, ""), codes, say, zone) for name in names) for record in records)
    return Rows(tuple(say(f"report.field.{name}") for name in names), tuple(rows))


def _cell(name: str, value: Value, codes: Mapping[str, Mapping[str, str]], say: Say, zone: tzinfo) -> str:
    return codes.get(name, {}).get(value, value) if isinstance(value, str) else in_words(value, say, zone)


def in_words(value: date, say: Say, zone: tzinfo) -> str:
    """A day, or an instant in the network's zone, as people write it."""
    if isinstance(value, datetime):
        return say("report.at", at=value.astimezone(zone))
    return say("day", day=value)


def _evaluations(of: Disclosure, say: Say) -> Iterator[Part]:
    yield Heading(say("report.access.evaluations"))
    yield Points(of.evaluations)


def _law(of: Disclosure, say: Say) -> Iterator[Part]:
    yield Heading(say("report.access.purposes"))
    yield Points(tuple(each.text for each in of.purposes))
    yield Heading(say("report.access.categories"))
    yield Points(tuple(each.text for each in of.categories))
    yield Heading(say("report.access.recipients"))
    heads = tuple(say(f"report.field.{name}") for name in ("recipient", "what", "spaces", "country"))
    yield Rows(heads, tuple((each.name, each.what, ", ".join(each.spaces), each.country) for each in of.recipients))
    yield Heading(say("report.access.third_countries"))
    yield Paragraph(of.third_countries)
    yield Heading(say("report.access.periods"))
    yield _pairs(of.periods, say, "period")
    yield Heading(say("report.access.rights"))
    yield Points(tuple(each.text for each in of.rights))
    for name in ("complaint", "source", "automated_decisions"):
        yield Heading(say(f"report.access.{name}"))
        yield Paragraph(getattr(of, name))
    yield Heading(say("report.access.withheld"))
    yield Points(of.withheld)
    yield Paragraph(of.contest)


def _pairs(told: tuple[Told, ...], say: Say, second: str) -> Rows:
    heads = say("report.field.what"), say(f"report.field.{second}")
    return Rows(heads, tuple((each.name, each.text) for each in told))


def _searched(of: Disclosure, say: Say) -> Iterator[Part]:
    """Stores with the same result stand together."""
    yield Heading(say("report.access.searched"))
    results = dict[str, list[str]]()
    for each in of.searched:
        result = each.why_not or say("report.found" if each.found else "report.not_found")
        results.setdefault(result, []).append(each.store)
    heads = say("report.field.result"), say("report.field.store")
    yield Rows(heads, tuple((result, ", ".join(stores)) for result, stores in results.items()))
