"""Slack, as far as a client that mirrors tasks and talks with people can tell."""
