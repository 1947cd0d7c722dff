"""Which pushes and mails are owed for notices: by each person's paces, habits and devices, gathered where they said so."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import numbered, parts
from portal.notices.carried import Carried
from portal.notices.delivery import RANKS, Delivery
from portal.notices.habits import Habits
from portal.notices.pacing import Hours, due
from portal.notices.preference import CHANNELS
from portal.notices.preferring import DEFAULTS, chosen_paces, habits_of
from portal.notices.subscribing import living_subscriptions
from portal.people.user import User
from portal.people.workspace import Workspace

#: Whoever pays may be about to take it.
MARGIN = timedelta(seconds=2)
#: Nobody has these addresses (RFC 2606): the sample's people do.
NOWHERE = ".example"


class Slot(NamedTuple):
    """One delivery that is open for more: by which channel, to which endpoint, of which kind, about what."""

    user_id: UUID
    channel: str
    subscription_id: UUID | None
    kind: str
    subject_id: UUID


@dataclass
class Owed:
    """A delivery to be, and which notices of the round it carries (by their place there)."""

    workspace_id: UUID
    address: str
    due_at: datetime
    carries: list[int] = field(default_factory=list)


class Reader(NamedTuple):
    """What decides how somebody is told."""

    email: str
    zone: str | None
    habits: Habits
    paces: dict
    devices: tuple[UUID, ...]


def owe(notices: list[dict], which: Iterable[int], *, window: timedelta) -> dict[Slot, Owed]:
    """What is owed for those of these notices. Reads only; a few statements for every few hundred people."""
    which = list(which)
    readers = _readers({notices[at]["user_id"] for at in which})
    zones = _zones({notices[at]["workspace_id"] for at in which})
    owed: dict[Slot, Owed] = {}
    hours, moment = {}, now()
    for at in which:
        notice = notices[at]
        user_id, workspace_id = notice["user_id"], notice["workspace_id"]
        reader = readers[user_id]
        key = user_id, reader.zone or zones[workspace_id]
        if key not in hours:
            hours[key] = hours_of(reader.habits, key[1])
        for channel in CHANNELS:
            _owe_by(channel, notice, at, reader, hours[key], owed, moment, window)
    return owed


def hours_of(habits: Habits, zone: str) -> Hours:
    """A user's habits as pure values, in a zone."""
    return Hours(ZoneInfo(zone), habits.quiet_from, habits.quiet_until, habits.working_days, habits.urgent_passes,
                 habits.digest_at, habits.digest_weekday)


def _owe_by(channel: str, notice: dict, at: int, reader: Reader, hours: Hours, owed: dict, moment: datetime,
            window: timedelta) -> None:
    endpoints = reader.devices if channel == "push" else () if reader.email.endswith(NOWHERE) else (None,)
    pace = reader.paces.get((notice["kind"], channel)) or DEFAULTS[notice["kind"], channel]
    due_at = endpoints and due(pace, channel=channel, kind=notice["kind"], at=moment, hours=hours, window=window,
                               after_push=bool(reader.devices))
    if not due_at:
        return
    kind, subject = _gathered(pace, channel, notice)
    for endpoint in endpoints:
        slot = Slot(notice["user_id"], channel, endpoint, kind, subject)
        one = owed.setdefault(slot, Owed(notice["workspace_id"], reader.email if channel == "mail" else "", due_at))
        one.due_at = min(one.due_at, due_at)
        one.carries.append(at)


def _gathered(pace: str, channel: str, notice: dict) -> tuple[str, UUID]:
    """What kind of delivery a pace makes, and about what it gathers."""
    if pace == "at_once":
        return "notice", notice["entry_id"] or notice["project_id"]
    if channel == "mail" and pace in ("daily", "weekly"):
        # A digest is over all projects of a person, whoever's they are.
        return pace, notice["user_id"]
    # What a device gathers for a day or a week waits apart from what it gathers for some minutes.
    return "bundle", notice["workspace_id"] if pace == "bundled" else uuid5(notice["workspace_id"], pace)


def _readers(user_ids: set[UUID]) -> dict[UUID, Reader]:
    found = {}
    for part in parts(user_ids):
        habits, paces, devices = habits_of(part), chosen_paces(part), living_subscriptions(part)
        for user_id, email, zone in db.session.execute(select(User.id, User.email, User.time_zone).where(User.id.in_(part))):
            found[user_id] = Reader(email, zone, habits[user_id], paces.get(user_id, {}), tuple(devices.get(user_id, ())))
    return found


def _zones(workspace_ids: set[UUID]) -> dict[UUID, str]:
    rows = db.session.execute(select(Workspace.id, Workspace.time_zone).where(Workspace.id.in_(workspace_ids)))
    return dict(rows.all())


def write_owed(owed: dict[Slot, Owed], ids: list[int]) -> datetime | None:
    """Write what is owed for notices with these numbers, and when the first of it is due; what is open takes more."""
    for part in parts(owed):
        open_ones = _open({slot.user_id for slot in part})
        fresh = [slot for slot in part if slot not in open_ones]
        made = numbered(Delivery, [_row(slot, owed[slot]) for slot in fresh], by=Slot._fields)
        numbers = {slot: one.id for slot, one in open_ones.items()} | dict(zip(fresh, made, strict=True))
        _bring_forward([{"number": open_ones[slot].id, "sooner": owed[slot].due_at} for slot in part
                        if slot in open_ones and owed[slot].due_at < open_ones[slot].due_at])
        db.session.execute(insert(Carried), [
            {"delivery_id": numbers[slot], "notification_id": ids[at]} for slot in part for at in owed[slot].carries])
    return min((one.due_at for one in owed.values()), default=None)


def _row(slot: Slot, one: Owed) -> dict:
    return {**slot._asdict(), "workspace_id": one.workspace_id, "address": one.address, "due_at": one.due_at,
            "rank": RANKS.get(slot.kind, 1), "facts": {}}


class Open(NamedTuple):
    id: int
    due_at: datetime


def _bring_forward(sooner: list[dict]) -> None:
    """What joins may be more urgent than what waits."""
    if sooner:
        deliveries = Delivery.__table__
        by_number = update(deliveries).where(deliveries.c.id == bindparam("number"))
        db.session.execute(by_number.values(due_at=bindparam("sooner")), sooner)


def _open(user_ids: set[UUID]) -> dict[Slot, Open]:
    """Deliveries of these people that nobody is about to pay, and that stay so until this transaction ends."""
    rows = db.session.execute(
        select(Delivery.id, Delivery.due_at, *(getattr(Delivery, name) for name in Slot._fields))
        .where(Delivery.user_id.in_(list(user_ids)), Delivery.ended_at.is_(None), Delivery.claimed_until.is_(None),
               Delivery.attempts == 0, Delivery.due_at > now() + MARGIN,
               Delivery.kind.in_(("notice", "bundle", "daily", "weekly")))
        .order_by(Delivery.id).with_for_update())
    return {Slot(*slot): Open(number, due_at) for number, due_at, *slot in rows}
