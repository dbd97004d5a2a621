"""Runs the migrations on the connection, and in the transaction, of whoever asked for them."""

from alembic import context

from data.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
