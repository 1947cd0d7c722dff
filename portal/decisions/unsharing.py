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
from portal.entries.visible import visible_condition
from portal.files.following import left_by
from portal.people.user import User
from portal.projects.viewer import Viewer
from portal.talk.message import Message


def open_approvals_on(entries: Iterable[Entry]) -> list[Approval]:
    """The open questions to the client that end when these entries are hidden, by title. One statement for 500 entries."""
    found = {}
    for part in parts({entry.id for entry in entries}):
        found |= {approval.id: approval for approval in db.session.scalars(_open_on(part))}
    return sorted(found.values(), key=lambda approval: (approval.title, str(approval.id)))


def ending_with(message: Message, viewer: Viewer) -> list[Approval]:
    """The open questions that end when a message is deleted with its files, of those its reader sees. Three statements."""
    ending = open_approvals_on(left_by(message))
    ids = [approval.id for approval in ending]
    fence = select(Approval.id).where(Approval.id.in_(ids), visible_condition(viewer, Approval))
    seen = set(db.session.scalars(fence)) if ids else ()
    return [approval for approval in ending if approval.id in seen]


def _open_on(ids: list[UUID]):
    about = select(AboutLink.entry_id).where(AboutLink.about_id.in_(ids))
    return select(Approval).where(Approval.state == "open", or_(Approval.id.in_(ids), Approval.id.in_(about)),
                                  Approval.first_shared_at.is_not(None))


def cancel_hidden(entries: list[Entry], by: User) -> None:
    for approval in open_approvals_on(entries):
        cancel(approval=approval, by=by, cause="unshared")


about_it.append(cancel_hidden)
