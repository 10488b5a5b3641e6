"""The vault: keys of pseudonyms in a file of their own, apart from the store; holds `tests/contracts/vault.py`."""
