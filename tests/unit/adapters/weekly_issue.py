"""Issues of the weekly report that tests are given: the week of the example network, and its variants.

`python -m tests.unit.adapters.weekly_issue` writes what the renderings of the example are compared with.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from cattrs.preconf.json import make_converter

from bridge.adapters import words
from bridge.adapters.render.weekly import chart, json, mail, pdf, post, text
from bridge.core.model.ids import SpaceId
from bridge.core.model.refusal import Kind as Befell
from bridge.core.model.task import EDITABLE
from bridge.core.reports.duties import DutyLine, Standing
from bridge.core.reports.figures import Cell, Gap, Outcome, Release
from bridge.core.reports.weekly import Weekly
from bridge.core.reports.worklist import Kind, Line, Membership, Named, Sheet, Worklist
from tests.docs.sources import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "weekly"
LANGUAGES = ("de", "en")
MESSE = SpaceId("messe")


NO_PAPER = pdf.missing()
"""Why this machine prints none; tests that need one are skipped with this reason, and CI has what it takes."""


def example() -> Weekly:
    """The week in which six invented companies of one to eighteen persons work in four spaces."""
    return read(FIXTURES / "week.json")


def read(path: Path) -> Weekly:
    return make_converter().loads(path.read_text("utf-8"), Weekly)


def shown(issue: Weekly) -> Worklist:
    assert issue.worklist
    return issue.worklist


def without_figures(reason: str, *gaps: Gap) -> Weekly:
    """The example, in whose last week nothing is shown for that reason."""
    week = example()
    last = replace(week.figures[-1], cells=(), reason=reason, gaps=gaps, persons=0, organisations=0, excluded=())
    return replace(week, figures=(*week.figures[:-1], last))


def unread() -> Weekly:
    return replace(
        without_figures("data_gap", Gap(date(2026, 11, 18), date(2026, 11, 22), 1)),
        unread=("Trello-Board von Muster Distel GbR",),
    )


def of_two() -> Weekly:
    """A network of two organisations, which never had figures."""
    week = without_figures("few_organisations")
    return replace(week, organisations=2, figures=week.figures[-1:], fingerprint="", duties=())


def low() -> Weekly:
    """All figures of the last week are below ten."""
    week = example()
    cells = tuple(replace(cell, outcome=Outcome.UNDER, value=0) for cell in week.figures[-1].cells)
    return replace(week, figures=(*week.figures[:-1], replace(week.figures[-1], cells=cells)))


def led_to() -> Weekly:
    """A mail that only leads to the worklist."""
    return replace(example(), worklist=None, open_spaces=("Messe 2027", "Förderantrag", "Logistik"))


def after_a_quarter() -> Weekly:
    """The January issue, with the spaces' figures."""
    values = {"messe": (60, 55, 20, 25), "antrag": (95, 110, 30, 20), "logistik": (35, 30, 0, 15)}
    metrics = ("opened", "completed", "handed_over", "claimed")
    cells = [
        Cell(metric, space, Outcome.SHOWN if value else Outcome.UNDER, value)
        for space, of_space in values.items()
        for metric, value in zip(metrics, of_space, strict=True)
    ]
    release = Release("F2", "muster", "2026-Q4", date(2027, 1, 4), "3", 42, 6, tuple(cells), ("ausbildung",))
    return replace(example(), quarter=(release,))


def withheld() -> Weekly:
    """Single figures are withheld, each for another reason."""
    week = example()
    outcomes = (Outcome.SMALL, Outcome.SHOWN, Outcome.GAP, Outcome.DOMINATED)
    cells = tuple(
        replace(cell, outcome=outcome, value=cell.value if outcome is Outcome.SHOWN else 0)
        for cell, outcome in zip(week.figures[-1].cells, outcomes, strict=True)
    )
    return replace(week, figures=(*week.figures[:-1], replace(week.figures[-1], cells=cells)))


def calm() -> Weekly:
    """Nothing to do anywhere, nothing promised, no tool that is silent."""
    week = example()
    sheets = tuple(replace(sheet, lines=()) for sheet in shown(week).spaces)
    return replace(week, worklist=replace(shown(week), spaces=sheets, coming=(), memberships=()), duties=(), silent=())


def full() -> Weekly:
    """A space with more than twelve lines, and titles that the charter hides."""
    week = example()
    first, *others = shown(week).spaces
    lines = tuple(replace(first.lines[0], title="", due=date(2026, 11, day)) for day in range(1, 13))
    sheet = replace(first, lines=lines, more=True)
    return replace(week, worklist=replace(shown(week), spaces=(sheet, *others)))


