"""``prepare``: bring the database up to date and, while there is no workspace, say how to make one."""
from importlib.util import find_spec

import click
import flask_migrate
from flask.cli import with_appcontext

from portal.base.database import db


@click.command("prepare")
@with_appcontext
def command() -> None:
    """Migrate the database; print the one-time set-up link while there is no workspace."""
    flask_migrate.upgrade()
    if find_spec("portal.people.setup"):
        from portal.people.setup import setup_link

        link = setup_link()
        db.session.commit()
        if link:
            click.echo(f"There is no workspace yet. Set one up here: {link}")
