"""Shares of a district that opened a product on a day, under the product's name where a list of products gives it."""

from __future__ import annotations

import duckdb


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Make product_shares anew."""
    connection.execute("DELETE FROM product_shares")
    connection.execute("""
        INSERT INTO product_shares
        SELECT coalesce(name, product), vendor, used_on, access_percent / 100, loads_per_thousand
        FROM landed_product_shares LEFT JOIN landed_products USING (product)
        ORDER BY used_on, product""")
