"""The participation log as values."""
