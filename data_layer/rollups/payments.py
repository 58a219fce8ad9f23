"""Payments as the lists say them, each with the vendor of the license list that a person has joined its payee to."""

from __future__ import annotations

import duckdb

from data_layer import vendor_links
from data_layer.rollups.calendar import insert
from data_layer.store import Home
from data_layer.vendor_names import normal


def build(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make payments anew. A tool is known where the person named it, or where the vendor sells but one here."""
    links = {payee: link for payee, link in vendor_links.load(home).items() if link.is_accepted}
    names = [name for (name,) in connection.execute("SELECT DISTINCT vendor FROM landed_payments").fetchall() if name]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE payees (vendor VARCHAR, payee VARCHAR, license_vendor VARCHAR, tool VARCHAR)"
    )
    joined = [(name, normal(name), links.get(normal(name))) for name in names]
    insert(connection, "payees", [(name, key, link and link.vendor, link and link.tool) for name, key, link in joined])
    connection.execute("DELETE FROM payments")
    connection.execute("""
        INSERT INTO payments
        WITH sold AS (
            SELECT lower(trim(coalesce(contracts.vendor, tools.name))) AS seller,
                   CASE WHEN count(DISTINCT tool_id) = 1 THEN min(tool_id) END AS only_tool
            FROM contracts JOIN tools USING (tool_id) GROUP BY seller)
        SELECT row_number() OVER (ORDER BY paid_on, vendor, document, amount_usd), vendor, payee, license_vendor,
               coalesce(tools.tool_id, CASE WHEN payees.tool IS NULL THEN only_tool END), document, amount_usd, paid_on,
               landed_payments.starts_on, landed_payments.ends_on
        FROM landed_payments LEFT JOIN payees USING (vendor)
        LEFT JOIN tools ON lower(tools.name) = lower(trim(payees.tool))
        LEFT JOIN sold ON seller = lower(trim(license_vendor))""")
