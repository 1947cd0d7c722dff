"""Doing each act once: the first arrival is remembered with its outcome, a second one is told it."""
from uuid import UUID

from sqlalchemy import insert, select

from portal.base.prepared import Said, prepared
from portal.base.together import moment_of_writing
from portal.history.act import Act


class ActTaken(Exception):
    """This act id already names another request of the same writer."""


def earlier_act(*, user_id: UUID, act_id: UUID, digest: bytes) -> Act | None:
    """The first arrival of this act, or None. Raises ActTaken when the id named another request."""
    act = _act(user_id, act_id).scalar()
    if act is not None and act.digest != digest:
        raise ActTaken(act_id)
    return act


@prepared
def _act(user_id, act_id):
    return select(Act).where(Act.user_id == user_id, Act.act_id == act_id)


def remember_act(*, user_id: UUID, act_id: UUID, verb: str, target: str, digest: bytes, outcome: dict) -> None:
    """Keep the outcome in the transaction of the effect. A second insert violates the key, and with it the effect."""
    _remember.write(user_id, act_id, Said(verb), Said(target), digest, outcome, moment_of_writing())


@prepared
def _remember(user_id, act_id, verb, target, digest, outcome, at):
    return insert(Act.__table__).values(user_id=user_id, act_id=act_id, verb=verb, target=target, digest=digest,
                                        outcome=outcome, at=at)
