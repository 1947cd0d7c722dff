"""A start skips what was done before: asked of the database itself, without the application."""
import sqlite3
from dataclasses import replace

import flask_migrate

from app import create_app
from commands.current import has_workspace, is_current
from commands.supervise import still_to_tell
from portal.base.config import load_settings
from portal.base.database import db
from portal.people.workspace import Workspace


def test_a_new_folder_is_not_current_a_migrated_one_is_and_an_older_one_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTICO_DATA", str(tmp_path))
    environ = {"PORTICO_DATA": str(tmp_path)}
    assert not is_current(environ) and not has_workspace(environ)
    app = create_app(replace(load_settings(environ), testing=True))
    with app.app_context():
        flask_migrate.upgrade()
        assert is_current(environ) and not has_workspace(environ)
        assert (still_to_tell(demo=False), still_to_tell(demo=True)) == ("prepare", "demo")
        db.session.add(Workspace(name="Nord"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    assert has_workspace(environ)
    assert (still_to_tell(demo=False), still_to_tell(demo=True)) == (None, "demo")
    with sqlite3.connect(tmp_path / "portico.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    assert not is_current(environ)


def test_of_another_database_nothing_is_supposed(tmp_path):
    assert not is_current({"PORTICO_DATA": str(tmp_path), "DATABASE_URL": "postgresql://127.0.0.1/none"})
