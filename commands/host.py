"""``host``: the names under which workspaces and clients are reached, where they have their own."""
import json

import click
from flask import current_app
from flask.cli import with_appcontext

from commands.naming import client_called, workspace_called
from portal.base.database import db
from portal.base.host_names import HostRefused, host_name
from portal.people.client import Client
from portal.people.hosts import HostTaken, confirming_link, name_host, named_hosts
from portal.people.workspace import Workspace

WORDS = {"shape": "is no whole host name: write it like portal.example.com", "own": "is BASE_URL's own host",
         "local": "is not reached: BASE_URL names this machine only, so the name must end in .localhost",
         "not_local": "means each computer itself: nobody else would get here"}


@click.command("host")
@click.argument("name", required=False)
@click.option("--workspace", "workspace_words", help="Whose it is: the workspace's name or id. Needed where there are several.")
@click.option("--client", "client_words", help="A client of it, by name or id: the address of that client alone.")
@click.option("--clear", is_flag=True, help="Take the name away: links lead to BASE_URL again.")
@click.option("--json", "as_json", is_flag=True, help="Print the names as JSON.")
@with_appcontext
def command(name, workspace_words, client_words, clear, as_json) -> None:
    """Give a workspace or client NAME as its own address; without NAME list those there are. Again: nothing more happens.

    Links lead there once it is confirmed: when DNS and the proxy lead here, open the address that is printed and say yes there.
    """
    if name or clear:
        owner = _owner(workspace_words, client_words)
        _name(owner, None if clear else name)
    settings = current_app.config["SETTINGS"]
    hosts = [{"host": each.host, "of": each.name, "address": settings.origin_of(each.host),
              "in_use": each.host_in_use is not None, "confirm": confirming_link(settings, each)} for each in named_hosts()]
    if as_json:
        click.echo(json.dumps({"hosts": hosts}))
        return
    for each in hosts:
        waits = "" if each["in_use"] else f": links do not lead there yet, confirm it at {each['confirm']}"
        click.echo(f"{each['address']} ({each['of']}){waits}")
    if not hosts:
        click.echo("All rooms are reached at " + settings.base_url)


def _name(owner: Workspace | Client, text: str | None) -> None:
    try:
        name_host(owner, host_name(text or "", current_app.config["SETTINGS"].base_url))
    except HostRefused as refused:
        raise click.ClickException(f"{text!r} {WORDS[refused.code]}") from None
    except HostTaken:
        raise click.ClickException(f"{text!r} leads to another room already") from None
    db.session.commit()


def _owner(workspace_words: str | None, client_words: str | None) -> Workspace | Client:
    workspace = workspace_called(workspace_words)
    return workspace if client_words is None else client_called(client_words, workspace)
