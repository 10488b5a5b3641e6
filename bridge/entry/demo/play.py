"""The demo from beginning to end."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from bridge.entry.demo.acts import Act, Script
from bridge.entry.demo.board import UnusableError, board_name
from bridge.entry.demo.control import Control, NotABoardError
from bridge.entry.demo.folder import Folder
from bridge.entry.demo.network import network_file
from bridge.entry.demo.processes import Commands, FailedError, Running, ended_in_order, sandbox
from bridge.entry.demo.result import Result, total
from bridge.entry.demo.service import Service, Synced
from bridge.entry.demo.show import Show
from bridge.entry.demo.stage import Sight, Stage, staged

DAY = 24 * 60 * 60
DONE_LANE = "Erledigt"
"""Of the built-in board; a person's own board has no such agreement."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for: a board of their own, a folder to keep everything in, a sandbox that stays."""

    board: Path | None = None
    out: Path | None = None
    serve: bool = False


def play(wish: Wish, show: Show, tell: Callable[[Result], None]) -> Result:
    """Play it, tell the result, and let the sandbox run until interrupted where that is wished; return the result.

    Raises UnusableError for what was given, before anything is written, and FailedError where a command or a tool
    refuses. No process outlives it.
    """
    started = time.monotonic()
    with ended_in_order(), ExitStack() as held:
        scratch = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="cobridge-demo-")))
        folder = Folder(wish.out or scratch / "demo")
        folder.check()
        seed = scratch / "seed.json"
        seed.write_text(json.dumps(_seed(wish.board)), "utf-8")
        with show.working("demo.starting"):
            running = held.enter_context(sandbox(seed))
            stage = _staged(wish.board, running)
            folder.begin(network_file(stage, "" if wish.board else DONE_LANE))
        service = Service(Commands({**running.environment, **folder.environment()}), stage)
        show.opening(stage)
        try:
            result = _played(stage, service, folder, show, started)
        except requests.HTTPError as refusal:
            raise FailedError(_said(refusal)) from None
        folder.end(result.as_values())
        show.closing(result, wish.out)
        tell(result)
        if wish.serve:
            show.serving(running, stage)
            _wait()
        return result


def _played(stage: Stage, service: Service, folder: Folder, show: Show, started: float) -> Result:
    with show.working("demo.planning"):
        planned = service.run("plan")
    show.planned(planned)
    with show.working("demo.mirroring"):
        first = service.sync()
    show.mirrored(first)
    show.side_by_side(stage, stage.sight())
    lost = _worked(stage, service, show)
    with show.working("demo.mirroring"):
        calm = service.sync()
    show.idle(calm)
    stage.control.advance(DAY)
    with show.working("demo.sealing"):
        service.sync()
        log, entries = service.log(folder.log)
        standing = service.run("status")
    sight = stage.sight()
    show.logged(log, entries, _named(sight, folder.log.read_text("utf-8")))
    show.standing(standing)
    seconds = time.monotonic() - started
    return Result(stage, sight, lost, total(service.calls), service.cycles, log, seconds)


def _named(sight: Sight, log: str) -> bool:
    """Whether the log holds a name or title. One word may stand in it by chance; two never do."""
    items = [item for shown in sight.places.values() for item in shown]
    told = {text for item in items for text in (item.title, *item.people, *(author for author, _ in item.comments))}
    return any(" " in text and text in log for text in told)


def _worked(stage: Stage, service: Service, show: Show) -> int:
    """People act in three rounds and the service mirrors after each; returns how much did not arrive."""
    script = Script(stage)
    opened = script.opened()
    lost = _arrived("opened", opened, stage, service.sync(), show)
    edited = script.edited()
    lost += _arrived("edited", edited, stage, service.sync(), show)
    together = script.together(edited)
    return lost + _arrived("together", together, stage, service.sync(), show)


def _arrived(name: str, acts: list[Act], stage: Stage, synced: Synced, show: Show) -> int:
    sight = stage.sight()
    found = [act.arrived(sight) for act in acts]
    show.round(name, list(zip(acts, found, strict=True)), synced, sight)
    return found.count(False)


def _seed(board: Path | None) -> dict[str, Any]:
    """The built-in seed; for a person's board its people with that board still to come and an empty project."""
    seed: dict[str, Any] = json.loads((files("bridge.entry.demo") / "seed.json").read_text("utf-8"))
    if board is None:
        return seed
    project = {"name": board_name(board), "sections": []}
    return {"people": seed["people"], "trello": {"boards": []}, "asana": {"projects": [project]}}


def _staged(board: Path | None, running: Running) -> Stage:
    control = Control(running.control_url)
    if board is None:
        return staged(_seed(None)["trello"]["boards"][0]["name"], control, running.environment, {})
    try:
        loaded = control.load_board(board)
    except NotABoardError:
        raise UnusableError("demo.no_board", file=board) from None
    return staged(board_name(board), control, running.environment, {"trello": loaded["board"]})


def _said(refusal: requests.HTTPError) -> str:
    """Without the query, which holds a person's token."""
    asked, answer = refusal.request, refusal.response
    path = urlsplit(asked.url or "").path if asked is not None else ""
    status = answer.status_code if answer is not None else ""
    return f"{asked.method if asked is not None else ''} {path}: {status}"


def _wait() -> None:
    """Until somebody interrupts; that is how a served sandbox is meant to end."""
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return
