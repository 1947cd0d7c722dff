"""Whose move an item is for a reader, and what colour says so. One pure function for every list, mail and badge.

Colour by done > blocked > late > yours > theirs > upcoming; the word names both sides of it ("Yours, 3 days late").
It is yours iff you are an assignee, or it is your side's move with nobody named, and your role may act. An item nobody
is named for, still to do and with its start ahead, is nobody's move yet. Contacts are late by the promised date. Staff
are late by whichever of the two dates passed first, and see red once the promise is broken, or the due date where
nothing is promised. Days count in the workspace's time zone.
"""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.base.clock import today
from portal.people.membership import Membership
from portal.plan.hand import Hand
from portal.projects.project import Project
from portal.projects.standing import Standing

#: Strongest first.
KINDS = ("done", "blocked", "late", "yours", "theirs", "upcoming")
ICONS = {"done": "check", "blocked": "barrier", "late": "clock", "yours": "hand", "theirs": "hourglass", "upcoming": "dot"}


@dataclass(frozen=True, slots=True)
class Reader:
    """What the turn depends on in a reader: who they are on the project, and what day it is there."""

    user_id: UUID
    side: str
    acts: bool
    today: date
    zone: ZoneInfo
    staff_name: str
    client_name: str


class Turn(NamedTuple):
    """``kind`` is the colour; ``whose`` is yours, theirs or None for nobody; ``who`` names whom it is with."""

    kind: str
    whose: str | None = None
    who: tuple[str, ...] = ()
    #: The side it is with, for a mark beside the name.
    side: str | None = None
    late_days: int = 0
    #: The team's own date, where it is that one which passed and another one is promised: told to the team only.
    due: date | None = None
    #: When it was done, or when it starts.
    day: date | None = None
    reason: str | None = None
    archived: bool = False

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def is_yours(self) -> bool:
        return self.whose == "yours"


def reader_of(standing: Standing) -> Reader:
    """The reader somebody is on a project."""
    return reader_from(standing.seat, standing.project)


def reader_from(seat: Membership, project: Project) -> Reader:
    """The reader a membership is on a project whose workspace and client are loaded."""
    zone = project.workspace.time_zone
    return Reader(user_id=seat.user_id, side=seat.side, acts=role_acts(seat) and project.archived_at is None, today=today(zone),
                  zone=ZoneInfo(zone), staff_name=project.workspace.name, client_name=project.client.name)


def role_acts(seat: Membership) -> bool:
    """Whether a role does things at all: every one of the staff, a contact from contributor up."""
    return seat.is_staff or seat.may("contributor")


def turn_of(item, reader: Reader) -> Turn:
    """The turn of an item (anything with its facts and ``hands``) for a reader."""
    if item.done_at is not None:
        return Turn("done", day=day_in(item.done_at, reader.zone))
    if item.archived_at is not None:
        return Turn("upcoming", archived=True)
    whose, who, side = _whose(item, reader)
    late, red, due = _lateness(item, reader)
    if item.stuck_at is not None:
        return Turn("blocked", whose, who, side, late, due, reason=item.stuck_reason)
    return Turn("late" if red else whose or "upcoming", whose, who, side, late, due, _start_ahead(item, reader))


def day_in(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _whose(item, reader: Reader):
    hands: Sequence[Hand] = item.hands
    if not hands:
        return _nobody_named(item, reader)
    if reader.acts and any(hand.user_id == reader.user_id for hand in hands):
        return "yours", (), reader.side
    # A viewer named for an item cannot act: for them it is with whoever is named, themselves included.
    return "theirs", tuple(hand.name for hand in hands), hands[0].side


def _nobody_named(item, reader: Reader):
    if item.move is None or _not_begun(item, reader):
        return None, (), None
    if item.move == reader.side and reader.acts:
        return "yours", (), item.move
    return "theirs", (reader.staff_name if item.move == "staff" else reader.client_name,), item.move


def _not_begun(item, reader: Reader) -> bool:
    return item.stage_kind == "todo" and _start_ahead(item, reader) is not None


def _start_ahead(item, reader: Reader) -> date | None:
    return item.start if item.start is not None and item.start > reader.today else None


def _lateness(item, reader: Reader) -> tuple[int, bool, date | None]:
    """By how many days, whether it is red, and the team's own date where the days count from there and not from the promise."""
    promised = _days_past(item.promised, reader)
    if reader.side == "client":
        return promised, promised > 0, None
    due = _days_past(item.due, reader)
    if item.promised is None:
        return due, due > 0, None
    return max(due, promised), promised > 0, item.due if due > promised else None


def _days_past(day: date | None, reader: Reader) -> int:
    return max(0, (reader.today - day).days) if day is not None else 0
