"""Asana as its clients meet it: tasks in sections of projects, stories, events, and its errors."""
