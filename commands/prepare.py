"""``prepare``: bring the database up to date and, while there is no workspace, say how to make one."""
import click
import flask_migrate
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
    flask_migrate.upgrade()
    settle_places()
    # What it sealed is checked long after another key took its place.
    keep_key()
    db.session.commit()
    if link := setup_link(current_app.config["SETTINGS"]):
        click.echo(f"There is no workspace yet. Set one up here: {link}")
