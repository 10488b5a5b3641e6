"""`[charter]` of the network file: what the partners agreed that the software enforces."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from bridge.core.model import charter as model
from bridge.core.model.charter import Charter, Transfer
from bridge.core.model.ids import PartnerId
from bridge.core.model.person import Visibility
from bridge.core.model.policy import policy_of
from config.faults import nearest
from config.policies import known_policy

SHIELD = re.compile(r"privacy\s*shield", re.IGNORECASE)
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _of(allowed: Collection[str], needed: Collection[str] = ()) -> Callable[[list[str]], list[str]]:
    """A list of words that are allowed, among them those that are needed."""

    def checked(words: list[str]) -> list[str]:
        for word in words:
            if word not in allowed:
                raise ValueError(f'"{word}" is none of them: {nearest(word, sorted(allowed))}')
        missing = sorted(set(needed) - set(words))
        if missing:
            raise ValueError(f'"{missing[0]}" cannot be left out: nothing works without {", ".join(sorted(needed))}')
        return words

    return checked


def _mechanism(text: str) -> str:
    if SHIELD.search(text):
        raise ValueError(
            "the EU-US Privacy Shield is invalid since 16 July 2020 (C-311/18) and carries no transfer: "
            f"name one of {', '.join(model.MECHANISMS)}"
        )
    if text and text not in model.MECHANISMS:
        raise ValueError(f"allowed: {', '.join(model.MECHANISMS)}")
    return text


def _shorter(days: dict[str, int]) -> dict[str, int]:
    longest = model.SHORTENED
    for name, each in days.items():
        if name not in longest:
            raise ValueError(f'"{name}" is no data type that a charter shortens: {nearest(name, sorted(longest))}')
        if not 0 < each <= longest[name]:
            raise ValueError(f"{name}: 1 to {longest[name]} days are allowed, since a charter only shortens")
    return days


class TransferTable(BaseModel):
    """`[[charter.transfers]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    tool: Word
    partner: str = ""
    mechanism: Annotated[Word, AfterValidator(_mechanism)]
    fallback: Annotated[str, AfterValidator(_mechanism)] = ""


class WorklistTable(BaseModel):
    """`[charter.worklist]`: what it shows, and how long copies of it are kept."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    shows: Annotated[list[str], AfterValidator(_of(model.LINES))] | None = None
    title: Literal["task", "none"] = "task"
    lead: Literal["organisation", "none"] = Field(default="organisation", alias="responsible")
    delivery: Literal["link", "mail"] = "link"
    keep_days: Annotated[int, Field(ge=1, le=model.COPIES_DAYS)] = model.COPIES_DAYS


class FiguresTable(BaseModel):
    """`[charter.figures]`: whose figures are released, and whether duties are told to all."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    network: Literal["week", "off"] = "week"
    spaces: Literal["quarter", "off"] = "quarter"
    duties: Literal["own", "named"] = "own"


class CharterTable(BaseModel):
    """`[charter]`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: Word = "1"
    visibility: dict[str, Annotated[Visibility, Field(strict=False)]] = Field(default_factory=dict)
    policies: dict[str, Annotated[str, AfterValidator(known_policy)]] = Field(default_factory=dict)
    fields: Annotated[list[str], AfterValidator(_of(model.MIRRORED, model.ALWAYS))] | None = None
    custom_fields: list[Word] | None = None
    purposes: Annotated[list[str], AfterValidator(_of(model.PURPOSES, {"mirror", "rights", "security"}))] | None = None
    evaluations: Annotated[list[str], AfterValidator(_of(model.EVALUATIONS))] | None = None
    figures: FiguresTable = FiguresTable()
    worklist: WorklistTable = WorklistTable()
    duties: Annotated[list[str], AfterValidator(_of(model.DUTIES))] = Field(default_factory=list)
    retention: Annotated[dict[str, int], AfterValidator(_shorter)] = Field(default_factory=dict)
    transfers: list[TransferTable] = Field(default_factory=list)
    dpf_valid: bool = True


def charter_of(table: CharterTable) -> Charter:
    """The charter that the table declares. What it does not speak of is as agreed by everybody who says nothing."""
    usual = Charter()
    policies = {name: policy for name, text in table.policies.items() if (policy := policy_of(text))}
    return Charter(
        version=table.version,
        visibility=table.visibility,
        policies=policies,
        fields=_set(table.fields, usual.fields),
        custom=None if table.custom_fields is None else frozenset(table.custom_fields),
        purposes=_set(table.purposes, usual.purposes),
        evaluations=_set(table.evaluations, usual.evaluations),
        figures=frozenset(_figures(table.figures)),
        worklist=frozenset(_worklist(table.worklist)),
        duties=frozenset(table.duties),
        retention=_retention(table),
        transfers=tuple(map(_transfer, table.transfers)),
        dpf_valid=table.dpf_valid,
    )


def _figures(table: FiguresTable) -> Iterator[str]:
    chosen = {
        "network": table.network == "week",
        "spaces": table.spaces == "quarter",
        model.NAMES_DUTIES: table.duties == "named",
    }
    return (name for name, there in chosen.items() if there)


def _worklist(table: WorklistTable) -> Iterator[str]:
    yield from model.LINES if table.shows is None else table.shows
    chosen = {
        "title": table.title == "task",
        "organisation": table.lead == "organisation",
        model.MAILS_WORKLIST: table.delivery == "mail",
    }
    yield from (name for name, there in chosen.items() if there)


def _retention(table: CharterTable) -> dict[str, int]:
    days = table.worklist.keep_days
    return table.retention if days == model.COPIES_DAYS else {**table.retention, model.COPIES: days}


def _set(named: list[str] | None, otherwise: frozenset[str]) -> frozenset[str]:
    return otherwise if named is None else frozenset(named)


def _transfer(table: TransferTable) -> Transfer:
    partner = PartnerId(table.partner) if table.partner else None
    return Transfer(table.tool, table.mechanism, partner, table.fallback)
