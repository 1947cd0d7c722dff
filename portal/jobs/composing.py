"""What a claim says, read in one go: checked again, here and now, whether it is still to be said."""
import logging
from collections.abc import Iterable

from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.jobs.claiming import Owed
from portal.jobs.mails.kinds import MAILS
from portal.jobs.pushes.composing import composed_pushes
from portal.jobs.reading import reading
from portal.notices.delivery import Delivery

log = logging.getLogger("portico.paying")


def composed(owed: Iterable[Owed], settings: Settings) -> dict[int, object]:
    """By delivery: a Mail or Push; Postponed; None where nothing is to be said any more; the Exception that kept it."""
    ids = [each.id for each in owed]
    with reading():
        found = db.session.scalars(select(Delivery).where(Delivery.id.in_(ids)),
                                   execution_options={"populate_existing": True}).all()
        pushes = composed_pushes([each for each in found if each.channel == "push"], {}, settings)
        return dict.fromkeys(ids) | pushes | {each.id: _alone(each, settings) for each in found if each.channel == "mail"}


def _alone(delivery: Delivery, settings: Settings):
    try:
        return MAILS[delivery.kind](delivery, settings)
    except Exception as error:
        # One that cannot be made must not stop the others.
        log.exception("not composed", extra={"delivery": delivery.id})
        return error
