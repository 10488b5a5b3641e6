"""The store: what is remembered, on SQLite or in plain dictionaries; both hold `tests/contracts/store.py`."""
