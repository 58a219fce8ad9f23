"""What tools cost, who holds their seats, and who is entitled to them."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, Numeric, String

from data_layer.tables.definition import table

contracts = table(
    "contracts",
    "one contract line for one tool",
    Column("contract_id", Integer),
    Column("tool_id", Integer),
    Column("vendor", String),
    Column("category", String),
    Column("tier", String),
    Column("school_id", String),  # null: district-wide
    Column("seat_count", Integer),  # null: site license
    Column("annual_cost_usd", Numeric(14, 2)),
    Column("starts_on", Date),
    Column("ends_on", Date),  # the last day of the term, itself included, as contracts say it
    Column("notice_days", Integer),
)
payments = table(
    "payments",
    "one payment, purchase or contract of a vendor, joined to the license list only where a person said so",
    Column("payment_id", Integer),
    Column("vendor", String),  # as the list writes it; null where the name may be a person's
    Column("payee", String),  # the same without case, punctuation and legal form
    Column("license_vendor", String),  # null until a person has joined them
    Column("tool_id", Integer),  # null where the vendor sells several tools
    Column("document", String),
    Column("amount_usd", Numeric(14, 2)),  # negative: a credit
    Column("paid_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
seats = table(
    "seats",
    "one seat of a tool assigned to one person",
    Column("tool_id", Integer),
    Column("seat_number", Integer),  # numbers the seats of a tool; stands for the holder where nobody matches
    Column("person_id", Integer),  # null where the seat's holder matches nobody in the roster
    Column("school_id", String),  # the holder's home school on the assigning day or the first day after it
    Column("role", String),
    Column("grade_level", String),
    Column("assigned_on", Date),
    Column("holder_key", String),  # the code under which the seat list names the holder
)
entitlements = table(
    "entitlements",
    "one person who may use one tool over one span: by seat where seats are listed, else by the contract's schools",
    Column("tool_id", Integer),
    Column("person_id", Integer),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("basis", String),  # seat, contract
)
