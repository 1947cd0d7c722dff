"""THE fence: nothing reaches a reader except through these selects. It narrows what other conditions lead to.

Staff on a project see every entry of it. A contact sees an entry iff it and everything it is about are shared with
them, in a project they are on. The plan's tree is no such chain: a hidden parent hides no shared child.
"""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, exists, false, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.base.aside import aside
from portal.base.prepared import prepared
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.history.event import Event
from portal.people.client import Client
from portal.people.membership import Membership
from portal.people.session import Session
from portal.people.workspace import Workspace
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.projects.visible import is_on

#: Made once: an alias costs more than the rest of the fence, and each EXISTS has its own FROM.
_above, _about = aliased(Entry), aliased(Entry)


def entries_visible_to(viewer: Viewer, kind=Entry) -> Select:
    """Every entry (of a kind) that the viewer may see, archived ones too. Composable."""
    return select(kind).where(visible_condition(viewer, kind)).options(
        joinedload(kind.project).joinedload(Project.workspace), joinedload(kind.project).joinedload(Project.client))


def visible_condition(viewer: Viewer, entry=Entry):
    """The fence as a condition over an entry's columns, for counts, joins and EXISTS."""
    sides = [side for side in (_staff_side(viewer, entry), _contact_side(viewer, entry)) if side is not None]
    condition = or_(*sides) if sides else false()
    if viewer.only_projects is not None:
        condition = and_(condition, entry.project_id.in_(viewer.only_projects))
    if viewer.only_entries is not None:
        condition = and_(condition, entry.id.in_(viewer.only_entries))
    return condition


def find_entry(viewer: Viewer, project_id: UUID, entry_id: UUID, kind=Entry):
    """One visible entry of that project, or None: unknown, hidden and somebody else's are one answer."""
    return _found(viewer, project_id, entry_id, kind).scalar()


@prepared
def _found(viewer: Viewer, project_id: UUID, entry_id: UUID, kind):
    return in_their_rooms(viewer, kind).where(kind.project_id == project_id, kind.id == entry_id)


class Beside(NamedTuple):
    """What an entry is about, where its reader sees that, in as much as leads there."""

    kind: str
    id: UUID
    title: str


def find_beside(viewer: Viewer, project_id: UUID, entry_id: UUID, kind=Entry) -> tuple[Entry | None, Beside | None]:
    """One visible entry as ``find_entry`` finds it, and what it is about. One statement."""
    row = _found_beside(viewer, project_id, entry_id, kind).first()
    return (None, None) if row is None else (row[0], Beside(*row[-3:]) if row[-1] is not None else None)


@prepared
def _found_beside(viewer: Viewer, project_id: UUID, entry_id: UUID, kind):
    return (in_their_rooms(viewer, kind).add_columns(_about.kind, _about.id, _about.title)
            .outerjoin_from(kind, _about, and_(_about.id == kind.about_id, visible_condition(viewer, _about)))
            .where(kind.project_id == project_id, kind.id == entry_id))


class OutOfReach(Exception):
    """Something was taken from a viewer who saw an entry a moment before."""


def stay_visible(viewer: Viewer, session_id: UUID, entry_id: UUID) -> None:
    """Write what follows only if nothing was taken: not the entry, no membership, not the session.

    Raises OutOfReach, perhaps at the commit.
    """
    _still.write(viewer, viewer.seats, session_id, entry_id, otherwise=OutOfReach(entry_id))


@prepared
def _still(viewer: Viewer, seats, session_id: UUID, entry_id: UUID):
    living = exists().where(Session.id == session_id, Session.revoked_at.is_(None))
    gone = exists().where(Membership.id.in_(seats), Membership.removed_at.is_not(None))
    return select(Entry.id).where(Entry.id == entry_id, visible_condition(viewer), living, ~gone)


def in_their_rooms(viewer: Viewer, kind=Entry) -> Select:
    """Every entry the viewer may see beside its project, workspace and client: for prepared statements. Composable."""
    return (select(kind, Project, Workspace, Client).select_from(kind).join(Project, Project.id == kind.project_id)
            .join(Workspace, Workspace.id == Project.workspace_id).join(Client, Client.id == Project.client_id)
            .where(visible_condition(viewer, kind)))


def events_visible_to(viewer: Viewer) -> Select:
    """The lines of history the viewer may read: every one as staff, shared ones of visible entries as a contact."""
    seen = exists().where(Entry.id == Event.entry_id, visible_condition(viewer))
    of_project = and_(Event.entry_id.is_(None), is_on(viewer.contact_seats, Event.project_id),
                      viewer.only_entries is None)
    reach = or_(_staff_projects(viewer, Event), and_(Event.lane == "shared", or_(seen, of_project)))
    if viewer.only_projects is not None:
        reach = and_(reach, Event.project_id.in_(viewer.only_projects))
    if viewer.only_entries is not None:
        reach = and_(reach, Event.entry_id.in_(viewer.only_entries))
    return select(Event).where(reach)


def _staff_side(viewer: Viewer, entry):
    return _staff_projects(viewer, entry) if viewer.staff_seats else None


def _staff_projects(viewer: Viewer, table):
    reach = []
    if viewer.all_project_workspaces:
        reach.append(aside(table.workspace_id).in_(viewer.all_project_workspaces))
    if len(viewer.staff_seats) > len(viewer.all_project_workspaces):
        reach.append(is_on(viewer.staff_seats, table.project_id))
    return or_(*reach) if reach else false()


def _contact_side(viewer: Viewer, entry):
    if not viewer.contact_seats:
        return None
    # A preview's seat is not on the project yet; it is narrowed to its entry and project instead.
    reach = entry.project_id.in_(viewer.only_projects) if viewer.only_entries is not None \
        else is_on(viewer.contact_seats, entry.project_id)
    return and_(reach, _shared_with(viewer, entry), _chain_shared_with(viewer, entry))


def _shared_with(viewer: Viewer, entry):
    # Correlated by name, here and below: wherever the fence stands in a statement, it asks about the very entry.
    named = exists().where(EntryReader.entry_id == entry.id,
                           EntryReader.membership_id.in_(viewer.contact_seats)).correlate_except(EntryReader)
    return or_(entry.audience == "client", and_(entry.audience == "named", named))


def _chain_shared_with(viewer: Viewer, entry):
    hidden = exists().where(AboutLink.entry_id == entry.id, _above.id == AboutLink.about_id,
                            ~_shared_with(viewer, _above)).correlate_except(AboutLink, _above)
    return or_(entry.about_id.is_(None), ~hidden)
