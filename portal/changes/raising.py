"""Raising a change request, and saying it in other words."""
from uuid import UUID

from portal.base.clock import now
from portal.base.database import db
from portal.changes.change_request import ChangeRequest
from portal.entries.telling import tell
from portal.projects.project import Project
from portal.projects.standing import Standing

FIELDS = ("title", "why")


def raise_change(*, project: Project, by: Standing, change_id: UUID, title: str, why: str) -> ChangeRequest:
    """Propose a change. The client's is seen by all of its people on the project, the team's is internal until shared.

    The id is made where the words were typed; a second one under it violates the key.
    """
    at = None if by.is_staff else now()
    change = ChangeRequest(id=change_id, workspace_id=project.workspace_id, project_id=project.id, title=title, why=why,
                           side=by.side, audience="internal" if by.is_staff else "client", created_by_id=by.viewer.user_id,
                           first_shared_at=at, last_shared_activity_at=at)
    change.become("draft")
    db.session.add(change)
    db.session.flush()
    tell(change, actor_id=by.viewer.user_id, verb="change_raised", new=title)
    return change


def word_change(*, change: ChangeRequest, by, **words) -> list[str]:
    """Say some of FIELDS otherwise; returns what was different. The same words change nothing."""
    unknown = set(words) - set(FIELDS)
    if unknown:
        raise TypeError(f"not to be worded: {sorted(unknown)}")
    changed = [field for field in words if getattr(change, field) != words[field]]
    for field in changed:
        old = getattr(change, field)
        setattr(change, field, words[field])
        tell(change, actor_id=by.id, verb="edited", field="title" if field == "title" else "description", old=old,
             new=words[field])
    return changed
