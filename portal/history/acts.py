"""Doing each act once: the first arrival is remembered with its outcome, a second one is told it."""
from uuid import UUID

from portal.base.database import db
from portal.history.act import Act


class ActTaken(Exception):
    """This act id already names another request of the same writer."""


def earlier_act(*, user_id: UUID, act_id: UUID, digest: bytes) -> Act | None:
    """The first arrival of this act, or None. Raises ActTaken when the id named another request."""
    act = db.session.get(Act, (user_id, act_id))
    if act is not None and act.digest != digest:
        raise ActTaken(act_id)
    return act


def remember_act(*, user_id: UUID, act_id: UUID, verb: str, target: str, digest: bytes, outcome: dict) -> Act:
    """Keep the outcome in the transaction of the effect. A second insert violates the key, and with it the effect."""
    act = Act(user_id=user_id, act_id=act_id, verb=verb, target=target, digest=digest, outcome=outcome)
    db.session.add(act)
    return act
