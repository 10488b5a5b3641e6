"""Whatever people, tools and crashes do: everything agrees in the end, nothing is doubled, no lone edit is lost."""

from __future__ import annotations

from tests.machine.machine import Machine

TestMachine = Machine.TestCase
