"""The mail that lets somebody in: a link for the browser that asked, and a code to type there."""
from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.branding.brand import brand_among, locale_among, zone_among
from portal.jobs.mails.kinds import Mail, mail
from portal.notices.delivery import Delivery
from portal.people.challenge import Challenge
from portal.people.challenges import code_of, is_alive, token_of
from portal.people.user import User
from portal.projects.viewer import active_memberships


@mail("sign_in")
def compose(delivery: Delivery, settings: Settings) -> Mail | None:
    """Nothing goes out for an address nobody has here, nor once the challenge is over."""
    challenge = db.session.get(Challenge, delivery.subject_id)
    user = db.session.scalar(select(User).where(User.email == delivery.address))
    if challenge is None or user is None or not is_alive(challenge):
        return None
    seats = db.session.scalars(active_memberships(user.id)).all()
    return Mail(template="sign_in", brand=brand_among(seats), locale=user.locale or locale_among(seats) or "en",
                zone=user.time_zone or zone_among(seats) or "UTC",
                facts={"code": code_of(settings.secret_key, challenge.id), "token": token_of(settings.secret_key, challenge.id),
                       "until": challenge.expires_at, "called": user.name})
