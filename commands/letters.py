"""``letters``: mail that came in and whose workspace nobody could tell; only the operator sees it."""
import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from commands.naming import workspace_called
from portal.base.database import db
from portal.base.ids import parse_id
from portal.letters.letter import Letter
from portal.letters.originals import original_name


@click.group("letters", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List mail that came to no address of a workspace."""
    if context.invoked_subcommand is None:
        context.invoke(listing)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@with_appcontext
def listing(as_json: bool = False) -> None:
    """List them, the newest first, with the file that holds each as it came."""
    files = Path(current_app.config["SETTINGS"].data) / "files"
    nobodys = select(Letter).where(Letter.state == "tray", Letter.workspace_id.is_(None)).order_by(Letter.received_at.desc())
    found = [{"letter": str(letter.id), "received_at": letter.received_at.isoformat(timespec="minutes"), "sender": letter.sender,
              "subject": letter.subject, "file": str(files / original_name(letter.sha256))}
             for letter in db.session.scalars(nobodys)]
    if as_json:
        return click.echo(json.dumps({"letters": found}, indent=2))
    for each in found:
        click.echo("{letter}  {received_at}  {sender}  {subject}\n    {file}".format_map(each))
    return None if found else click.echo("Every letter found its workspace.")


@command.command("give")
@click.argument("letter")
@click.argument("workspace")
@with_appcontext
def give(letter: str, workspace: str) -> None:
    """Put LETTER (its id) into the tray of WORKSPACE (its name)."""
    found = db.session.get(Letter, parse_id(letter)) if parse_id(letter) else None
    if found is None or found.workspace_id is not None or found.state != "tray":
        raise click.ClickException("There is no such letter that belongs to nobody.")
    room = workspace_called(workspace)
    found.workspace_id = room.id
    db.session.commit()
    click.echo(f"It waits in the tray of {room.name}.")
