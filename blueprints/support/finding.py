"""Lookups from a URL: each starts at the viewer and is narrowed by every id the URL claims; else 404."""
from uuid import UUID

from flask import abort

from blueprints.support.door import viewer
from blueprints.support.reader import in_room
from portal.entries.entry import Entry
from portal.entries.visible import Beside, find_beside, find_entry
from portal.people.membership import Membership
from portal.projects.project import Project
from portal.projects.standing import Standing, standing_on_seen
from portal.projects.visible import find_project


def project_or_404(project_id: UUID) -> Project:
    """A project the viewer may see."""
    project = find_project(viewer(), project_id) or abort(404)
    in_room(project.workspace, project.client)
    return project


def entry_or_404(project_id: UUID, entry_id: UUID, kind=Entry):
    """An entry (of a kind) of that project the viewer may see."""
    entry = find_entry(viewer(), project_id, entry_id, kind) or abort(404)
    in_room(entry.project.workspace, entry.project.client)
    return entry


def beside_or_404(project_id: UUID, entry_id: UUID, kind=Entry) -> tuple[Entry, Beside | None]:
    """An entry (of a kind) of that project the viewer may see, and what it is about."""
    entry, about = find_beside(viewer(), project_id, entry_id, kind)
    entry = entry or abort(404)
    in_room(entry.project.workspace, entry.project.client)
    return entry, about


def standing_or_404(project: Project) -> Standing:
    """What the viewer is on a project already found."""
    return standing_on_seen(viewer(), project) or abort(404)


def staff_seat_or_404(workspace_id: UUID) -> Membership:
    """The viewer's place on the staff of a workspace; to everybody else the workspace does not exist."""
    seat = viewer().staff_seat(workspace_id) or abort(404)
    in_room(seat.workspace)
    return seat
