"""What holds for all tests: what they start may keep what it compiles, and rarely looks for garbage among what has come to stay."""

import gc
import os

import pytest

# Thousands of objects live until the end: modules, tables, samples that have been looked at. Each full collection visits them all.
GENERATIONS = (50_000, 20, 50)

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """All modules are there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GENERATIONS)
