"""The first run: a one-time link makes the workspace and its owner, while there is none."""
import base64
import hmac
from uuid import UUID

from sqlalchemy import exists, select

from portal.base.alone import go_alone
from portal.base.config import Settings
from portal.base.database import db
from portal.history.recording import record_event
from portal.people.membership import Membership
from portal.people.tokens import derived
from portal.people.user import User, tidy_email
from portal.people.workspace import Workspace


class AlreadySetUp(Exception):
    """There is a workspace: the link has done its work."""


def setup_link(settings: Settings) -> str | None:
    """The one-time address while there is no workspace, else None. Derived from the key, so that nothing is kept."""
    return None if is_set_up() else f"{settings.base_url}/setup/{setup_token(settings.secret_key)}"


def setup_token(key: str) -> str:
    return base64.urlsafe_b64encode(derived(key, "setup", UUID(int=0))[:30]).decode()


def is_setup_token(key: str, token: str) -> bool:
    return hmac.compare_digest(setup_token(key).encode(), token.encode())


def is_set_up() -> bool:
    """Whether a workspace was ever made; a closed one counts, so that an old link never opens again."""
    return bool(db.session.scalar(select(exists().where(Workspace.id.is_not(None)))))


def set_up(*, owner_email: str, owner_name: str, **facts) -> tuple[Workspace, User, Membership]:
    """The first workspace, its owner and their place in it. Raises AlreadySetUp; two at once make one."""
    go_alone("set-up")
    if is_set_up():
        raise AlreadySetUp
    return create_workspace(owner_email=owner_email, owner_name=owner_name, **facts)


def create_workspace(*, owner_email: str, owner_name: str = "", **facts) -> tuple[Workspace, User, Membership]:
    """A workspace, its owner, who may be known already, and their place in it.

    Facts: name, brand_color, locale, time_zone, currency.
    """
    workspace = Workspace(**facts)
    email = tidy_email(owner_email)
    owner = db.session.scalar(select(User).where(User.email == email))
    if owner is None:
        owner = User(email=email, name=owner_name)
    db.session.add_all([workspace, owner])
    db.session.flush()
    seat = Membership(workspace_id=workspace.id, user_id=owner.id, role="owner")
    db.session.add(seat)
    db.session.flush()
    record_event(workspace_id=workspace.id, actor_id=owner.id, verb="workspace.created", new=workspace.name)
    return workspace, owner, seat
