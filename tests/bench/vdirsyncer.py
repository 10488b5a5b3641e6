"""vdirsyncer as a peer: a two-way sync of two folders, in an environment of its own that outlives the run.

What it compares are two folders with a file for each item; where nothing happened it looks at each file's time and
size, and at what it remembers in its own database.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.sandbox import OURS, pinned

VERSION = "0.21.0"
ENVIRONMENT = Path(__file__).parents[2] / ".bench" / f"vdirsyncer-{VERSION}"
SETTINGS = """
[general]
status_path = "{folder}/status/"
[pair both]
a = "one"
b = "other"
collections = null
"""
STORAGE = """
[storage {name}]
type = "filesystem"
path = "{folder}/{name}"
fileext = ".ics"
"""
TASK = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//cobridge//bench//DE
BEGIN:VTODO
UID:{number}@musterbau-weber.example
DTSTAMP:20261101T080000Z
SUMMARY:{title}
DESCRIPTION:{text}
END:VTODO
END:VCALENDAR
"""


class NotThere(Exception):
    """The peer could not be installed: why, in words."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer whose folders hold the same items."""

    folder: Path
    items: int

    def sync(self) -> tuple[float, float]:
        """One sync: seconds of the processor, of this process from its start to its end, and its most memory in MB."""
        command = [*pinned(OURS), str(ENVIRONMENT / "bin" / "vdirsyncer"), "-v", "WARNING"]
        environment = {**os.environ, "VDIRSYNCER_CONFIG": str(self.folder / "settings")}
        with subprocess.Popen([*command, "sync"], env=environment) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"vdirsyncer failed with exit code {process.returncode}.")
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def install() -> None:
    """Make the environment, once. Raises NotThere."""
    if (ENVIRONMENT / "installed").exists():
        return
    pip = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True, capture_output=True, timeout=120)
        subprocess.run([*pip, f"vdirsyncer=={VERSION}"], check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError) as fault:
        raise NotThere(
            f"vdirsyncer {VERSION} could not be installed into {ENVIRONMENT.relative_to(ENVIRONMENT.parents[1])} "
            f"({type(fault).__name__}): look whether pip reaches a package index, and run it again."
        ) from fault
    (ENVIRONMENT / "installed").touch()


def synced(folder: Path, tasks: int) -> Peer:
    """A full folder synced into an empty one. Raises NotThere."""
    install()
    full, empty = folder / "one", folder / "other"
    for each in (full, empty):
        each.mkdir(parents=True)
    for number in range(tasks):
        (full / f"{number}.ics").write_text(_task(number), encoding="utf-8", newline="\r\n")
    storages = "".join(STORAGE.format(name=each.name, folder=folder) for each in (full, empty))
    (folder / "settings").write_text(SETTINGS.format(folder=folder) + storages, encoding="utf-8")
    peer = Peer(folder, 2 * tasks)
    discover = [str(ENVIRONMENT / "bin" / "vdirsyncer"), "discover"]
    environment = {**os.environ, "VDIRSYNCER_CONFIG": str(folder / "settings")}
    subprocess.run(discover, env=environment, check=True, capture_output=True, timeout=120)
    peer.sync()
    copied = sum(1 for _ in empty.iterdir())
    if copied != tasks:
        raise RuntimeError(f"vdirsyncer copied {copied} of {tasks} items.")
    return peer


def _task(number: int) -> str:
    """As long as a task of the space that it is compared with."""
    title = f"Aufgabe {number}: Fenster im Haus {number % 40} prüfen"
    text = f"Maße nehmen\\, Angebot {number} einholen und abstimmen: Rahmen und Verglasung\\, " if number % 2 else ""
    return TASK.format(number=number, title=title, text=text + "Liefertermin." if text else "")