def skipped() -> Weekly:
    """One of the four weeks has no release."""
    week = example()
    return replace(week, figures=(week.figures[0], *week.figures[2:]))


def various() -> Weekly:
    """Every field, tool, duty and change that a network may have, and whatever the words do not know."""
    week = example()
    lines = [Line(Kind.CONFLICT, "Plan", field=name, values=("", "neu")) for name in (*EDITABLE, "Kostenstelle")]
    lines += [Line(Kind.BLOCKED, tool=tool, place="p") for tool in ("asana", "slack", "teams", "memory")]
    lines += [Line(Kind.HANDOVER, "Plan", named=Named.TASK), Line(Kind.UNASSIGNED, "Plan", named=Named.NOBODY)]
    lines += [
        Line(Kind.CONFLICT, field="description"),
        Line(Kind.OVERDUE, "Plan", named=Named.NOBODY),
        Line(Kind.PAUSED),
    ]
    lines += [Line(Kind.PAUSED, missing=12, of=14, befell=befell) for befell in Befell]
    sheets = tuple(Sheet(SpaceId(f"s{at}"), f"Raum {at}", ("Muster Ahorn",), (line,)) for at, line in enumerate(lines))
    changes = tuple(
        Membership(date(2026, 12, 1), "Muster Erle GbR", space, comes)
        for space in ("", "Messe")
        for comes in (True, False)
    )
    duties = (DutyLine("Muster Ahorn GmbH", Standing.NOT_AGREED, 1),)
    return replace(
        without_figures("data_gap", Gap(date(2026, 11, 18), date(2026, 11, 18), 2)),
        worklist=replace(shown(week), spaces=sheets, memberships=changes, coming=()),
        duties=duties,
        silent=("teams", "slack", "trello", "memory"),
        url="https://bericht.example/woche",
        organisations=13,
    )


def single() -> Weekly:
    """One week of one organisation without a space, where one figure is withheld; two spaces are too small."""
    week = withheld()
    last = replace(week.figures[-1], organisations=1, excluded=("messe", "ausbildung"))
    return replace(
        week,
        organisations=1,
        figures=(last,),
        worklist=replace(shown(week), spaces=()),
        duties=(DutyLine("", Standing.OPEN, 1),),
    )


def undecided() -> Weekly:
    """A conflict whose values may not be told."""
    week = example()
    sheet = Sheet(SpaceId("messe"), "Messe 2027", (), (Line(Kind.CONFLICT, "Plan", field="description"),))
    return replace(week, worklist=replace(shown(week), spaces=(sheet,)))


def paused() -> Weekly:
    """Only whether a space goes on is to be decided."""
    week = example()
    sheets = tuple(replace(each, lines=each.lines[-1:]) for each in shown(week).spaces if each.space == "logistik")
    return replace(week, worklist=replace(shown(week), spaces=sheets))


VARIANTS = {
    "various": various,
    "single": single,
    "paused": paused,
    "undecided": undecided,
    "nothing_open": lambda: replace(example(), worklist=None, open_spaces=()),
    "earlier": lambda: replace(example(), worklist=None),
    "few": lambda: replace(example(), organisations=3),
    "skipped": skipped,
    "example": example,
    "unread": unread,
    "catching_up": lambda: without_figures("catching_up"),
    "few_organisations": of_two,
    "small_group": lambda: without_figures("small_group"),
    "first_quarter": lambda: without_figures("first_quarter"),
    "no_release": lambda: replace(example(), figures=example().figures[:-1], fingerprint=""),
    "no_figures": lambda: replace(example(), figures=(), fingerprint="", evaluations=frozenset()),
    "low": low,
    "withheld": withheld,
    "led_to": led_to,
    "after_a_quarter": after_a_quarter,
    "calm": calm,
    "full": full,
}


def rendered(issue: Weekly, language: str) -> dict[str, str]:
    """Every form that is a text, by its file's name."""
    say = words.spoken(language)
    forms = {
        "mail.html": mail.render(issue, say),
        "mail.txt": text.render(issue, say),
        "weekly.json": json.render(issue, say),
        "chart.svg": chart.render(issue, say),
    }
    for space in [sheet.space for sheet in issue.worklist.spaces][:1] if issue.worklist else []:
        forms["post.txt"] = post.render(issue, space, say) + "\n"
        forms["task.txt"] = f"{post.task_title(issue, say)}\n\n{post.task_text(issue, space, say)}\n"
    return forms


if __name__ == "__main__":
    for spoken in LANGUAGES:
        for name, form in rendered(example(), spoken).items():
            (FIXTURES / spoken).mkdir(exist_ok=True)
            (FIXTURES / spoken / name).write_text(form, "utf-8")
