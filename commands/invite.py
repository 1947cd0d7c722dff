"""``invite``: invite addresses from the command line, in the name of an owner."""
import json

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import or_, select

from portal.base.database import db
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.entries.inviting import NotShared, must_be_shared
from portal.entries.sharing import share
from portal.entries.visible import entries_visible_to
from portal.people.address_lists import read_addresses
from portal.people.client import Client
from portal.people.hosts import host_of
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused
from portal.people.rosters import roster
from portal.people.tokens import link_token
from portal.people.user import User, tidy_email
from portal.people.workspace import Workspace
from portal.projects.inviting import invite_to_project
from portal.projects.project import Project
from portal.projects.standing import Standing, standing_on
from portal.projects.viewer import viewer_of

ROLES = ["viewer", "contributor", "approver", "sponsor"]
WORDS = {"malformed": "is no e-mail address", "here": "is on the project already", "staff": "works for the provider",
         "too_many": "addresses are the most at once",
         "internal": "is internal: add --share to share it with the client",
         "above": "is about something internal: share that first",
         "named": "is shared with named people only: share it with the whole client first"}


@click.command("invite")
@click.argument("emails", nargs=-1, required=True, metavar="EMAIL...")
@click.option("--project", "project_words", required=True, help="The project: its name, or its id.")
@click.option("--item", "item_words", help="What the link opens: the title or id of an item. Else the project.")
@click.option("--role", default="contributor", show_default=True, type=click.Choice(ROLES))
@click.option("--lead", is_flag=True, help="They may invite colleagues and see who has access.")
@click.option("--line", default="", help="A personal line, which they read first.")
@click.option("--by", "by_email", help="The manager who invites. Else an owner of the workspace.")
@click.option("--share", "sharing", is_flag=True, help="Share the item with the client, where it is internal.")
@click.option("--json", "as_json", is_flag=True, help="Print the invitations as JSON.")
@with_appcontext
def command(emails, project_words, item_words, role, lead, line, by_email, sharing, as_json) -> None:
    """Invite EMAIL... of the client to a project and print each link. All or none; again: the same link, sent anew."""
    project = _the_only_one(_projects(project_words), f"project {project_words!r}")
    standing = _standing(project, by_email)
    entry = _item(standing, item_words) if item_words else None
    try:
        made = _invite(standing, " ".join(emails), entry, sharing, role=role, lead=lead, line=line[:500])
    except InvitingRefused as refused:
        raise click.ClickException("; ".join(f"{each.address} {WORDS[each.code]}" for each in refused.problems)) from None
    except NotShared as refused:
        raise click.ClickException(f"{entry.title!r} {WORDS[refused.code]}") from None
    except PermissionError:
        raise click.ClickException(f"{standing.viewer.user.email} may not invite a {role} here") from None
    links = [{"email": each.email, "role": each.role, "link": _link(each), "expires_at": each.expires_at.isoformat()}
             for each in made]
    db.session.commit()
    _print(links, as_json)


def _invite(standing: Standing, text: str, entry: Entry | None, sharing: bool, **offer) -> list[Invitation]:
    read = read_addresses(text)
    if read.problems:
        raise InvitingRefused(read.problems)
    shares = entry is not None and must_be_shared(entry=entry, by=standing, sharing=sharing)
    made = invite_to_project(standing=standing, addresses=read.addresses, entry_id=entry.id if entry else None, **offer)
    if shares:
        share(entry=entry, by=standing.viewer.user)
    return made


def _print(links: list[dict], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"invitations": links, "mail": current_app.config["SETTINGS"].mail_works}))
        return
    for each in links:
        click.echo(f"{each['email']} ({each['role']}): {each['link']}")
    click.echo("A mail is on its way to each. Whoever has a link can accept it: hand it over with care."
               if current_app.config["SETTINGS"].mail_works else
               "SMTP_URL is not set, so no mail leaves. Hand each link to the person it is for, and to nobody else.")


def _projects(words: str) -> list[Project]:
    wanted = select(Project).where(or_(Project.id == parse_id(words), Project.name == words)).limit(2)
    return list(db.session.scalars(wanted))


def _item(standing: Standing, words: str) -> Entry:
    found = entries_visible_to(standing.viewer).where(
        Entry.project_id == standing.project.id, Entry.archived_at.is_(None),
        or_(Entry.id == parse_id(words), Entry.title == words)).limit(2)
    return _the_only_one(list(db.session.scalars(found)), f"item {words!r}")


def _the_only_one(found: list, what: str):
    if len(found) == 1:
        return found[0]
    raise click.ClickException(f"there is no {what}" if not found else f"several have that name: give the id of the {what}")


def _standing(project: Project, by_email: str | None) -> Standing:
    if by_email:
        user = db.session.scalar(select(User).where(User.email == tidy_email(by_email)))
    else:
        user = next(seat.user for seat in db.session.scalars(roster(project.workspace_id, None)) if seat.role == "owner")
    standing = standing_on(viewer_of(user), project) if user else None
    if standing is None:
        raise click.ClickException(f"{by_email} has no place on this project")
    return standing


def _link(invitation: Invitation) -> str:
    settings = current_app.config["SETTINGS"]
    host = host_of(db.session.get(Workspace, invitation.workspace_id), db.session.get(Client, invitation.client_id))
    return f"{settings.origin_of(host)}/i/{link_token(settings.secret_key, 'invitation', invitation.id)}"
