"""The floor: gunicorn + Flask + one 50-row SELECT rendered by Jinja, and one bare INSERT, over the same database."""
from uuid import uuid4

from flask import Flask, render_template
from sqlalchemy import insert, select

from bench.floor_table import rows
from portal.base.config import load_settings
from portal.base.database import db, engine_options, prepare, writes


def create_app() -> Flask:
    settings = load_settings()
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI=settings.database_url,
                      SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url))
    db.init_app(app)
    with app.app_context():
        prepare(db.engine, settings.write_lock)
    app.get("/healthz")(lambda: "alive")
    app.get("/rows")(show)
    app.post("/rows")(create)
    return app


def show():
    writes.set(False)
    with db.engine.connect() as connection:
        found = connection.execute(select(rows).where(rows.c.number < 0).order_by(rows.c.number)).all()
    return render_template("rows.html", rows=found)


def create():
    writes.set(True)
    with db.engine.begin() as connection:
        connection.execute(insert(rows).values(id=uuid4(), title="One more", body="Bare", state="new"))
    return "stored", 201
