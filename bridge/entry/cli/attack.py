"""`cobridge attack`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.attack_told import as_values, tell
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show_json

if TYPE_CHECKING:
    from bridge.core.reports.attack.material import Artefact, Document, Part, Reader, World

EVERYBODY, OUTSIDER = "all", ("outsider", "office")
TOGETHER = 2


def attack(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Documents of figures (JSON), and anything rendered from them, such as mails and pages."),
    ] = None,
    reader: Annotated[
        str, typer.Option(help="Who attacks: outsider, office, a partner's id, two joined by +, or all in turn.")
    ] = EVERYBODY,
    knows: Annotated[
        Path | None, typer.Option(help='JSON: {"partner": {"2026-W47": {"completed": {"space": 9}}}}.')
    ] = None,
    until: Annotated[str, typer.Option(help="Attack what was released up to this week or quarter.")] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Attack the named files alone.")] = False,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Attack released figures with every case there is; exit code 1 when somebody could be told from them."""
    from bridge.service.attack import results

    documents, artefacts = _read(files or ())
    world = _world(documents, artefacts, _known(knows), until, None if offline else who or "", offline=offline)
    found = results(world, _readers(reader, world))
    if as_json:
        show_json(as_values(world, found))
    else:
        tell(world, found)
    raise typer.Exit(Exit.FAILED if any(each.verdict == "broken" for each in found) else Exit.DONE)


def _world(
    documents: Sequence[Document],
    artefacts: Sequence[Artefact],
    parts: Mapping[str, Mapping[Part, int]],
    until: str,
    who: str | None,
    *,
    offline: bool,
) -> World:
    from bridge.bootstrap import speech
    from bridge.core.reports.attack.material import World
    from bridge.service.attack import last_day, secrets, stored
    from bridge.service.release import forbidden

    try:
        last_day(until)
    except ValueError as fault:
        raise BadInputError(f"--until: {fault}") from None
    named = [each for each in documents if last_day(each.release.period) <= last_day(until)]
    if offline:
        if not named:
            raise BadInputError(speech()("attack.no_files"))
        return World(named, {}, parts=parts, artefacts=artefacts)
    with opened() as found:
        stores, network = found.figures, found.people().network
        kept, rosters = stored(
            asking(found, who or None), found.access, stores.releases, stores.bases, found.signer, until
        )
        words = frozenset(forbidden(network, found.vault, found.spaces))
    return World([*kept, *named], rosters, parts=parts, artefacts=artefacts, secrets=secrets(network, words))


def _readers(asked: str, world: World) -> Sequence[Reader]:
    from bridge.bootstrap import speech
    from bridge.core.reports.attack.material import Reader
    from bridge.service.attack import everybody, within

    known = within(world.rosters) | world.parts.keys()
    if asked == EVERYBODY:
        return everybody(known)
    if asked in OUTSIDER:
        return (Reader(),)
    names = frozenset(asked.split("+"))
    if len(names) > TOGETHER or not names <= known:
        raise BadInputError(speech()("attack.no_reader", reader=asked, known=", ".join(sorted(known)) or "–"))
    return (Reader(names),)


def _read(files: Sequence[Path]) -> tuple[Sequence[Document], Sequence[Artefact]]:
    """What is of the form of released figures, and what is anything else."""
    from bridge.core.reports.attack.material import Artefact, Document
    from bridge.core.reports.disclosure.document import release_of

    documents, artefacts = list[Document](), list[Artefact]()
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise BadInputError(f"{file} cannot be read: {fault.strerror}.") from None
        try:
            documents.append(Document(file.name, content, release_of(content)))
        except (ValueError, AttributeError, TypeError):
            artefacts.append(Artefact(file.name, content))
        except KeyError as fault:
            raise BadInputError(f"{file} is no whole document of figures: {fault} is missing.") from None
    return documents, artefacts


def _known(file: Path | None) -> Mapping[str, Mapping[Part, int]]:
    """How many tasks were whose, by organisation, period, metric and space."""
    if file is None:
        return {}
    try:
        said = json.loads(file.read_text("utf-8"))
        return {
            name: {
                (period, metric, space): int(number)
                for period, metrics in periods.items()
                for metric, spaces in metrics.items()
                for space, number in spaces.items()
            }
            for name, periods in said.items()
        }
    except OSError as fault:
        raise BadInputError(f"{file} cannot be read: {fault.strerror}.") from None
    except (ValueError, AttributeError, TypeError):
        from bridge.bootstrap import speech

        raise BadInputError(speech()("attack.no_knowledge", file=file)) from None
