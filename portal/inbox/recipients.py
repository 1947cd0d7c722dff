"""Who hears of a line, as what: the table of ``portal.inbox.rules``, asked within the fence."""
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from portal.inbox.news import News
from portal.inbox.rules import HEARS, OF_MONEY, OF_ONESELF, ONLY, RULES, case_of
from portal.inbox.seeing import sees_money
from portal.inbox.surroundings import NOBODY, Surroundings
from portal.plan.turn import role_acts
from portal.talk.audience import Listener, Place

BOTH = ("staff", "client")
#: Lines that name the sides they are for.
WARNINGS = ("endangered", "budget.agreed", "budget.warned")


class Told(NamedTuple):
    """What one person is to be told of one line."""

    user_id: UUID
    kind: str
    line: News
    case: str
    #: The lane it belongs to for them.
    lane: str
    #: Of a flood: how many lines this one stands for.
    items: int | None = None


def told_of(line: News, around: Surroundings, but: set[UUID] = NOBODY, case: str | None = None) -> Iterator[Told]:
    """Everybody who should know of a line, each once; nobody among ``but``."""
    entry = around.entries.get(line.entry_id)
    case = case or case_of(line, entry.move if entry else None)
    if case is None or line.project_id is None or (line.entry_id and entry is None):
        return
    lane = "shared" if case in OF_ONESELF or case in OF_MONEY else line.lane
    asked, found = line._replace(lane=lane), set()
    for who, kind in RULES[case].items():
        if who == "team" and _is_heard(found, line, around):
            continue
        if kind in ("turn", "late") and entry is not None and _is_over(entry):
            continue
        for user_id in _those(who, case, line, around) - found - but - {line.user_id}:
            if _hears(user_id, kind, case, asked, around):
                found.add(user_id)
                yield Told(user_id, kind, line, case, lane)


def _hears(user_id: UUID, kind: str, case: str, asked: News, around: Surroundings) -> bool:
    """Whether the fence and their level let it through."""
    at = around.place_of(asked.project_id, user_id)
    if at is None or at.side != ONLY.get(case, at.side) or at.side not in _sides(asked):
        return False
    level = around.levels.get(asked.entry_id, {}).get(user_id, "all")
    return kind in HEARS[level] and around.audience.may_hear(asked, Listener(user_id))


def _sides(line: News) -> list[str] | tuple[str, ...]:
    """Whom a line is for: a warning says which sides were not warned before."""
    return line.new["to"] if line.verb in WARNINGS else BOTH


def _is_over(entry) -> bool:
    return entry.done_at is not None or entry.archived_at is not None


def _is_heard(found: set[UUID], line: News, around: Surroundings) -> bool:
    """Whether there is no need to ask the team: it was one of them, or one of them hears of it."""
    staff = around.group(line.project_id, "staff", _is_staff)
    return line.user_id in staff or bool(found & staff)


def _those(who: str, case: str, line: News, around: Surroundings) -> set[UUID]:
    return _WHO[who](line, around, case)


def _named(line: News, around: Surroundings, case: str) -> set[UUID]:
    if case == "named_by_import":
        return around.group(line.project_id, line.new["seat"],
                            lambda at: any(str(seat.id) == line.new["seat"] for seat in at.seats))
    told = line.old if case == "unassigned" else line.new
    user = UUID(told["user"]) if isinstance(told, dict) and told.get("user") else None
    if case == "assigned" and user not in around.hands.get(line.entry_id, NOBODY):
        # Taken off again meanwhile.
        return set()
    return {user} - {None}


def _movers(line: News, around: Surroundings, case: str) -> set[UUID]:
    side = around.entries[line.entry_id].move
    if side == "client":
        return around.group(line.project_id, "acting contacts", _acts_for_the_client)
    staff = around.group(line.project_id, "staff", _is_staff) if side == "staff" else NOBODY
    return staff & around.followers(line.entry_id)


def _team(line: News, around: Surroundings, case: str) -> set[UUID]:
    return (around.group(line.project_id, "placed staff", lambda at: _is_staff(at) and at.is_placed)
            or around.group(line.project_id, "staff", _is_staff))


def _money(line: News, around: Surroundings, case: str) -> set[UUID]:
    sponsors = around.group(line.project_id, "sponsors", lambda at: at.side == "client" and sees_money(at.contact))
    return _team(line, around, case) | (sponsors if line.project_id in around.open_budgets else NOBODY)


def _is_staff(at: Place) -> bool:
    return at.side == "staff"


def _acts_for_the_client(at: Place) -> bool:
    return at.side == "client" and any(role_acts(seat) for seat in at.contact)


_WHO = {
    "mentioned": lambda line, around, case: around.mentioned.get(line.message_id, set()),
    "named": _named,
    "assignee": lambda line, around, case: around.hands.get(line.entry_id, set()),
    "approver": lambda line, around, case: around.awaited.get(line.entry_id, set()),
    "mover": _movers,
    "follower": lambda line, around, case: around.followers(line.entry_id),
    "author": lambda line, around, case: {around.entries[line.entry_id].created_by_id} - {None},
    "lead": lambda line, around, case: around.group(
        line.project_id, "leads", lambda at: at.side == "client" and any(seat.lead for seat in at.contact)),
    "contact": lambda line, around, case: around.contacts(line.project_id),
    "placed": lambda line, around, case: around.group(line.project_id, "placed", lambda at: at.is_placed),
    "inviter": lambda line, around, case: around.inviters(line),
    "money": _money,
    "team": _team,
}
