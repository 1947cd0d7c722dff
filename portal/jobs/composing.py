"""What a claim says, read in one go: checked again, here and now, whether it is still to be said."""
import logging
from collections.abc import Callable

from portal.base.config import Settings
from portal.base.database import db
from portal.base.reading import reading
from portal.inbox.owed import Notice, carried_by, held_until
from portal.jobs.claiming import Owed
from portal.jobs.kinds import Postponed
from portal.jobs.mails.capping import held_back
from portal.jobs.mails.kinds import composed as composed_mails
from portal.jobs.mails.replying import make_reply_addresses
from portal.jobs.pushes.composing import composed_pushes

log = logging.getLogger("portico.paying")

#: What tells of notifications, and is over once none of them is to be told any more.
TELLING = {"notice", "bundle", "daily", "weekly"}
COMPOSERS: dict[str, Callable] = {"mail": composed_mails, "push": composed_pushes}


def composed(owed: list[Owed], settings: Settings) -> dict[int, object]:
    """By delivery: a Mail or Push; Postponed; None where nothing is to be said any more; the Exception that kept it.

    All of one channel. The statements do not grow with their number.
    """
    try:
        return _composed(owed, settings)
    except Exception:
        # One that cannot be read must not stop the others.
        log.exception("a batch failed: each is tried alone")
        return {each.id: _alone(each, settings) for each in owed}


def _alone(owed: Owed, settings: Settings):
    try:
        return _composed([owed], settings)[owed.id]
    except Exception as error:
        log.exception("not composed", extra={"delivery": owed.id})
        return error


def _composed(owed: list[Owed], settings: Settings) -> dict[int, object]:
    channel = owed[0].channel
    with reading():
        notices = carried_by([each for each in owed if each.kind in TELLING])
        ready = [each for each in owed if each.kind not in TELLING or notices[each.id]]
        put_off = _put_off(ready, channel, settings)
    ready = [each for each in ready if each.id not in put_off]
    _lay_reply_addresses(ready, notices, settings)
    with reading():
        return dict.fromkeys(each.id for each in owed) | put_off | COMPOSERS[channel](ready, notices, settings)


def _lay_reply_addresses(owed: list[Owed], notices: dict[int, list[Notice]], settings: Settings) -> None:
    """Mails can be answered by addresses that have to stand before anybody composes: composers only read."""
    if settings.mail_in_address and any(each.channel == "mail" and each.kind in TELLING for each in owed):
        make_reply_addresses(owed, notices, settings)
        db.session.commit()


def _put_off(owed: list[Owed], channel: str, settings: Settings) -> dict[int, Postponed | None]:
    """What is put off by its reader's hours or its workspace's cap; None for good, where nothing arrives."""
    quiet = {number: Postponed(until) for number, until in held_until(owed).items()}
    return quiet | (held_back([each for each in owed if each.id not in quiet], settings) if channel == "mail" else {})
