"""``letters``: mail that came in and whose workspace nobody could tell; only the operator sees it."""
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from portal.base.database import db
from portal.base.ids import parse_id
from portal.letters.letter import Letter
from portal.letters.originals import original_name
from portal.people.workspace import Workspace


@click.group("letters", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List mail that came to no address of a workspace."""
    if context.invoked_subcommand is None:
        context.invoke(listing)


@command.command("list")
@with_appcontext
def listing() -> None:
    """List them, the newest first, with the file that holds each as it came."""
    files = Path(current_app.config["SETTINGS"].data) / "files"
    nobodys = select(Letter).where(Letter.state == "tray", Letter.workspace_id.is_(None)).order_by(Letter.received_at.desc())
    for letter in db.session.scalars(nobodys):
        click.echo(f"{letter.id}  {letter.received_at:%Y-%m-%d %H:%M}  {letter.sender}  {letter.subject}\n"
                   f"    {files / original_name(letter.sha256)}")


@command.command("give")
@click.argument("letter")
@click.argument("workspace")
@with_appcontext
def give(letter: str, workspace: str) -> None:
    """Put LETTER (its id) into the tray of WORKSPACE (its name)."""
    found = db.session.get(Letter, parse_id(letter)) if parse_id(letter) else None
    room = db.session.query(Workspace).filter_by(name=workspace).one_or_none()
    if found is None or found.workspace_id is not None or found.state != "tray":
        raise click.ClickException("There is no such letter that belongs to nobody.")
    if room is None:
        raise click.ClickException(f"There is no workspace called {workspace!r}.")
    found.workspace_id = room.id
    db.session.commit()
    click.echo(f"It waits in the tray of {room.name}.")
