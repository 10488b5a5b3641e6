"""`cobridge space`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking, known_to
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import chosen, opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.core.model.ids import TaskId
    from bridge.ports.words import Words
    from bridge.service.open import Opening

commands = typer.Typer(help="Spaces.", no_args_is_help=True)


@commands.callback()
def _spaces() -> None:
    """Spaces."""


@commands.command("resume")
def resume(
    space: Annotated[str, typer.Argument(help="The space's id.")],
    restore: Annotated[bool, typer.Option("--restore", help="Bring back what went instead.")] = False,
) -> None:
    """Let a space run again that the guard has paused: the next cycle carries out exactly what was refused.

    With `--restore` it brings back what went, where it went. If more has gone meanwhile, the space asks again.
    """
    from bridge.bootstrap import speech

    with opened() as found:  # one transaction that decides nothing, so the service may go on meanwhile
        (terms,) = chosen(found, space)
        refusal = found.pauses.resume(terms.space.id, restore=restore)
    said = "space.restored" if restore else "space.resumed"
    show(speech()(said if refusal else "space.running", space=space))


@commands.command("open")
def open_space(
    space: Annotated[str, typer.Argument(help="The space's id.")],
    confirm: Annotated[str | None, typer.Option(help="all, none, or the edited file: what is the same.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the proposals to this CSV file, to be edited.")] = None,
    who: As = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Propose which tasks are the same, at places that wait and at all others; with `--confirm` say so.

    Writes nothing in the tools. What was confirmed is carried out by the next sync.
    """
    from bridge.bootstrap import speech
    from bridge.entry.cli import plan as planning
    from bridge.entry.cli import proposals
    from bridge.service import open as opening
    from bridge.service.preview import plan_space
    from bridge.service.previewing import previewing

    say = speech()
    with opened() as found:  # what is kept is one transaction, so the service may go on meanwhile
        caller = asking(found, who)
        (terms,) = chosen(found, space, known_to(found, caller))
        if confirm is not None:
            found.access.permit(caller, Verb.CHANGE, Resource.NETWORK)
        connectors = found.connectors(terms, dry_run=True)
        with previewing(caller, found.access) as shown:
            asked = opening.open_space(terms, found.spaces, connectors)
            pairs = _pairs(asked, confirm, say) if confirm is not None else opening.all_pairs(asked)
            plan = shown(plan_space(terms, opening.Supposing(found.spaces, asked, pairs), connectors))
        if out:
            proposals.write_table(asked, out)
        if confirm is not None:
            opening.confirm(terms, found.spaces, found.visits, asked, pairs)
    if as_json:
        told = {"space": space, **proposals.as_values(asked), "plan": planning.as_values([plan], say)}
        show_json({**told, "confirmed": None if confirm is None else len(pairs)})
    else:
        show(*proposals.as_lines(asked, say), *planning.as_lines(plan, say))
        show(say("open.confirmed", number=len(pairs)) if confirm is not None else say("open.how", space=space))
    raise typer.Exit(Exit.UNREACHABLE if asked.unreachable else Exit.DONE)


def _pairs(asked: Opening, confirm: str, say: Words) -> Mapping[TaskId, TaskId]:
    """What the person said is the same: all that is proposed, nothing, or what the file says."""
    from bridge.entry.cli.proposals import read_table
    from bridge.service.open import UnknownPairError, all_pairs, chosen_pairs

    if confirm in ("all", "none"):
        return all_pairs(asked) if confirm == "all" else {}
    wanted = read_table(Path(confirm), say)
    try:
        return chosen_pairs(asked, [pair for _, pair in wanted])
    except UnknownPairError as fault:
        line = next(line for line, pair in wanted if pair == fault.pair)
        raise BadInputError(say("open.not_proposed", file=confirm, line=line)) from None
