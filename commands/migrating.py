"""Alembic over the application's database. While working on Portico: ``bin/portico db migrate -m "what changes"``."""
from functools import wraps
from pathlib import Path

import click
from flask_migrate import Migrate
from flask_migrate.cli import db as group

from portal.base.database import db

FOLDER = Path(__file__).resolve().parents[1] / "migrations"


def install(app) -> None:
    Migrate(app, db, directory=str(FOLDER))


def _ask_first(taking_back: click.Command) -> None:
    """Taking a migration back drops what it brought, with all that is in it; by the first one that is everything."""
    work = taking_back.callback

    @wraps(work)
    def asked(yes: bool, **options):
        if not yes:
            click.confirm("What this migration brought goes, with all that is in it. Go on?", abort=True)
        return work(**options)

    taking_back.callback = asked
    taking_back.params.append(click.Option(["--yes"], is_flag=True, help="Do not ask."))


_ask_first(group.commands["downgrade"])
