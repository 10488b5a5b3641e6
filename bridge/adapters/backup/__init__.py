"""Backups: a consistent copy of the data directory in one sealed file, and its way back."""
