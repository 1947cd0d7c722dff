"""``sign-in``: a one-time address for somebody, for when mail is down."""

import json

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from portal.base.database import db
from portal.people.operator_links import LASTS, operator_link
from portal.people.user import User, tidy_email


@click.command("sign-in")
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
@with_appcontext
def command(email: str, as_json: bool) -> None:
    """Print a one-time address that signs EMAIL in. It works for an hour, without mail. Its making and use are logged."""
    user = db.session.scalar(select(User).where(User.email == tidy_email(email)))
    if user is None:
        raise click.ClickException(f"nobody here has the address {email}")
    address = operator_link(current_app.config["SETTINGS"], user=user)
    db.session.commit()
    if as_json:
        click.echo(json.dumps({"email": user.email, "sign_in": address, "lasts_seconds": int(LASTS.total_seconds())}))
    else:
        click.echo(
            f"{address}\nIt signs {user.email} in once, within the hour. Whoever has it is let in: hand it over with care."
        )
