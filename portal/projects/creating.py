"""Creating a project."""
from uuid import UUID

from portal.base.database import db
from portal.history.recording import record_event
from portal.people.client import Client
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.projects.project import Project


def create_project(*, project_id: UUID, client: Client, by: Membership, name: str, **facts) -> Project:
    """A project for a client, with its maker on it. Facts: summary, start, promised_end."""
    project = Project(id=project_id, workspace_id=client.workspace_id, client_id=client.id, name=name, **facts)
    db.session.add(project)
    db.session.flush()
    db.session.add(ProjectMember(project_id=project.id, membership_id=by.id, workspace_id=project.workspace_id))
    record_event(workspace_id=project.workspace_id, project_id=project.id, actor_id=by.user_id,
                 verb="project.created", new=name)
    return project
