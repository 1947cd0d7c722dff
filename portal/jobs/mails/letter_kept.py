"""The mail that says that an answer did not get where it should, and that the team has it."""
from portal.base.config import Settings
from portal.base.database import db
from portal.branding.brand import brand_among, locale_among, zone_among
from portal.jobs.mails.kinds import Mail, mail
from portal.letters.letter import Letter
from portal.notices.delivery import Delivery
from portal.people.user import User
from portal.projects.viewer import active_memberships


@mail("letter_kept")
def compose(delivery: Delivery, settings: Settings) -> Mail | None:
    """Only what its writer knows anyway: their own subject, and why. Nothing goes out once staff have filed it."""
    letter, user = db.session.get(Letter, delivery.subject_id), db.session.get(User, delivery.user_id)
    if letter is None or user is None or letter.state not in ("tray", "posted"):
        return None
    seats = db.session.scalars(active_memberships(user.id)).all()
    return Mail(template="letter_kept", brand=brand_among(seats), locale=user.locale or locale_among(seats) or "en",
                zone=user.time_zone or zone_among(seats) or "UTC",
                facts={"subject": letter.subject, "at": letter.received_at, "why": _why(letter),
                       "posted": letter.state == "posted", "team": letter.workspace_id is not None})


def _why(letter: Letter) -> str:
    """The kind of reason that its writer can do something with."""
    return "file" if (letter.reason or "").startswith("file_") else letter.reason or "trouble"
