"""Homes whose records lie in SQLite and in PostgreSQL, as the tests of the records have them."""

from tests.data_layer.conftest import new_postgres, postgres_address, postgres_url
from tests.data_layer.records.conftest import home

__all__ = ["home", "new_postgres", "postgres_address", "postgres_url"]
