"""What Alembic runs: the migrations, on the connection and in the transaction of `bridge.adapters.store.schema`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
