"""What the documents before the start are made from; a draft needs the network file and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from bridge.adapters.clock import Ending, RealClock, SandboxClock
from bridge.adapters.store.columns import CATALOGUE
from bridge.adapters.vault.sealed import TABLES
from bridge.adapters.words import spoken
from bridge.bootstrap import opening
from bridge.bootstrap.agreed import agreed
from bridge.bootstrap.installed import Installation
from bridge.core.model.network import Network
from bridge.core.reports.documents.pack import Pack
from bridge.ports.clock import Clock
from bridge.service.documents import Ground
from config.answers import read_answers
from config.network import read_network
from config.settings import read_settings
from connectors import registry
from connectors.native import NATIVE

__all__ = ["declared", "files", "missing", "recorded", "stores"]

_LOADED = opening  # with it every table is in the catalogue


def declared(language: str | None, answers: Path | None) -> Ground:
    """From the network file alone: nothing is opened. Raises ConfigError with every fault of settings or files."""
    settings = read_settings()
    network = read_network(settings.network_file, tuple(registry.TOOLS))
    ending = Ending()
    clock = SandboxClock(settings.clock_url, ending) if settings.clock_url else RealClock(ending)
    return _ground(network, clock, language, answers)


def recorded(found: Installation, language: str | None, answers: Path | None) -> Ground:
    """With the rosters as they are known now."""
    return _ground(found.people().network, found.clock, language, answers)


def _ground(network: Network, clock: Clock, language: str | None, answers: Path | None) -> Ground:
    chosen = language or network.language
    return Ground(
        network,
        agreed(network),
        stores(),
        NATIVE,
        read_answers(answers) if answers else {},
        chosen,
        spoken(chosen),
        clock.now().astimezone(network.zone).date(),
        version("cobridge"),
    )


def stores() -> Mapping[str, tuple[str, ...]]:
    """The columns of every table, of the database and the vault; alembic keeps one of its own."""
    tables = {name: tuple(table.columns.keys()) for name, table in CATALOGUE.tables.items()}
    return {"alembic_version": ("version_num",), **tables, **_vault()}


def _vault() -> Mapping[str, tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as empty:
        for each in TABLES:
            empty.execute(each)
        names = [str(row[0]) for row in empty.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: tuple(str(row[1]) for row in empty.execute(f"PRAGMA table_info({name})")) for name in names}


def files(pack: Pack, ground: Ground) -> Mapping[str, bytes]:
    """A partner's files by name: each paper as JSON, and as PDF where the machine can make one."""
    from bridge.adapters.render.documents import pdf  # it takes half a second to load

    made = dict[str, bytes]()
    for paper in pack.papers:
        made[f"{pack.partner.id}-{paper.name}.json"] = paper.text.encode()
        if not pdf.missing():
            made[f"{pack.partner.id}-{paper.name}.pdf"] = pdf.render(paper, ground.language, ground.say)
    return made


def missing() -> str:
    """Why there are no PDFs, in a sentence; empty where there are."""
    from bridge.adapters.render.documents import pdf

    return pdf.missing()
