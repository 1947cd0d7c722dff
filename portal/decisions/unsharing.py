"""Where what an approval asks about is hidden from the client side, or taken back, open questions end; what was said stays."""
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import and_, case, exists, or_, select
from sqlalchemy.orm import aliased

from portal.base.database import db
from portal.base.many import parts
from portal.decisions.approval import OPEN, Approval
from portal.decisions.cancelling import cancel
from portal.decisions.decision import ANSWERS, Decision
from portal.decisions.thing import Thing
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.sharing import about_it
from portal.entries.visible import visible_condition
from portal.files.following import going_with, left_by
from portal.files.lanes import open_to
from portal.files.out_of_sight import versions_gone, versions_kept
from portal.files.version import Version
from portal.people.user import User
from portal.projects.viewer import Viewer
from portal.talk.message import Message

_newer = aliased(Version)


def open_approvals_on(entries: Iterable[Entry]) -> list[Approval]:
    """The open questions to the client that end when these entries are hidden, by title. One statement for 500 entries."""
    found = {}
    for part in parts({entry.id for entry in entries}):
        found |= {approval.id: approval for approval in db.session.scalars(_open_on(part))}
    return sorted(found.values(), key=lambda approval: (approval.title, str(approval.id)))


def ending_with(message: Message, viewer: Viewer) -> list[Approval]:
    """The open questions that end when a message is deleted with its files, of those its reader sees. A few statements."""
    going = going_with(message)
    asking = open_approvals_asking(going, from_all=True) if going else []
    return seen_of([*asking, *open_approvals_on(left_by(message))], viewer)


def seen_of(approvals: Iterable[Approval], viewer: Viewer) -> list[Approval]:
    """Those of them that a reader sees, each once. One statement; none for none."""
    known = {approval.id: approval for approval in approvals}
    fence = select(Approval.id).where(Approval.id.in_(known), visible_condition(viewer, Approval))
    seen = set(db.session.scalars(fence)) if known else ()
    return [approval for id, approval in known.items() if id in seen]


def _open_on(ids: list[UUID]):
    about = select(AboutLink.entry_id).where(AboutLink.about_id.in_(ids))
    return select(Approval).where(OPEN, or_(Approval.id.in_(ids), Approval.id.in_(about)),
                                  Approval.first_shared_at.is_not(None))


def cancel_hidden(entries: list[Entry], by: User) -> None:
    for approval in open_approvals_on(entries):
        cancel(approval=approval, by=by, cause="unshared")


def open_approvals_asking(version_ids: Collection[UUID], *, from_all: bool) -> list[Approval]:
    """The open questions about exactly these versions that end when they go, by title. One statement.

    ``from_all``: they go from everybody; else from contacts, and questions of the team stay open. What asks about a newer
    version by now goes on.
    """
    newer = exists().where(_newer.document_id == Version.document_id, _newer.number > Version.number, or_(
        open_to(False, _newer), and_(Approval.first_shared_at.is_(None), open_to(True, _newer)))).correlate_except(_newer)
    asking = (select(Approval).distinct().join(Thing, and_(Thing.approval_id == Approval.id, Thing.round == Approval.round))
              .join(Version, Version.id == Thing.version_id)
              .where(OPEN, Thing.version_id.in_(version_ids), ~newer))
    if not from_all:
        asking = asking.where(Approval.first_shared_at.is_not(None))
    return sorted(db.session.scalars(asking), key=lambda approval: (approval.title, str(approval.id)))


def cancel_gone(version_ids: Collection[UUID], by: User, from_all: bool) -> None:
    names = _gone_names(version_ids) if from_all else ()
    for approval in open_approvals_asking(version_ids, from_all=from_all):
        if approval.title in names:
            # A question is called as its file until somebody calls it otherwise: of what was taken back even the name is gone.
            approval.title = "…"
        cancel(approval=approval, by=by, cause="withdrawn" if from_all else "unshared")


def _gone_names(version_ids: Collection[UUID]) -> set[str]:
    """What these versions were called, and their documents of which nothing is left. One statement."""
    left = exists().where(_newer.document_id == Version.document_id, open_to(True, _newer)).correlate_except(_newer)
    rows = db.session.execute(select(Version.name, case((~left, Entry.title))).join(Entry, Entry.id == Version.document_id)
                              .where(Version.id.in_(version_ids)))
    return {name for row in rows for name in row if name}


def answered_about(version_ids: Collection[UUID]) -> set[UUID]:
    """Those of these versions that somebody answered about, whether it counted or not: the record of it names them for ever."""
    return set(db.session.scalars(
        select(Thing.version_id).join(Decision, and_(Decision.approval_id == Thing.approval_id, Decision.round == Thing.round))
        .where(Thing.version_id.in_(version_ids), Decision.verdict.in_(ANSWERS))))


about_it.append(cancel_hidden)
versions_gone.append(cancel_gone)
versions_kept.append(answered_about)
