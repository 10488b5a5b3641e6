"""`python -m bridge.entry` is the command `cobridge`."""

from bridge.entry.cli import main

main()
