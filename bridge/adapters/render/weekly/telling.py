"""The report in words: told once, so that every form has the same numbers."""

from __future__ import annotations

from bridge.adapters.render.weekly.days import long_day, span, spelt, week
from bridge.adapters.render.weekly.glanced import answers
from bridge.adapters.render.weekly.grounds import closing, footnotes, grounds, rights
from bridge.adapters.render.weekly.issue import Issue
from bridge.adapters.render.weekly.numbered import numbers
from bridge.adapters.render.weekly.titles import shown
from bridge.adapters.render.weekly.worked import work
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words


def issue(weekly: Weekly, say: Words) -> Issue:
    """The whole issue in the language of the words."""
    network = say("weekly.network", network=shown(weekly.network))
    return Issue(
        language=say("weekly.language"),
        title=say("weekly.title"),
        subject=say("weekly.mail.subject", network=network, week=week(weekly.week, say)),
        network=network,
        period=f"{week(weekly.week, say)} · {span(weekly.week, say)}",
        standing=_standing(weekly, say),
        glance_title=say("weekly.glance"),
        glance=answers(weekly, say),
        work=work(weekly, say),
        numbers=numbers(weekly, say),
        ground=grounds(weekly, say),
        footnotes=footnotes(weekly, say),
        closing=closing(weekly, say),
        rights_title=say("weekly.rights"),
        rights_lead=say("weekly.rights.lead"),
        rights=rights(weekly, say),
        rights_at_page=say("weekly.rights.at_page"),
        rights_below=say("weekly.rights.below"),
        page=say("weekly.page"),
    )


def _standing(weekly: Weekly, say: Words) -> str:
    organisations = "weekly.organisations.one" if weekly.organisations == 1 else "weekly.organisations"
    parts = (
        say("weekly.as_of", day=long_day(weekly.on, say)),
        say("weekly.charter", charter=shown(weekly.charter)),
        say(organisations, number=spelt(weekly.organisations, say)),
    )
    return " · ".join(parts)
