"""The migrations make exactly the tables the records describe, and can be taken back."""
from contextvars import copy_context
from itertools import count
from threading import Thread

import flask_migrate
import pytest
from sqlalchemy import inspect, text

from app import create_app
from portal.base.database import db
from tests.conftest import DATABASES
from tests.support_processes import wait_until

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


@pytest.mark.parametrize("empty_app", DATABASES[1:], indirect=True)
def test_of_two_hosts_that_start_at_once_one_waits_for_the_other(empty_app):
    with db.engine.connect() as other, db.engine.connect() as looking:
        other.execute(text("SELECT pg_advisory_xact_lock(hashtext('portico migrations'))"))
        migrating = Thread(target=copy_context().run, args=(upgrade_in, empty_app))
        migrating.start()
        waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        wait_until(lambda: not migrating.is_alive() or looking.execute(waits).scalar(), what="its waiting")
        assert migrating.is_alive()
        other.rollback()
        migrating.join(60)
    assert tables() == set(db.metadata.tables)


def upgrade_in(app) -> None:
    with app.app_context():
        flask_migrate.upgrade()


def test_migrations_can_be_taken_back_and_made_again(empty_app):
    flask_migrate.upgrade()
    there = tables()
    flask_migrate.downgrade(revision="base")
    assert tables() == set()
    flask_migrate.upgrade()
    assert tables() == there
