"""The mail that lets somebody in: a link for the browser that asked, and a code to type there."""
from dataclasses import replace

from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.branding.brand import BrandFacts, brand_among, brand_of, locale_among, zone_among
from portal.jobs.mails.kinds import Mail, mail
from portal.notices.delivery import Delivery
from portal.people.challenge import Challenge
from portal.people.challenges import code_of, is_alive, token_of
from portal.people.hosts import Room, owners_of, room_of
from portal.people.user import User
from portal.projects.viewer import active_memberships


@mail("sign_in")
def compose(delivery: Delivery, settings: Settings) -> Mail | None:
    """Nothing goes out for an address nobody has here, nor once the challenge is over.

    Asked for at the host of a room, it goes only to who has a place in that room: its owner lets no others write to people.
    """
    challenge = db.session.get(Challenge, delivery.subject_id)
    user = db.session.scalar(select(User).where(User.email == delivery.address))
    if challenge is None or user is None or not is_alive(challenge):
        return None
    seats = db.session.scalars(active_memberships(user.id)).all()
    room = room_of(db.session.connection(), challenge.host) if challenge.host else None
    if challenge.host and not (room and any(map(room.reaches, seats))):
        return None
    return Mail(template="sign_in", brand=_brand(challenge.host, room, seats),
                locale=user.locale or locale_among(seats) or "en", zone=user.time_zone or zone_among(seats) or "UTC",
                facts={"code": code_of(settings.secret_key, challenge.id), "token": token_of(settings.secret_key, challenge.id),
                       "until": challenge.expires_at, "called": user.name})


def _brand(host: str | None, room: Room | None, seats) -> BrandFacts:
    """That of the door where it was asked for, and where the link leads; at the portal's own that of the user's places."""
    return replace(brand_of(*owners_of(room)), host=host) if room else replace(brand_among(seats), host=None)
