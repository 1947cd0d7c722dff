"""What is said on a receipt beside its own text: states, kinds, what happened; moments with their offset; hashes."""
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_name
from flask_babel import lazy_gettext as _l

from blueprints.support.reader import locale

STATES = {"approved": _l("Approved"), "changes": _l("Changes are asked for"), "cancelled": _l("Cancelled"),
          "open": _l("Open again")}
STATE_ICONS = {"approved": "check", "changes": "edit", "cancelled": "close", "open": "undo"}
#: How somebody had shown who they are.
ASSURANCES = {"link": _l("by the link of an invitation"), "code": _l("by a code sent to their address")}
KINDS = {"version": _l("File"), "item": _l("As it stood then"), "text": _l("Text")}
#: What happened, where a line of history says it better than its name.
EVENTS = {
    "approval_asked": _l("Asked"), "approval_turn": _l("Next one asked"), "approval_answered": _l("Answered"),
    "approval_handed_over": _l("Let somebody else decide"), "approval_handed_on": _l("Asked somebody else instead"),
    "approval_declined": _l("Left it to the team whom to ask"),
    "approval_taken_back": _l("Took the answer back"), "approval_renewed": _l("Something newer was put to the question"),
    "approval_asked_again": _l("Asked again"), "approval_cancelled": _l("Cancelled"), "approval_ended": _l("Decided"),
    "approval_moved": _l("Another day to answer by"),
    "approval_soon": _l("Reminded"), "approval_due": _l("Reminded"), "approval_late": _l("Reminded"),
    "approval_escalated": _l("Told the client’s lead"),
}


class Moment(NamedTuple):
    iso: str
    words: str


def grouped(digest: str) -> str:
    """A hash in groups of eight letters, to be compared by eye."""
    return " ".join(digest[at:at + 8] for at in range(0, len(digest), 8))


def moments_in(zone: str):
    """Tells moments of a receipt in its zone, in the reader's language."""
    def moment(text: str | None) -> Moment | None:
        return text and Moment(text, _moment(text, zone, locale()))
    return moment


@lru_cache(4096)
def _moment(text: str, zone: str, language: str) -> str:
    # With its offset: the same words for an hour come twice on one night of the year.
    at = datetime.fromisoformat(text).astimezone(UTC)
    return f"{format_datetime(at, 'medium', tzinfo=ZoneInfo(zone), locale=language)} " \
           f"{format_datetime(at, 'ZZZZ', tzinfo=ZoneInfo(zone), locale=language)}"


def zone_word(zone: str) -> str:
    """A time zone by its name, with the one computers know."""
    return _zone(zone, locale())


@lru_cache(64)
def _zone(zone: str, language: str) -> str:
    return f"{get_timezone_name(ZoneInfo(zone), locale=language)} ({zone})"
