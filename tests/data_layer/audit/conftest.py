"""Every test that takes `home` runs on SQLite and on PostgreSQL."""

from tests.data_layer.records.conftest import home

__all__ = ["home"]
