"""What the report rests upon, in words: which places were read, what was promised, footnotes, and people's rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bridge.adapters.render.weekly.days import day, spelt
from bridge.adapters.render.weekly.issue import Section
from bridge.adapters.render.weekly.titles import named, shown
from bridge.adapters.render.weekly.worked import footnotes_of
from bridge.core.reports.weekly import Weekly
from bridge.ports.words import Words

TOLD = ("teams", "slack")
"""Tools of which it is said what they do not report."""
BEGIN, END = 4, 2
"""Signs of a fingerprint's beginning and end that are printed; the whole stands with the signed figures."""
OBJECTION = "objection"
RIGHTS = ("what", "figures", "worklist", "access", OBJECTION, "complaint")


def grounds(weekly: Weekly, say: Words) -> tuple[Section, ...]:
    """Datenlage, and what was promised where something was."""
    sections = [Section(say("weekly.data"), " ".join(_data(weekly, say)))]
    if weekly.duties:
        sections.append(Section(say("weekly.duties"), _duties(weekly, say)))
    return tuple(sections)


def footnotes(weekly: Weekly, say: Words) -> tuple[tuple[str, str], ...]:
    """Those that the worklist refers to."""
    return footnotes_of(weekly.worklist.spaces if weekly.worklist else (), say)


def closing(weekly: Weekly, say: Words) -> tuple[str, ...]:
    """The fingerprint of the signed figures, and who answers questions."""
    asked = say("weekly.questions", contact=shown(weekly.contact) or say("weekly.contact"))
    return (
        (say("weekly.fingerprint", fingerprint=_short(weekly.fingerprint)), asked) if weekly.fingerprint else (asked,)
    )


def rights(weekly: Weekly, say: Words) -> tuple[Section, ...]:
    """Page 2."""
    contact = shown(weekly.contact) or say("weekly.contact")
    return tuple(
        Section(say(f"weekly.rights.{right}"), say(f"weekly.rights.{right}.text", contact=contact), right == OBJECTION)
        for right in RIGHTS
    )


def _short(fingerprint: str) -> str:
    return f"{fingerprint[:BEGIN]}…{fingerprint[-END:]}"


def _data(weekly: Weekly, say: Words) -> Iterator[str]:
    read = day(weekly.on - timedelta(days=1), say)
    if weekly.unread:
        yield say("weekly.data.unread", day=read, places=", ".join(map(shown, weekly.unread)))
    else:
        yield say("weekly.data.read", day=read)
    for tool in weekly.silent:
        yield say(f"weekly.silent.{tool}" if tool in TOLD else "weekly.silent.other", tool=named("tool", tool, say))
    if weekly.silent:
        yield say("weekly.silent.means")


def _duties(weekly: Weekly, say: Words) -> str:
    named = [
        say("weekly.duty", organisation=shown(duty.organisation), standing=say(f"weekly.duty.{duty.standing}"))
        for duty in weekly.duties
        if duty.organisation
    ]
    others = max(duty.others for duty in weekly.duties)
    if others:
        if not named:
            return say("weekly.duties.own")
        named.append(
            say("weekly.duties.others.one" if others == 1 else "weekly.duties.others", number=spelt(others, say))
        )
    return " · ".join(named)
