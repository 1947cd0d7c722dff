"""Asking the client to accept a change: an approval by sponsors about the change as the plan stands."""
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import AlreadyAsked, effects_of
from portal.changes.form import client_lines
from portal.changes.kept import keep
from portal.changes.line import Line
from portal.changes.outlook import Outlook, is_in_its_unit, outlook_of
from portal.decisions.approval import Approval
from portal.decisions.asking import Asked, ask
from portal.entries.about import also_about
from portal.entries.reader import EntryReader
from portal.entries.readers import contacts_on
from portal.entries.sharing import share
from portal.entries.telling import tell
from portal.people.membership import Membership
from portal.projects.project import Project
from portal.projects.standing import Standing

RULES = ("any", "all")


class NothingToAccept(Exception):
    """It changes nothing that the client sees."""


class MoneyHidden(Exception):
    """It is about a budget that is not shared: nobody says yes to what they may not see."""


class OtherUnit(Exception):
    """It is about a budget in another unit or currency than the budget has by now."""


class NotASponsor(Exception):
    """Only sponsors on the project accept changes."""


class ItemsHidden(Exception):
    """It is about items shared with named people only, and somebody who is asked is none of them. Holds their titles."""


class Matter(NamedTuple):
    """What a change would do, what of it is the client's business, and whether that is for those who are asked only.

    So are money and what is shared with named people.
    """

    outlook: Outlook
    concerned: list[Line]
    narrow: bool


def sponsors_on(project_id: UUID) -> list[Membership]:
    """Who of the client's people may accept changes here, by name."""
    return [seat for seat in contacts_on(project_id) if seat.may("sponsor")]


def ask_to_accept(*, change: ChangeRequest, by: Standing, approval_id: UUID, seats: Sequence[UUID], question: str,
                  rule: str = "any", until: date | None = None) -> Approval:
    """Ask sponsors (membership ids) whether they accept it. It is shared with all of the client by that.

    Raises AlreadyAsked, NothingToAccept, MoneyHidden, OtherUnit, NotASponsor, ItemsHidden.
    """
    if not change.is_draft:
        raise AlreadyAsked(change.id)
    matter = matter_for(change, by.project, seats)
    share(entry=change, by=by.viewer.user)
    change.become("asked")
    change.asked_by_id = by.viewer.user_id
    approval = ask(approval_id=approval_id, by=by, project=by.project, title=change.title, question=question,
                   things=[Asked(kind="item", entry_id=change.id)], approvers=list(seats), rule=rule, until=until, about=change,
                   role="sponsor", audience="named" if matter.narrow else "client", readers=list(seats) if matter.narrow else ())
    change.approval_id = approval.id
    # Whoever sees the question sees what it would change: where an item is hidden, so is the question, which ends by that.
    also_about(approval, {line.id for line in matter.concerned if line.before})
    keep(change, matter.outlook)
    tell(change, actor_id=by.viewer.user_id, verb="change_asked")
    return approval


def matter_for(change: ChangeRequest, project: Project, seats: Collection[UUID]) -> Matter:
    """What these sponsors would be asked to accept.

    Raises NothingToAccept, MoneyHidden, OtherUnit, NotASponsor, ItemsHidden.
    """
    _check_sponsors(change, seats)
    effects = effects_of(change)
    outlook, spends = outlook_of(project, effects), [effect for effect in effects if effect.kind == "budget"]
    concerned = client_lines(outlook)
    # Also where the budget happens to be what is wished: it may be moved while they think.
    if spends and not project.budget_shared:
        raise MoneyHidden(change.id)
    if not all(is_in_its_unit(effect, project) for effect in spends):
        raise OtherUnit(change.id)
    if not concerned and not outlook.money:
        raise NothingToAccept(change.id)
    named = [line for line in concerned if line.audience == "named" and line.before]
    _check_readers(named, seats)
    return Matter(outlook, concerned, bool(spends or named))


def _check_sponsors(change: ChangeRequest, seats: Collection[UUID]) -> None:
    may = {seat.id for seat in sponsors_on(change.project_id)}
    if not seats or not set(seats) <= may:
        raise NotASponsor(set(seats) - may)


def _check_readers(named, seats: Collection[UUID]) -> None:
    if not named:
        return
    readers = db.session.execute(select(EntryReader.entry_id, EntryReader.membership_id).where(
        EntryReader.entry_id.in_([line.id for line in named])))
    known = {(entry, seat) for entry, seat in readers}
    hidden = sorted({line.title for line in named if any((line.id, seat) not in known for seat in seats)})
    if hidden:
        raise ItemsHidden(hidden)
