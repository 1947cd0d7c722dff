"""Questions about which something newer exists are asked anew, also where nobody has answered in between."""
from uuid import UUID

from portal.base.database import db
from portal.base.reading import reading
from portal.decisions.renewing import is_outdated, perhaps_outdated, renew
from portal.jobs.queue import every
from portal.jobs.singly import singly


@every(minutes=1)
def renew_questions() -> int:
    """Each in a transaction of its own, so that nobody who writes waits for all of them; returns how many were."""
    with reading():
        ids = perhaps_outdated()
    return sum(singly(ids, _renew))


def _renew(approval_id: UUID) -> bool:
    with reading():
        if not is_outdated(approval_id):
            return False
    renewed = renew(approval_id)
    db.session.commit()
    return renewed
