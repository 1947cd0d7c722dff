"""``workspace``: making workspaces from the command line."""
import json
import re
from zoneinfo import available_timezones

import click
from babel.numbers import list_currencies
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import with_appcontext

from portal.base.database import db
from portal.people.operator_links import operator_link
from portal.people.setup import create_workspace


def _email(context, option, text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from None


def _one_of(known, example: str):
    def checked(context, option, text: str) -> str:
        if text not in known():
            raise click.BadParameter(f"{text!r} is not known; write it like {example}")
        return text
    return checked


def _colour(context, option, text: str | None) -> str | None:
    if text and not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise click.BadParameter("write a colour as #rrggbb")
    return text.lower() if text else None


def _filled(context, option, text: str) -> str:
    if not 0 < len(text.strip()) <= 120:
        raise click.BadParameter("write 1 to 120 characters")
    return text.strip()


@click.group("workspace")
def command() -> None:
    """Make workspaces."""


@command.command("create")
@click.option("--name", required=True, callback=_filled, help="Its name, as clients read it.")
@click.option("--owner", required=True, callback=_email, help="The owner's e-mail address.")
@click.option("--owner-name", default="", help="The owner's name.")
@click.option("--color", callback=_colour, help="Brand colour as #rrggbb.")
@click.option("--locale", default="en", show_default=True, type=click.Choice(["en", "de", "fr", "sv"]))
@click.option("--time-zone", default="UTC", show_default=True, callback=_one_of(available_timezones, "Europe/Stockholm"))
@click.option("--currency", default="EUR", show_default=True, callback=_one_of(list_currencies, "EUR"))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@with_appcontext
def create(name, owner, owner_name, color, locale, time_zone, currency, as_json) -> None:
    """Make a workspace and its owner; print a one-time address that signs the owner in. Twice: two workspaces."""
    brand = {"brand_color": color} if color else {}
    workspace, user, _ = create_workspace(name=name, owner_email=owner, owner_name=owner_name, locale=locale,
                                       time_zone=time_zone, currency=currency, **brand)
    address = operator_link(current_app.config["SETTINGS"], user=user)
    made = {"workspace": str(workspace.id), "name": workspace.name, "owner": user.email, "sign_in": address}
    db.session.commit()
    if as_json:
        click.echo(json.dumps(made))
    else:
        click.echo(f"Made {made['name']}, owned by {made['owner']}. Sign in once, within the hour: {address}")
