"""The documents before the start, printed."""
