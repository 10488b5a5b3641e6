"""The demo from beginning to end."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from bridge.entry.demo.board import UnusableError
from bridge.entry.demo.control import Control, NotABoardError
from bridge.entry.demo.folder import Folder
from bridge.entry.demo.monday import read_report, until_monday
from bridge.entry.demo.network import network_file
from bridge.entry.demo.officers import agree
from bridge.entry.demo.processes import Commands, FailedError, Running, ended_in_order, sandbox
from bridge.entry.demo.result import Result, Rights, Seen, total
from bridge.entry.demo.rights import Asked, Erased, Rechecked, ask, erase, recheck
from bridge.entry.demo.seed import seed_of, space_of
from bridge.entry.demo.service import Service
from bridge.entry.demo.show import Show
from bridge.entry.demo.stage import SPACES, Stage, staged
from bridge.entry.demo.unsigned import unsigned
from bridge.entry.demo.week import DAYS, SHORT
from bridge.entry.demo.working import work

DONE_LANE = "Erledigt"
"""Of the built-in board; a person's own board has no such agreement."""


LINE = "__APP_TOKEN"


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
        seed.write_text(json.dumps(seed_of(wish.board)), "utf-8")
        with show.working("demo.starting"):
            running = held.enter_context(sandbox(seed))
            stage = _staged(wish.board, running)
            folder.begin(network_file(stage, "" if wish.board else DONE_LANE))
        service = Service(Commands({**_without_lines(running.environment), **folder.environment()}), stage)
        show.opening(stage)
        try:
            result = _played(stage, service, folder, show, wish, started)
        except requests.HTTPError as refusal:
            raise FailedError(_said(refusal)) from None
        folder.end(result.as_values())
        show.closing(result, wish.out)
        tell(result)
        if wish.serve:
            show.serving(running, stage)
            _wait()
        return result


def _without_lines(environment: Mapping[str, str]) -> Mapping[str, str]:
    """With those secrets `cobridge run` would open a line to Slack by itself; here Slack delivers to its address."""
    return {key: value for key, value in environment.items() if not key.endswith(LINE)}


def _played(stage: Stage, service: Service, folder: Folder, show: Show, wish: Wish, started: float) -> Result:
    with show.working("demo.agreeing"):
        number = agree(stage, service)
    with show.working("demo.planning"):
        planned = service.run("plan")
    show.planned(planned, number)
    with show.working("demo.mirroring"):
        first = service.sync()
    show.mirrored(first)
    show.side_by_side(stage.scenes[0])
    worked = work(stage, service, show, SHORT if wish.board else DAYS)
    with show.working("demo.mirroring"):
        calm = service.sync()
    show.idle(calm)
    stage.control.advance(until_monday(stage.control.now()))
    with show.working("demo.sealing"):
        service.sync()
        log, entries = service.log(folder.log, folder.root)
        standing = service.run("status")
    seen = [Seen(scene, scene.sight()) for scene in stage.scenes]
    show.logged(log, entries, _named(seen, folder.log.read_text("utf-8")))
    show.standing(standing)
    with show.working("demo.reporting"):
        monday = read_report(stage, service, folder)
    show.reported(monday)
    ended = _ended(stage, service, folder, show)
    seen = [Seen(scene, scene.sight()) for scene in ended.stage.scenes]
    mishaps = {**worked.mishaps, "report": monday.holds, "access": ended.asked.holds, "erasure": ended.erased.holds}
    if not wish.serve:  # who looks at the tools afterwards is to find them as they agreed
        with show.working("demo.mirroring"):
            last = unsigned(ended.stage, service)
        show.rights.unsigned(last)
        mishaps["unsigned"] = last.holds
    seconds = time.monotonic() - started
    calls = total(service.calls)
    return Result(seen, worked.lost, mishaps, calls, service.cycles, ended.rechecked.log, ended.rights, seconds)


@dataclass(frozen=True, slots=True)
class _Ended:
    """What one person asked for, what came of it, and the stage without them."""

    asked: Asked
    erased: Erased
    rechecked: Rechecked

    @property
    def stage(self) -> Stage:
        return self.erased.stage

    @property
    def rights(self) -> Rights:
        return Rights(self.asked.found, len(self.erased.receipt["copies"]), len(self.erased.left))


def _ended(stage: Stage, service: Service, folder: Folder, show: Show) -> _Ended:
    """One person asks what is kept of them and has it erased; then the log is checked once more."""
    with show.working("demo.asking"):
        asked = ask(stage, service, show.language)
    show.rights.asked(asked)
    with show.working("demo.erasing"):
        erased = erase(asked, stage, service, folder)
    show.rights.erased(erased)
    with show.working("demo.sealing"):
        rechecked = recheck(erased, service, folder, show.language)
    show.rights.rechecked(rechecked, erased)
    return _Ended(asked, erased, rechecked)


def _named(seen: Sequence[Seen], log: str) -> bool:
    """Whether the log holds a name or title. One word may stand in it by chance; two never do."""
    items = [item for each in seen for shown in each.sight.places.values() for item in shown]
    told = {text for item in items for text in (item.title, *item.people, *(author for author, _ in item.comments))}
    return any(" " in text and text in log for text in told)


def _staged(board: Path | None, running: Running) -> Stage:
    control = Control(running.control_url)
    if board is None:
        return staged(SPACES, control, running.environment, {})
    try:
        loaded = control.load_board(board)
    except NotABoardError:
        raise UnusableError("demo.no_board", file=board) from None
    return staged([space_of(board)], control, running.environment, {"trello": loaded["board"]})


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
