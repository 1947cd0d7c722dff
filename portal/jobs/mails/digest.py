"""The digest of a day or a week, over all of somebody's projects.

What needs them, which dates moved or are in danger and which budgets will not do, each with its reason, and what happened.

It goes out only where something happened that they chose to hear of so seldom; nothing told before is told again.
"""
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from portal.base.config import Settings
from portal.branding.brand import brand_among
from portal.inbox.needs import needs_you
from portal.inbox.slips import Slip, slips_since
from portal.inbox.turns import turn_at
from portal.jobs.mails.batch import Batch, read_batch
from portal.jobs.mails.kinds import Mail, mails
from portal.jobs.mails.notice import language_of, reply_to, unsubscribe_address
from portal.jobs.mails.parts import Part, parts_of
from portal.notices.delivery import Delivery
from portal.people.hosts import host_of
from portal.people.membership import Membership
from portal.people.user import User
from portal.projects.viewer import Viewer

if TYPE_CHECKING:
    from portal.inbox.owed import Notice

SPANS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
#: So many of what needs somebody stand in it; the rest is counted by the app.
NEEDS = 7
#: What is about dates, and about money; both are told before the rest.
DATES, MONEY = ("moved", "late"), ("money",)


@mails("daily", "weekly")
def compose(deliveries: list[Delivery], notices: dict[int, list["Notice"]], settings: Settings) -> dict[int, Mail]:
    """Each person's own: what needs them is asked for one by one."""
    batch = read_batch(deliveries, notices, settings)
    made = {each.id: _mail(each, notices[each.id], batch, settings) for each in deliveries}
    return {id: mail for id, mail in made.items() if mail is not None}


def _mail(delivery: Delivery, notices: list["Notice"], batch: Batch, settings: Settings) -> Mail | None:
    user = batch.users.get(delivery.user_id)
    seated = parts_of(notices, delivery.user_id, batch)
    if user is None or not seated:
        return None
    parts = [part for part, _seat in seated]
    seats = batch.seats[user.id]
    brand = brand_among(seats)
    unsubscribe = unsubscribe_address(user, None, settings)
    private = user.id in batch.private
    facts = {} if private else _facts(delivery, user, tuple(seats), parts, batch)
    # What stands there besides may be what an answer means.
    beside = [*(item for item, *_told in facts.get("needs", ())), *facts.get("slips", ())]
    others = {entry.id for entry in beside}
    rooms = {seat.workspace_id for _part, seat in seated} | {entry.workspace_id for entry in beside}
    if facts.get("more"):
        # What is only counted may be anywhere.
        rooms |= {seat.workspace_id for seat in seats}
    told = [] if others - {part.id for part in parts} else parts
    return Mail(template="private" if private else "digest", brand=brand, **language_of(user, seats),
                facts=facts, unsubscribe=unsubscribe, own={"unsubscribe": unsubscribe},
                reply_to=reply_to(told, delivery, batch, settings, of_one_room=len(rooms) == 1))


def _facts(delivery: Delivery, user: User, seats: tuple, parts: list[Part], batch: Batch) -> dict:
    viewer = Viewer(user=user, memberships=seats)
    needs, more = needs_you(viewer, size=NEEDS)
    dates, overruns = _about(parts, DATES), _about(parts, MONEY)
    slips = slips_since(viewer, delivery.due_at - SPANS[delivery.kind])
    # Whose move it is stands above already.
    above = {need.item.id for need in needs}
    rest = [_only(part, lambda line, known=part.id in above: line.kind not in DATES + MONEY and not
                  (known and line.kind == "turn"), messages=True) for part in parts]
    return {"weekly": delivery.kind == "weekly", "day": delivery.due_at, "more": more, "dates": dates, "overruns": overruns,
            "needs": [(need.item, turn_at(need.item, need.seat), _host(need.seat)) for need in needs],
            "slips": slips, "hosts": {slip.id: _host(_seat(viewer, slip)) for slip in slips},
            # Each can be answered where it stands: the one of the whole mail is nobody's thread.
            "replies": {(part.id, part.lane): batch.replies.get((user.id, part.id, part.lane)) for part in parts},
            "happened": [part for part in rest if part.lines or part.messages]}


def _host(seat: Membership) -> str | None:
    """Where somebody reads what they are told of through this place of theirs."""
    return host_of(seat.workspace, seat.client)


def _seat(viewer: Viewer, slip: Slip) -> Membership:
    return viewer.staff_seat(slip.workspace_id) or viewer.contact_seat(slip.client_id)


def _about(parts: list[Part], kinds: tuple[str, ...]) -> list[Part]:
    """What these tell of such kinds."""
    return [kept for part in parts if (kept := _only(part, lambda line: line.kind in kinds)).lines]


def _only(part: Part, wanted, *, messages: bool = False) -> Part:
    return replace(part, lines=tuple(filter(wanted, part.lines)), messages=part.messages if messages else ())
