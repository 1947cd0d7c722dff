"""What a viewer is on one project: through which membership, on which side, with which role."""
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer


@dataclass(frozen=True)
class Standing:
    """A viewer's place on a project they can see."""

    project: Project
    seat: Membership
    viewer: Viewer
    #: Asked a dozen times a page.
    is_staff: bool = field(init=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "is_staff", self.seat.is_staff)

    @property
    def side(self) -> str:
        return "staff" if self.is_staff else "client"

    @property
    def role(self) -> str:
        return self.seat.role

    @property
    def sees_money(self) -> bool:
        """Staff see the budget; on the client side a sponsor does, once it is shared."""
        return self.is_staff or (self.seat.may("sponsor") and self.project.budget_shared)

    def may(self, contact: str | None = None, staff: str | None = "member") -> bool:
        """Whether the role reaches the least one of its side; None closes a side. A look or an archive may nothing."""
        if self.viewer.read_only or self.project.archived_at:
            return False
        least = staff if self.is_staff else contact
        return least is not None and self.seat.may(least)


def standing_on(viewer: Viewer, project: Project) -> Standing | None:
    """The viewer's standing; staff counts before contact. At most one statement a project, kept on the viewer."""
    if project.id not in viewer._cache:
        viewer._cache[project.id] = _find(viewer, project)
    return viewer._cache[project.id]


def standing_on_seen(viewer: Viewer, project: Project) -> Standing | None:
    """The standing on a project that the fence has let through: where there is one seat only, it is that one."""
    if project.id not in viewer._cache:
        mine = [seat for seat in viewer.memberships if seat.workspace_id == project.workspace_id]
        viewer._cache[project.id] = Standing(project, mine[0], viewer) if len(mine) == 1 else _find(viewer, project)
    return viewer._cache[project.id]


def side_on(viewer: Viewer, project: Project) -> str:
    """The viewer's side on a project they can see; asks the database only where both are possible."""
    if viewer.staff_seat(project.workspace_id) is None:
        return "client"
    if viewer.contact_seat(project.client_id) is None:
        return "staff"
    standing = standing_on(viewer, project)
    return standing.side if standing else "client"


def _find(viewer: Viewer, project: Project) -> Standing | None:
    if viewer.only_projects is not None and project.id not in viewer.only_projects:
        return None
    staff = viewer.staff_seat(project.workspace_id)
    if staff and staff.may("manager"):
        return Standing(project, staff, viewer)
    mine = [seat for seat in viewer.memberships if seat.workspace_id == project.workspace_id]
    on_it = _members_among(project.id, [seat.id for seat in mine]) if not viewer.only_entries else {s.id for s in mine}
    seats = sorted((seat for seat in mine if seat.id in on_it), key=lambda seat: not seat.is_staff)
    return Standing(project, seats[0], viewer) if seats else None


def _members_among(project_id: UUID, seat_ids: list[UUID]) -> set[UUID]:
    return set(_on_project(project_id, seat_ids).scalars()) if seat_ids else set()


@prepared
def _on_project(project_id: UUID, seat_ids: list[UUID]):
    return select(ProjectMember.membership_id).where(
        ProjectMember.project_id == project_id, ProjectMember.membership_id.in_(seat_ids))
