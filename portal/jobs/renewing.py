"""Questions about which something newer exists are asked anew, also where nobody has answered in between."""
import logging

from portal.base.database import db
from portal.decisions.renewing import outdated, renew
from portal.jobs.queue import every
from portal.jobs.reading import reading

log = logging.getLogger("portico.jobs")


@every(minutes=1)
def renew_questions() -> int:
    """Each in a transaction of its own, so that nobody who writes waits for all of them; returns how many were."""
    with reading():
        ids = outdated()
    renewed = 0
    for approval_id in ids:
        renewed += renew(approval_id)
        db.session.commit()
    return renewed
