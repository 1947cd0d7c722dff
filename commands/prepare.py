"""``prepare``: bring the database up to date and, while there is no workspace, say how to make one."""
import click
import flask_migrate
from alembic.runtime.migration import MigrationContext
from flask import current_app
from flask.cli import with_appcontext

from portal.base.database import db
from portal.decisions.keys import keep_key
from portal.inbox.restored import settle_places
from portal.people.setup import setup_link


@click.command("prepare")
@with_appcontext
def command() -> None:
    """Migrate the database; print the one-time set-up link while there is no workspace."""
    before = _stands_at()
    flask_migrate.upgrade()
    settle_places()
    # What it sealed is checked long after another key took its place.
    keep_key()
    db.session.commit()
    after, link = _stands_at(), setup_link(current_app.config["SETTINGS"])
    if after != before:
        click.echo(f"Migrated the database from {before} to {after}." if before else f"Made the database ({after}).")
    if link:
        click.echo(f"There is no workspace yet. Set one up here: {link}")
    elif after == before:
        click.echo(f"The database is up to date ({after}).")



def _stands_at() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()
