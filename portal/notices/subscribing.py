"""Browsers that want pushes: beginning, ending, and what their push services said."""
from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import or_, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import parts
from portal.notices.subscription import PushSubscription

#: A browser that nothing reached so many times in a row is not tried any more.
PATIENCE = 20


def subscribe(*, subscription_id: UUID, user_id: UUID, session_id: UUID, endpoint: str, p256dh: str, auth: str,
              device: str = "") -> PushSubscription:
    """A browser asks for pushes. What it had asked for before ends, whoever it was: one browser tells one person."""
    end_where(or_(PushSubscription.endpoint == endpoint, PushSubscription.session_id == session_id))
    found = PushSubscription(id=subscription_id, user_id=user_id, session_id=session_id, endpoint=endpoint, p256dh=p256dh,
                             auth=auth, device=device[:120])
    db.session.add(found)
    db.session.flush()
    return found


def find_subscription(user_id: UUID, subscription_id: UUID) -> PushSubscription | None:
    """One of the user's own that has not ended, or None."""
    return db.session.scalar(select(PushSubscription).where(
        PushSubscription.id == subscription_id, PushSubscription.user_id == user_id, PushSubscription.ended_at.is_(None)))


def subscriptions_by_session(user_id: UUID) -> dict[UUID, PushSubscription]:
    """The user's browsers that want pushes, each by the session it asked in."""
    found = db.session.scalars(select(PushSubscription).where(PushSubscription.user_id == user_id,
                                                              PushSubscription.ended_at.is_(None)))
    return {each.session_id: each for each in found}


def living_subscriptions(user_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The ids of the browsers that each of these users wants pushes in; users without one are left out."""
    found = defaultdict(list)
    for part in parts(sorted(set(user_ids))):
        for user_id, subscription_id in db.session.execute(
                select(PushSubscription.user_id, PushSubscription.id)
                .where(PushSubscription.user_id.in_(part), PushSubscription.ended_at.is_(None))
                .order_by(PushSubscription.created_at)):
            found[user_id].append(subscription_id)
    return dict(found)


def end_subscription(subscription: PushSubscription) -> None:
    """This browser gets no more pushes; one that ended stays ended."""
    subscription.ended_at = subscription.ended_at or now()


def end_of_session(session_id: UUID) -> None:
    """Who is signed out is not told anything any more."""
    end_where(PushSubscription.session_id == session_id)


def hand_over_subscription(*, before: UUID, after: UUID) -> None:
    """The same person signs in anew in the same browser, which goes on telling them."""
    _update(PushSubscription.session_id == before, session_id=after)


def end_where(condition) -> None:
    _update(condition, ended_at=now())


def note_pushes(outcomes: Iterable[tuple[UUID, str]]) -> None:
    """What became of pushes, as (subscription, outcome): sent, gone or refused; later says nothing yet. Set-based.

    Gone ends a subscription; so does the last of many in a row that came to nothing.
    """
    found = defaultdict(set)
    for subscription_id, outcome in outcomes:
        found[outcome].add(subscription_id)
    found["refused"] -= found["sent"] | found["gone"]
    for part in parts(sorted(found["sent"])):
        _update(PushSubscription.id.in_(part), told_at=now(), failures=0)
    for part in parts(sorted(found["gone"])):
        end_where(PushSubscription.id.in_(part))
    for part in parts(sorted(found["refused"])):
        _update(PushSubscription.id.in_(part), failures=PushSubscription.failures + 1)
        end_where(PushSubscription.id.in_(part) & (PushSubscription.failures >= PATIENCE))


def _update(condition, **values) -> None:
    db.session.execute(update(PushSubscription).where(condition, PushSubscription.ended_at.is_(None)).values(**values)
                       .execution_options(synchronize_session=False))
