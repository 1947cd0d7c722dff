"""Ways in made by whoever runs the portal: when mail is down, or to look around in a demo."""
import logging
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.base.ids import new_id
from portal.people.challenges import ChallengeOver
from portal.people.operator_link import OperatorLink
from portal.people.tokens import link_token, subject_of
from portal.people.user import User

log = logging.getLogger("portico.doors")

PURPOSE = "operator"
LASTS = timedelta(hours=1)


def operator_link(settings: Settings, *, user: User, kind: str = "sign-in", lasts: timedelta = LASTS) -> str:
    """A one-time address that signs this user in; the first deliberate POST uses it up. Twice: two addresses."""
    link = OperatorLink(id=new_id(), user_id=user.id, kind=kind, expires_at=now() + lasts)
    db.session.add(link)
    log.warning("operator link made", extra={"kind": kind, "link": link.id, "user": user.id})
    return f"{settings.base_url}/sign-in/operator/{link_token(settings.secret_key, PURPOSE, link.id)}"


def find_operator_link(key: str, token: str, *, lock: bool = False) -> OperatorLink | None:
    """The link a token is for, with its user, however it stands; None where it is not one of ours."""
    subject = subject_of(key, PURPOSE, token)
    wanted = select(OperatorLink).options(joinedload(OperatorLink.user)).where(OperatorLink.id == subject)
    return db.session.scalar(wanted.with_for_update(of=OperatorLink) if lock else wanted) if subject else None


def use_operator_link(link: OperatorLink) -> User:
    """Use a link up. Raises ChallengeOver where it is used or expired."""
    if not link.alive:
        raise ChallengeOver
    link.used_at = now()
    log.warning("operator link used", extra={"kind": link.kind, "link": link.id, "user": link.user_id})
    return link.user



def forget_old_operator_links() -> None:
    db.session.execute(delete(OperatorLink).where(OperatorLink.expires_at < now() - timedelta(days=30)))
