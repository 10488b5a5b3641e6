"""Use cases: functions named by their verb, each with the few ports it uses."""
