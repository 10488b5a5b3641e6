"""The weekly report in words: what every form lays out, and none adds to. Texts are plain and on one line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three at the top; `answers` are its sentences."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the worklist. `kind` is its key, for a colour; `label` says the same in a word. What is empty is not
    told. `hint` is what to do.
    """

    kind: str
    label: str
    text: str
    when: str = ""
    who: str = ""
    hint: str = ""

    @property
    def flowing(self) -> tuple[str, ...]:
        """The row in one or two lines, where it has no columns."""
        if self.hint:
            return self.text, " ".join(part for part in (self.when, f"→ {self.hint}") if part)
        return (", ".join(part for part in (self.text, self.when, self.who) if part),)


@dataclass(frozen=True, slots=True)
class Space:
    """A space of the worklist; `closing` says that nothing is to be done, or that there is more than the rows."""

    id: str
    name: str
    partners: str
    rows: tuple[Row, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Work:
    """Part A. `audience` says for whom; without `spaces` the `sentences` say why."""

    part: str
    title: str
    audience: str
    sentences: tuple[str, ...]
    spaces: tuple[Space, ...]
    columns: tuple[str, str, str, str]
    further: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`heads[0]` heads the first cell of each row."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn value: `value` is the released, rounded one; None where none is drawn, and `label` says why."""

    week: str
    value: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The weekly flow, one group of bars for each metric. `meaning` is its definition, period and threshold, `drawing`
    how values are drawn.
    """

    title: str
    description: str
    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    meaning: tuple[str, ...]
    drawing: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Part B. `reason` says why the week has no figures; empty where it has. `table` is None where no week has any."""

    part: str
    title: str
    audience: str
    reason: str
    table: Table | None
    sentences: tuple[str, ...]
    chart: Chart | None
    quarter: Table | None
    quarter_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences. What the law wants set apart from the rest (Art. 21(4)) is `apart`."""

    title: str
    text: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue, whole."""

    language: str
    title: str
    subject: str
    network: str
    period: str
    standing: str
    glance_title: str
    glance: tuple[Answer, ...]
    work: Work
    numbers: Numbers
    ground: tuple[Section, ...]
    footnotes: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]
    rights_title: str
    rights_lead: str
    rights: tuple[Section, ...]
    rights_at_page: str
    rights_below: str
    page: str
