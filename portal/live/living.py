"""Which sessions still open something: asked at each event for those that would hear of it."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from portal.base.clock import now
from portal.base.prepared import prepared
from portal.people.session import Session


def living(session_ids: Collection[UUID]) -> set[UUID]:
    """Those of these sessions that still open something. One statement for every few hundred."""
    ids, found = list(session_ids), set()
    for start in range(0, len(ids), 400):
        found.update(_living(ids[start:start + 400], now()).scalars())
    return found


@prepared
def _living(ids, moment):
    return select(Session.id).where(Session.id.in_(ids), Session.revoked_at.is_(None), Session.expires_at > moment)
