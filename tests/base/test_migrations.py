"""The migrations make exactly the tables the records describe, and can be taken back."""
from itertools import count

import flask_migrate
import pytest
from sqlalchemy import inspect

from app import create_app
from portal.base.database import db
from tests.conftest import DATABASES

numbers = count()


@pytest.fixture(params=DATABASES)
def empty_app(request, street):
    app = create_app(street.empty(request.param, f"migrated{next(numbers)}"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_migrating_up_leaves_nothing_that_the_records_would_add(empty_app):
    flask_migrate.upgrade()
    flask_migrate.check()
    assert tables() == set(db.metadata.tables)


def test_migrations_can_be_taken_back_and_made_again(empty_app):
    flask_migrate.upgrade()
    there = tables()
    flask_migrate.downgrade(revision="base")
    assert tables() == set()
    flask_migrate.upgrade()
    assert tables() == there
