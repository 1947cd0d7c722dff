"""``demo``: load a believable workspace, and print a way in for each of its people."""
import json

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.base.database import db
from portal.channels.files import open_store
from portal.people.operator_links import operator_link
from portal.sample.cast import PARTS
from portal.sample.loading import Sample, load_demo


@click.command("demo")
@click.option("--json", "as_json", is_flag=True, help="Print people and projects as JSON.")
@with_appcontext
def command(as_json: bool) -> None:
    """Load a sample workspace (once) and print a one-hour, one-time sign-in address for each person in it."""
    upgrade()
    sample = load_demo(store=open_store(current_app.config["SETTINGS"]))
    told = _told(sample)
    db.session.commit()
    click.echo(json.dumps(told, indent=2) if as_json else _in_words(told))


def _told(sample: Sample) -> dict:
    settings = current_app.config["SETTINGS"]
    parts = {part.key: part for part in PARTS}
    people = {parts[key].name: {"email": seat.user.email, "role": seat.role,
                                "sign_in": operator_link(settings, user=seat.user, kind="demo")}
              for key, seat in sample.seats.items()}
    return {"base_url": settings.base_url, "people": people,
            "projects": [{"name": project.name, "url": f"{settings.base_url}/projects/{project.id}"}
                         for project in sample.projects]}


def _in_words(told: dict) -> str:
    lines = ["The sample workspace is loaded. Each address below signs one person in, once, within an hour.", ""]
    for name, facts in told["people"].items():
        lines += [f"{name} ({facts['role']}, {facts['email']})", f"    {facts['sign_in']}"]
    lines += ["", "Projects: " + ", ".join(project["name"] for project in told["projects"])]
    return "\n".join(lines)
