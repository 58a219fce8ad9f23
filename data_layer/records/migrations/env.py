"""How Alembic runs our migrations: on the connection, and in the transaction, of whoever opens the records."""

from alembic import context

from data_layer.records.entries import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata)
context.run_migrations()
