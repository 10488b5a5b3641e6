"""What vendors call the fields is what their connectors read."""

from __future__ import annotations

import re

import pytest

from bridge.core.model.task import FIELDS
from connectors import registry
from connectors.native import NATIVE
from tests.docs.sources import ROOT

TOOLS = sorted(NATIVE.keys() - {"memory"})


def test_every_tool_has_its_names() -> None:
    """A new tool without a row would be told of as if it had no field."""
    assert NATIVE.keys() == registry.TOOLS.keys()


@pytest.mark.parametrize("tool", TOOLS)
def test_every_field_that_a_tool_holds_has_a_name_there(tool: str) -> None:
    """But for the lines that the service writes itself, and the priority where a custom field stands for it."""
    held = registry.manifest(tool).holds
    assert held - NATIVE[tool].keys() <= {"shown"}
    assert NATIVE[tool].keys() - held <= {"comments", "priority"}
    assert NATIVE[tool].keys() <= {*FIELDS, "comments"}


@pytest.mark.parametrize("tool", TOOLS)
def test_each_name_stands_in_the_connectors_code(tool: str) -> None:
    """A name that the connector no longer reads is a name that the catalogue must not tell."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "connectors" / tool).rglob("*.py"))
    names = {name for said in NATIVE[tool].values() for name in said.split(", ")}
    assert {name for name in names if not re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", code)} == set()
