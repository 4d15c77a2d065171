"""A separate object store for the tests that stop it."""

from tests.features.conftest import object_store

__all__ = ["object_store"]
