"""The first act on an invitation: it accepts, and is done, as by anybody who is signed in."""
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.visible import entries_visible_to, find_entry
from portal.people.accepting import Acceptance, accept_invitation
from portal.people.invitation import Invitation
from portal.plan.access import may_report
from portal.plan.completing import complete
from portal.plan.item import WorkItem
from portal.plan.reading import with_hands
from portal.plan.sticking import report_stuck
from portal.projects.joining import join_project, leave_all_projects
from portal.projects.project import Project
from portal.projects.standing import Standing, standing_on
from portal.projects.viewer import viewer_of
from portal.talk.access import may_reply
from portal.talk.posting import post_message

KINDS = ("reply", "done", "stuck", "open")


class DeedRefused(Exception):
    """The entry is no longer shared, or the role may not do this to it."""


@dataclass(frozen=True)
class Deed:
    """What somebody does first: reply, done, stuck (both with words) or only open. ``act_id`` is its identity."""

    kind: str
    body: str
    act_id: UUID


def find_invited_entry(viewer, project_id: UUID, entry_id: UUID) -> Entry | None:
    """The entry an invitation is about, through the fence; an item with what its turn asks for."""
    item = db.session.scalar(entries_visible_to(viewer, WorkItem).options(*with_hands()).where(
        WorkItem.project_id == project_id, WorkItem.id == entry_id))
    return item or find_entry(viewer, project_id, entry_id)


def deeds_open_to(standing: Standing, entry: Entry | None) -> tuple[str, ...]:
    """What somebody may do first, in the order of KINDS. Opening is open to all."""
    may = {"open"}
    if entry is not None and not entry.is_archived:
        may |= {"reply"} if may_reply(standing) else set()
        reports = isinstance(entry, WorkItem) and not entry.is_done and may_report(standing, entry)
        may |= {"done", "stuck"} if reports else set()
    return tuple(kind for kind in KINDS if kind in may)


def accept_with(deed: Deed, *, invitation: Invitation) -> tuple[Acceptance, Entry | None]:
    """Accept an invitation by doing something; gives who it is now, and the entry where they see it.

    Raises NotOpen, and DeedRefused where the deed cannot be done any more: then nothing of it may be committed.
    """
    acceptance = accept_invitation(invitation=invitation)
    if invitation.is_to_staff:
        return acceptance, None
    standing = _join(acceptance, invitation)
    entry = find_invited_entry(standing.viewer, standing.project.id, invitation.entry_id) if invitation.entry_id else None
    if deed.kind not in deeds_open_to(standing, entry):
        raise DeedRefused(deed.kind)
    _do(deed, standing, entry)
    return acceptance, entry


def _join(acceptance: Acceptance, invitation: Invitation) -> Standing:
    if acceptance.revived:
        leave_all_projects(seat=acceptance.seat)
    project = db.session.scalar(select(Project).options(joinedload(Project.workspace), joinedload(Project.client)).where(
        Project.workspace_id == invitation.workspace_id, Project.id == invitation.project_id))
    join_project(project=project, seat=acceptance.seat, by=acceptance.user)
    standing = standing_on(viewer_of(acceptance.user, only_membership=acceptance.seat.id), project)
    if standing is None:
        raise DeedRefused("closed")
    return standing


def _do(deed: Deed, standing: Standing, entry: Entry | None) -> None:
    if deed.kind == "reply":
        post_message(entry=entry, by=standing, message_id=deed.act_id, body=deed.body, lane="shared")
    elif deed.kind == "done":
        complete(item=entry, by=standing.viewer.user)
    elif deed.kind == "stuck":
        report_stuck(item=entry, by=standing.viewer.user, reason=deed.body)
