"""How often one may have invitations mailed: people outside the portal get them."""
from collections.abc import Callable
from datetime import timedelta

from flask import Response
from flask_babel import gettext as _

from blueprints.support.door import viewer
from portal.base.database import db
from portal.people.doors import TooManyKnocks, knock
from portal.people.invitation import Invitation

#: By one person, to anybody; and of one invitation, by anybody.
OFTEN, OF_ONE, WITHIN = 30, 5, timedelta(hours=1)


def knock_to_invite() -> None:
    """Raises TooManyKnocks."""
    knock(f"inviting:{viewer().user_id}", OFTEN, WITHIN)


def knock_to_send_again(invitation: Invitation) -> None:
    """Raises TooManyKnocks: the same limit, and one for mails to the same person."""
    knock_to_invite()
    knock(f"inviting-again:{invitation.id}", OF_ONE, WITHIN)


def invited_too_often(page: Callable[[str], Response], often: TooManyKnocks) -> Response:
    """The page with the sentence it is given, and Retry-After (RFC 9110, 10.2.3); the knock is kept."""
    db.session.commit()
    response = page(_("That were many invitations at once. Wait a while, then go on."))
    response.headers["Retry-After"] = str(often.retry_after)
    return response
