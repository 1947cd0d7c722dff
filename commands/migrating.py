"""Alembic over the application's database. While working on Portico: ``bin/portico db migrate -m "what changes"``."""
from pathlib import Path

from flask_migrate import Migrate

from portal.base.database import db

FOLDER = Path(__file__).resolve().parents[1] / "migrations"


def install(app) -> None:
    Migrate(app, db, directory=str(FOLDER))
