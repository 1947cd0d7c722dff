"""By which addresses mails can be answered: made before the mails are, because those who compose only read."""
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from portal.base.config import Settings
from portal.letters.addressing import reply_addresses_for
from portal.notices.delivery import Delivery

if TYPE_CHECKING:
    from portal.inbox.owed import Notice

#: Who answers, on which entry, in which lane.
Wanted = tuple[UUID, UUID, str]


def make_reply_addresses(deliveries: Iterable[Delivery], notices: dict[int, list["Notice"]], settings: Settings) -> None:
    """Make what is missing; the caller commits before anything is composed. Twice: they are there."""
    reply_addresses_for(answerable(deliveries, notices), settings)


def answerable(deliveries: Iterable[Delivery], notices: dict[int, list["Notice"]]) -> set[Wanted]:
    """What these mails can be answered to."""
    return {(each.user_id, notice.entry_id, notice.lane) for each in deliveries if each.channel == "mail"
            for notice in notices.get(each.id, ()) if notice.entry_id is not None}
