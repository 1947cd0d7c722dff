"""Where what an approval asks about is hidden from the client side, the open question ends."""
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from portal.base.database import db
from portal.base.many import parts
from portal.decisions.approval import Approval
from portal.decisions.cancelling import cancel
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.sharing import about_it
from portal.people.user import User


def open_approvals_on(entries: Iterable[Entry]) -> list[Approval]:
    """The open questions to the client that end when these entries are hidden, by title. One statement for 500 entries."""
    found = {}
    for part in parts({entry.id for entry in entries}):
        found |= {approval.id: approval for approval in db.session.scalars(_open_on(part))}
    return sorted(found.values(), key=lambda approval: (approval.title, str(approval.id)))


def _open_on(ids: list[UUID]):
    about = select(AboutLink.entry_id).where(AboutLink.about_id.in_(ids))
    return select(Approval).where(Approval.state == "open", or_(Approval.id.in_(ids), Approval.id.in_(about)),
                                  Approval.first_shared_at.is_not(None))


def cancel_hidden(entries: list[Entry], by: User) -> None:
    for approval in open_approvals_on(entries):
        cancel(approval=approval, by=by, cause="unshared")


about_it.append(cancel_hidden)
