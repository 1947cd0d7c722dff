"""Alembic's entry: migrates the database of the current application, in one transaction."""

from alembic import context

from portal.base import types
from portal.base.database import db


def render_item(kind, item, autogen):
    """Our own column types by their short names; everything else as Alembic writes it."""
    if kind == "type" and type(item).__module__ == types.__name__:
        autogen.imports.add(f"from {types.__name__} import {type(item).__name__}")
        return f"{type(item).__name__}()"
    return False


def drop_empty(migration, revision, directives):
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def migrate() -> None:
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        raw = connection.connection.dbapi_connection
        if sqlite:
            # Batch mode makes a table anew and drops the old: with foreign keys on, its rows' children would go.
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            context.configure(connection=connection, target_metadata=db.metadata, compare_type=True, render_as_batch=True,
                              render_item=render_item, process_revision_directives=drop_empty)
            with context.begin_transaction():
                if not sqlite:
                    # Where two hosts start at once, the second waits and then finds all done. SQLite does so by itself.
                    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('portico migrations'))")
                context.run_migrations()
                if sqlite and (broken := raw.execute("PRAGMA foreign_key_check").fetchall()):
                    raise RuntimeError(f"The migration would leave {len(broken)} rows without what they refer to.")
        finally:
            if sqlite:
                connection.rollback()
                raw.execute("PRAGMA foreign_keys=ON")


migrate()
