"""`cobridge log`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bridge.core.log.entry import Purpose
from bridge.core.rules.access import Resource, Verb
from bridge.entry.cli.asking import As, asking
from bridge.entry.cli.exits import BadInputError, Exit
from bridge.entry.cli.opened import opened
from bridge.entry.cli.shown import show, show_json

if TYPE_CHECKING:
    from bridge.bootstrap import Installation
    from bridge.core.log.checking import Fault, Verified
    from bridge.core.log.roots import Anchor
    from bridge.core.log.written import Line
    from bridge.service.exposed import Exposed

commands = typer.Typer(help="The participation log.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")]
DAY = ["%Y-%m-%d"]


@commands.command("export")
def export(who: As = None, out: Out = None) -> None:
    """Print the sealed log for whoever verifies it: entries with their proofs, and the signed root of each day."""
    from bridge.bootstrap import speech
    from bridge.service.exposed import actors
    from bridge.service.seal import export_log

    number = 0
    with opened() as found:
        with found.access.recorded(asking(found, who), Verb.EXPORT, Resource.LOG, Purpose.SECURITY) as looked:
            looked.at_all(_exposed(found, actors(found.log, found.network)))
        with export_log(found.log, found.signer, found.network) as lines, _written(out) as file:
            for line in lines:
                number += "entry" in line
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    if out is not None:
        show(speech()("log.exported", number=number, file=out))


@commands.command("verify")
def verify(
    kept: Annotated[
        list[Path] | None, typer.Option(help="A root that `log root` printed earlier and somebody kept; repeatable.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compute every entry and every root anew; exit code 1 when anything was altered, with the entry concerned."""
    from bridge.service.verify import verify_log

    anchors = [anchor for path in kept or () for anchor in [_anchor(path)]]
    with opened() as found:
        verified = verify_log(found.log, found.signer, found.network, anchors)
    if as_json:
        show_json(_as_values(verified))
    else:
        _tell(verified)
    raise typer.Exit(Exit.DONE if verified.intact else Exit.FAILED)


@commands.command("root")
def root(
    day: Annotated[datetime | None, typer.Option(formats=DAY, help="That day's root instead of the newest.")] = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Print the signed root of the log, to be kept by others: a log that was changed later no longer fits it."""
    from bridge.bootstrap import speech
    from bridge.service.seal import last_root, root_of_day

    say = speech()
    with opened() as found:
        log, network = found.log, found.network
        signed = root_of_day(log, network, f"{day:%Y-%m-%d}") if day else last_root(log, network)
        key = found.signer.public_key(network.id).hex()
    if signed is None:
        show(say("log.no_root", day=f"{day:%Y-%m-%d}") if day else say("log.no_roots"))
        raise typer.Exit(Exit.FAILED)
    with _written(out) as file:
        if as_json:
            from bridge.core.log.written import root_line

            file.write(json.dumps({**root_line(signed), "key": key}, ensure_ascii=False, indent=2) + "\n")
        else:
            file.write(f"{signed.root.statement().decode()}key: {key}\nsignature: {signed.signature}\n")
    if out is not None:
        show(say("log.root_written", day=signed.root.day, file=out))


@commands.command("prove")
def prove(
    entry: Annotated[str | None, typer.Argument(help="The event_id of an entry.")] = None,
    since: Annotated[datetime | None, typer.Option("--from", formats=DAY, help="The earlier of two days.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="The later one.")] = None,
    who: As = None,
    out: Out = None,
) -> None:
    """Print as JSON a proof that an entry is in the log, or that nothing was changed between two days."""
    from bridge.bootstrap import speech
    from bridge.service.exposed import actors_of
    from bridge.service.verify import days_with_roots, prove_days, prove_entry

    say = speech()
    with opened() as found:
        log, signer, network = found.log, found.signer, found.network
        if entry and not since and not until:
            missing = say("log.no_entry", entry=entry)
            with found.access.recorded(asking(found, who), Verb.READ, Resource.LOG, Purpose.SECURITY) as looked:
                proof = prove_entry(log, signer, network, entry)
                looked.at_all(_exposed(found, actors_of(proof)))
        elif since and until and not entry:
            days = days_with_roots(log, network)
            proof = prove_days(log, signer, network, f"{since:%Y-%m-%d}", f"{until:%Y-%m-%d}")
            missing = say("log.no_days", days=_span(days))
        else:
            raise BadInputError(say("log.prove_what"))
    if proof is None:
        raise BadInputError(missing)
    _write_proof(proof, out)


def _exposed(found: Installation, refs: frozenset[str]) -> Iterator[Exposed]:
    """Whose pseudonyms these are, whom nobody matched too."""
    from bridge.service.exposed import exposed

    met = (person for terms in found.terms for person in found.spaces.memory(terms.space.id).names)
    return exposed(found.people().network, met, found.vault, refs)


def _write_proof(proof: Line, out: Path | None) -> None:
    from bridge.bootstrap import speech

    with _written(out) as file:
        file.write(json.dumps(proof, ensure_ascii=False, indent=2) + "\n")
    if out is not None:
        show(speech()("log.proof_written", file=out))


def _span(days: Sequence[str]) -> str:
    return f"{days[0]} … {days[-1]}" if days else "–"


def _tell(verified: Verified) -> None:
    from bridge.bootstrap import speech

    say = speech()
    if verified.intact:
        show(say("log.verified", number=verified.entries, roots=verified.roots))
    else:
        show(say("log.broken", number=verified.entries, broken=verified.number))
        show(*(f"- {_sentence(fault)}" for fault in verified.faults))
        if verified.number > len(verified.faults):
            show(say("log.more", number=verified.number - len(verified.faults)))
    if verified.erased:
        show(say("log.erased", number=verified.erased))
    if verified.waiting:
        show(say("log.unsigned", number=verified.waiting))


def _sentence(fault: Fault) -> str:
    from bridge.bootstrap import speech

    at = "–" if fault.position is None else fault.position
    return speech()(f"log.fault.{fault.kind}", day=fault.day or "–", position=at, entry=fault.event_id or "–")


def _as_values(verified: Verified) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "entries": verified.entries,
        "erased": verified.erased,
        "roots": verified.roots,
        "waiting": verified.waiting,
        "verified": verified.intact,
        "number": verified.number,
        "faults": [asdict(each) for each in verified.faults],
    }


def _anchor(path: Path) -> Anchor:
    from bridge.bootstrap import speech
    from bridge.core.log.roots import Anchor, kept_root

    try:
        kept = kept_root(path.read_text("utf-8"))
    except OSError as fault:
        raise BadInputError(f"{path} cannot be read: {fault.strerror}.") from None
    except ValueError:
        raise BadInputError(speech()("log.no_kept_root", file=path)) from None
    return Anchor(kept.day, kept.hashed())


@contextmanager
def _written(out: Path | None) -> Iterator[TextIO]:
    """Where it is to be written."""
    import sys

    if out is None:
        yield sys.stdout
        return
    try:
        with out.open("w", encoding="utf-8") as file:
            yield file
    except OSError as fault:
        raise BadInputError(f"{out} cannot be written: {fault.strerror}.") from None
