"""Whose names a reader may see beside what happened, over several projects."""
from collections.abc import Iterable
from uuid import UUID

from portal.projects.project import Project
from portal.projects.standing import side_on
from portal.projects.viewer import Viewer
from portal.talk.people import names_on

#: For so many projects it is asked whom a contact knows there; further ones go without names.
NAMED = 3


def names_among(viewer: Viewer, projects: Iterable[Project], known: dict | None = None) -> dict[UUID, set[UUID] | None]:
    """Whose names (user ids) the viewer may see, by project; None for everybody's. A contact knows few of the staff.

    One statement, or none. What is ``known`` already stays."""
    known, asked = {} if known is None else known, []
    for project in projects:
        if project.id not in known:
            staff = side_on(viewer, project) == "staff"
            if not staff and len(known) < NAMED:
                asked.append(project)
            known[project.id] = None if staff else set()
    known.update(names_on(viewer, asked))
    return known
