"""`cobridge report documents`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.exits import BadInputError
from bridge.entry.cli.opened import opened
from bridge.entry.cli.reporting import AsJson, Language
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.core.reports.documents.pack import Pack
    from bridge.service.documents import Ground

Draft = Annotated[bool, typer.Option("--draft", help="Whatever is still open; needs nothing but the network file.")]
PartnerOption = Annotated[str | None, typer.Option("--partner", metavar="ID", help="Of one partner; else of all.")]
Answers = Annotated[Path | None, typer.Option(metavar="FILE", help="What only people can say (docs/documents.md).")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Write them there as PDF and JSON.")]


def documents(
    draft: Draft = False,
    partner: PartnerOption = None,
    answers: Answers = None,
    out: Out = None,
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Show what works councils and data-protection officers read before the start, and the charter to sign."""
    with _made(partner, answers, language, draft=draft) as (ground, packs):
        if out:
            _write(out, ground, packs)
        elif as_json:
            show_json({"papers": [json.loads(paper.text) for pack in packs for paper in pack.papers]})
        else:
            _show(ground, packs)


@contextmanager
def _made(
    partner: str | None, answers: Path | None, language: str | None, *, draft: bool
) -> Iterator[tuple[Ground, Sequence[Pack]]]:
    """The papers; a draft opens nothing."""
    from bridge.bootstrap import ConfigError, speech
    from bridge.bootstrap.documenting import declared, recorded
    from bridge.core.model.caller import operator
    from bridge.service.charter import UnfitError
    from bridge.service.documents import drafts, finals

    with ExitStack() as held:
        try:
            if draft:
                ground = declared(language, answers)
                packs = drafts(ground, partner)
            else:
                found = held.enter_context(opened())
                ground = recorded(found, language, answers)
                packs = finals(ground, partner, operator(), found.agreeing())
        except ConfigError as faults:
            raise BadInputError(str(faults)) from None
        except UnfitError as fault:
            raise BadInputError(speech()(fault.key, **{"file": answers, **fault.values})) from None
        yield ground, packs


def _write(out: Path, ground: Ground, packs: Sequence[Pack]) -> None:
    from bridge.bootstrap import speech
    from bridge.bootstrap.documenting import files, missing
    from bridge.entry.cli.whole import written_whole

    say, made = speech(), dict[str, bytes]()
    for pack in packs:
        made |= files(pack, ground)
    paths = written_whole(out, made)
    still = [say("documents.still", partner=each.partner.name, number=len(each.open)) for each in packs if each.open]
    lacking = missing()
    show(say("documents.written", files=", ".join(map(str, paths))), *still, *([lacking] if lacking else []))


def _show(ground: Ground, packs: Sequence[Pack]) -> None:
    from bridge.bootstrap.rendering import plain_text
    from bridge.core.reports.documents.shown import page

    for pack in packs:
        for paper in pack.papers:
            sys.stdout.write(f"{plain_text(page(paper, ground.language))}\n")
