"""How Alembic runs our migrations: on the connection, and in the transaction, of whoever opens the records."""

from alembic import context

from data_layer.access.entries import SignIn
from data_layer.audit.entries import AuditEntry

assert SignIn.metadata is AuditEntry.metadata
connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=AuditEntry.metadata)
context.run_migrations()
