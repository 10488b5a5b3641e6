"""Whatever people, tools and crashes do: everything agrees in the end, nothing is doubled, no lone edit is lost.

A long campaign, a new one each time, of 2,000 examples of 50 steps: `make machine`. A failure prints its steps;
hypothesis keeps them and begins with them the next time.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.machine.machine import Machine, RealMachine

EFFORT = {"dev": (100, 30), "ci": (200, 40), "thorough": (2_000, 50)}
"""Examples, and steps of each, by hypothesis's profile."""

_EXAMPLES, _STEPS = EFFORT.get(settings.get_current_profile_name(), EFFORT["dev"])

_EFFORT = settings(
    max_examples=_EXAMPLES, stateful_step_count=_STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
TestMachine = Machine.TestCase
TestMachine.settings = _EFFORT
TestRealMachine = RealMachine.TestCase
TestRealMachine.settings = _EFFORT
