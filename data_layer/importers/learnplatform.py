"""LearnPlatform's daily engagement: what share of a district's students opened a product on a day. It names nobody.

`pct_access` is in percent; `engagement_index` counts page loads for each 1,000 students. What the products are
called stands in a list of its own.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.columns import day, real_number, text
from data_layer.importers.contract import Check, Column, Importer, Layout, Reading
from data_layer.importers.landing import landed


def _product() -> Reading:
    """A product's number, as text: a spreadsheet writes it as 28504.0 where some are missing."""
    plain = text()
    return Reading(lambda cell: plain.parse(cell).str.replace(r"\.0$", ""), plain.problem, plain.remedy)


IMPORTER = Importer(
    name="learnplatform",
    label="LearnPlatform daily engagement",
    layouts=(
        Layout(
            name="engagement",
            label="LearnPlatform's daily engagement (shares of a district; it names no people)",
            table="product_shares",
            signature=("time", "lp_id", "pct_access", "engagement_index"),
            columns=(
                Column("used_on", ("time",), day(), required=True),
                Column("product", ("lp_id",), _product(), required=True),
                Column("access_percent", ("pct_access",), real_number(), required=True),
                Column("loads_per_thousand", ("engagement_index",), real_number()),
            ),
            checks=(
                Check(
                    "access_percent",
                    pl.col("access_percent").is_between(0, 100),
                    "is no share in percent",
                    "Write the share of students from 0 to 100.",
                ),
            ),
            settle=lambda _head, _frames, _options: {
                "note": "It tells of products and days, not of people: it counts in no figure on who uses a tool. "
                "Nor does it say of which district: bring your own district's files alone."
            },
            identity=("used_on", "product"),
        ),
        Layout(
            name="products",
            label="LearnPlatform's list of products",
            table="products",
            signature=("LP ID", "Product Name", "Provider/Company Name"),
            columns=(
                Column("product", ("LP ID",), _product(), required=True),
                Column("name", ("Product Name",), text(), required=True),
                Column("vendor", ("Provider/Company Name",), text()),
                Column("purpose", ("Primary Essential Function",), text()),
            ),
            finish=landed("products"),
            identity=("product",),
        ),
        Layout(
            name="districts",
            label="LearnPlatform's list of districts",
            table="ignored",
            signature=("district_id", "state", "locale", "county_connections_ratio"),
            columns=(),
        ),
    ),
)
