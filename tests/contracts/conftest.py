"""The contracts are no test modules themselves; their asserts explain themselves all the same."""

import pytest

pytest.register_assert_rewrite("tests.contracts.connector", "tests.contracts.bench", "tests.contracts.promises")
pytest.register_assert_rewrite("tests.contracts.posting", "tests.contracts.store", "tests.contracts.vault")
