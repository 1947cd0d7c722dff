"""What a claim says, read in one go: checked again, here and now, whether it is still to be said."""
import logging
from collections.abc import Callable

from portal.base.config import Settings
from portal.base.database import db
from portal.jobs.claiming import Owed
from portal.jobs.mails.kinds import MAILS
from portal.jobs.pushes.composing import composed_pushes
from portal.jobs.reading import reading

log = logging.getLogger("portico.paying")

#: What tells of notifications, and is over once none of them is to be told any more.
TELLING = {"notice", "bundle", "daily", "weekly"}


def composed(owed: list[Owed], settings: Settings) -> dict[int, object]:
    """By delivery: a Mail or Push; Postponed; None where nothing is to be said any more; the Exception that kept it.

    All of one channel. The statements do not grow with their number.
    """
    try:
        return _composed(owed, settings)
    except Exception:
        # One that cannot be made must not stop the others.
        log.exception("a batch failed: each is tried alone")
        return {each.id: _alone(each, settings) for each in owed}


def _alone(owed: Owed, settings: Settings):
    try:
        return _composed([owed], settings)[owed.id]
    except Exception as error:
        log.exception("not composed", extra={"delivery": owed.id})
        return error


def _composed(owed: list[Owed], settings: Settings) -> dict[int, object]:
    with reading():
        notices = _notices([each for each in owed if each.kind in TELLING])
        return dict.fromkeys(each.id for each in owed) | COMPOSERS[owed[0].channel](owed, notices, settings)


def _notices(telling: list[Owed]) -> dict:
    if not telling:
        return {}
    from portal.inbox.owed import carried_by

    return carried_by(telling)


def _mails(owed: list[Owed], notices: dict, settings: Settings) -> dict[int, object]:
    return {each.id: MAILS[each.kind](each, settings) for each in owed}


COMPOSERS: dict[str, Callable] = {"mail": _mails, "push": composed_pushes}
