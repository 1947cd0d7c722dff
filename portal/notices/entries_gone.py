"""Forgetting what people should know of entries that are deleted for good."""
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select

from portal.base.database import db
from portal.notices.carried import Carried
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.notices.reply_address import ReplyAddress


def forget_entries(ids: Collection[UUID]) -> None:
    """Delete who follows these entries, what was told of them, and where their mails are answered. Twice: nothing is left.

    A delivery that carried only that has nothing to say, and is cancelled when it is paid.
    """
    told = select(Notification.id).where(Notification.entry_id.in_(ids))
    for condition in (Carried.notification_id.in_(told), Notification.entry_id.in_(ids), Follow.entry_id.in_(ids),
                      ReplyAddress.entry_id.in_(ids)):
        db.session.execute(delete(condition.left.table).where(condition).execution_options(synchronize_session=False))
