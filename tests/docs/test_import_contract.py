"""The import contract in pyproject.toml covers every part that is there.

import-linter refuses a list that names a part which does not exist, so the lists grow with the parts; these tests
say which list a new part was left out of. (Its layers are exhaustive by themselves.)
"""

import tomllib
from pathlib import Path

import pytest

from tests.docs.sources import ROOT

SHARED_BY_CONNECTORS = {f"connectors.{name}" for name in ("http", "layers", "oauth", "text")}
KNOWN_TO_CONNECTORS = {"bridge.core.model", "bridge.core.errors", "bridge.ports"}
KNOWN_TO_THE_CONFIGURATION = {"bridge.core.model", "bridge.core.errors"}


def _parts(package: str, root: Path = ROOT) -> set[str]:
    """The modules and packages directly below a package, as dotted names."""
    below = (root / package.replace(".", "/")).glob("*")
    folders_and_files = (path for path in below if path.suffix == ".py" or (path / "__init__.py").exists())
    return {f"{package}.{path.stem}" for path in folders_and_files if path.stem != "__init__"}


def _bridge() -> set[str]:
    return (_parts("bridge") | _parts("bridge.core")) - {"bridge.core"}


def _connectors() -> set[str]:
    return _parts("connectors") - SHARED_BY_CONNECTORS - {"connectors.registry"}


def _listed(contract: str, option: str) -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {each["name"]: each for each in settings["tool"]["importlinter"]["contracts"]}
    return set(contracts[contract][option])


@pytest.mark.parametrize(
    ("contract", "option", "parts"),
    [
        ("Connectors do not know each other", "modules", _connectors()),
        (
            "Connectors see the model, the ports and the errors, nothing else of the bridge",
            "forbidden_modules",
            _bridge() - KNOWN_TO_CONNECTORS | {"config"},
        ),
        ("What connectors share knows no tool", "source_modules", SHARED_BY_CONNECTORS),
        ("What connectors share knows no tool", "forbidden_modules", _connectors() | {"connectors.registry"}),
        (
            "The sandbox judges us, so it shares nothing with us",
            "forbidden_modules",
            {"bridge", "config", "connectors.registry"} | SHARED_BY_CONNECTORS,
        ),
        (
            "The configuration builds model values",
            "forbidden_modules",
            _bridge() - KNOWN_TO_THE_CONFIGURATION | {"connectors"},
        ),
    ],
)
def test_no_part_is_left_out_of_the_contract(contract: str, option: str, parts: set[str]) -> None:
    """A new connector or part of the bridge is held to the import rules from its first file on."""
    left_out = sorted(parts - _listed(contract, option))
    assert not left_out, f'pyproject.toml, contract "{contract}": add to {option}: {", ".join(left_out)}'


def test_a_new_folder_and_a_new_file_are_both_seen(tmp_path: Path) -> None:
    """A part counts as there with its first file, folder or not; a folder of data is no part."""
    folder = tmp_path / "connectors"
    (folder / "planner").mkdir(parents=True)
    (folder / "planner" / "__init__.py").touch()
    (folder / "samples").mkdir()
    (folder / "registry.py").touch()
    assert _parts("connectors", tmp_path) == {"connectors.planner", "connectors.registry"}
