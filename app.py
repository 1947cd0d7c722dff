"""The application: config, extensions, hooks, blueprints, commands; nothing else."""
from flask import Flask

import portal.records  # noqa: F401  (the metadata is whole)
from blueprints import register_blueprints
from blueprints.support import install_support
from blueprints.support.house import House
from commands import register_commands
from portal.base.config import Settings, load_settings
from portal.base.database import db, engine_options, prepare
from portal.decisions.keys import use_key
from portal.jobs.queue import open_queue


def create_app(settings: Settings | None = None) -> Flask:
    """The Flask application over these settings, or over those of the environment."""
    settings = settings or load_settings()
    app = House(__name__, static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=26 * 2**20,
        TESTING=settings.testing,
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine, settings.write_lock)
        use_key(db.engine, settings.receipt_key, settings.base_url)
        open_queue(settings, db.engine, app.app_context)
    install_support(app)
    register_blueprints(app)
    register_commands(app)
    return app
