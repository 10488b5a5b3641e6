"""Asana, through its own package."""
