"""What ``doctor`` finds of pushes: whether browsers take any, whom push services may ask, and what they said lately."""
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from commands.finding import Finding
from portal.base.clock import now
from portal.base.config import Settings
from portal.base.database import db
from portal.base.vapid import NOBODY, public_key
from portal.notices.delivery import Delivery
from portal.notices.subscription import PushSubscription


def examine_pushes(settings: Settings) -> Finding:
    if not settings.secure:
        return Finding("push", "warning", "browsers take no pushes from a plain http address",
                       "Put a proxy with a certificate in front.")
    if settings.vapid_subject == NOBODY:
        return Finding("push", "warning", "push services are told nobody they could ask about us",
                       "Set VAPID_SUBJECT=mailto:you@example.com, or MAIL_FROM to an address people can write to.")
    try:
        return _told(settings)
    except SQLAlchemyError:
        return Finding("push", "warning", "the database does not say how many devices are told",
                       "See what is said of the database.")


def _told(settings: Settings) -> Finding:
    refused = db.session.scalar(select(func.count()).select_from(Delivery).where(
        Delivery.channel == "push", Delivery.outcome == "refused", Delivery.ended_at > now() - timedelta(days=1),
        or_(Delivery.trouble.like("401%"), Delivery.trouble.like("403%"))))
    if refused:
        return Finding("push", "trouble", f"push services did not take our signature {refused} times since yesterday",
                       "VAPID_PRIVATE_KEY is not the one these devices agreed to: bring PORTICO_DATA/vapid_key back from a "
                       "backup, or let people turn notifications on anew.")
    devices = db.session.scalar(select(func.count()).select_from(PushSubscription).where(PushSubscription.ended_at.is_(None)))
    return Finding("push", "ok", f"signed as {public_key(settings.vapid_private_key)[:12]}…, {devices} devices are told")
