"""What the ports are made of: the store, the vault, the clock, diagnostics, words."""
