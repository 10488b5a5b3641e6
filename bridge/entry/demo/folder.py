"""Where the demo writes: a folder that a person named, or one that is gone in the end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bridge.entry.demo.board import UnusableError
from bridge.entry.demo.network import MADE_BY


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one demo."""

    path: Path

    @property
    def network(self) -> Path:
        """The network file."""
        return self.path / "network.toml"

    @property
    def data(self) -> Path:
        """The service's data directory."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """The exported log."""
        return self.path / "log.jsonl"

    @property
    def root(self) -> Path:
        """The newest root of the log, as somebody else keeps it."""
        return self.path / "root.txt"

    @property
    def report(self) -> Path:
        """The weekly report in every form."""
        return self.path / "report"

    def files(self) -> Iterator[Path]:
        """Everything that was written."""
        return (each for each in self.path.rglob("*") if each.is_file())

    def check(self) -> None:
        """Raise UnusableError where something is in the way that no demo wrote. Touches nothing."""
        if self.path.exists() and not self.path.is_dir():
            raise UnusableError("demo.no_folder", folder=self.path)
        if not self._is_ours() and any(each.exists() for each in (self.network, self.data, self.report)):
            raise UnusableError("demo.taken", folder=self.path)

    def begin(self, network: str) -> None:
        """Make the folder, without the data and the report of the demo before, and write the network file."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for made in (self.data, self.report):
                if made.exists():
                    shutil.rmtree(made)
            self.network.write_text(network, "utf-8")
        except OSError as fault:
            raise UnusableError("demo.unwritable", folder=self.path, reason=fault.strerror) from None

    def end(self, values: Mapping[str, object]) -> None:
        """Keep the result beside the rest."""
        (self.path / "demo.json").write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def environment(self) -> dict[str, str]:
        """What points the service here."""
        return {"COBRIDGE_DATA_DIR": str(self.data.absolute()), "COBRIDGE_NETWORK_FILE": str(self.network.absolute())}

    def _is_ours(self) -> bool:
        return self.network.is_file() and self.network.read_text("utf-8", errors="replace").startswith(MADE_BY)
