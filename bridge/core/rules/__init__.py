"""What the charter permits."""
