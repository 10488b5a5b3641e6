"""Slack: tasks as cards in a channel of their own."""
