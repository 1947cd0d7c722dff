"""Who is there for whom: the people a reader may know of on a project.

A contact sees their own colleagues on the project, and the staff who wrote in, are assigned to or approve something
visible to them. Nobody else: not in mentions, lists, "seen by" or faces.
"""
from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import and_, exists, false, or_, select, union_all
from sqlalchemy.orm import aliased, contains_eager

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.entries.visible import visible_condition
from portal.people.membership import Membership
from portal.people.person import Person, person_of
from portal.people.user import User
from portal.projects.member import ProjectMember
from portal.projects.project import Project
from portal.projects.viewer import Viewer
from portal.talk.read_mark import ReadMark

#: How staff become known to a client: each gives a condition over ``Membership`` from one over visible entries of a
#: project. Higher rooms add theirs (assigned to, approves).
WAYS_TO_BE_KNOWN: list[Callable] = []

MANY = 600


def named_beside(named, entry_id, kind: str, visible):
    """A way to be known: by a row that names a membership beside a visible entry, or as the author of one of a kind.

    A condition over ``Membership``. ``named`` is the table with the rows, ``entry_id`` its column.
    """
    # Correlated by name: around it may stand a statement over entries or such rows of its own. One inside the other, so
    # that the few things somebody is named beside are looked at, and not the whole plan.
    seen = exists().where(Entry.id == entry_id, visible).correlate(named)
    beside = exists().where(named.membership_id == Membership.id, seen)
    wrote = exists().where(Entry.kind == kind, Entry.created_by_id == Membership.user_id, visible)
    return or_(beside.correlate(Membership), wrote.correlate(Membership))


def people_visible_to(viewer: Viewer, project: Project, *, staff_here: bool) -> list[Membership]:
    """The living memberships (with user) on both sides that the viewer may know of, by name. One statement.

    ``staff_here``: whether the viewer stands on this project as staff (``Standing.is_staff``).
    """
    return _people(viewer, project, staff_here).scalars().all()


@prepared
def _people(viewer: Viewer, project: Project, staff_here: bool):
    staff = on_staff_of(project) if staff_here else and_(on_staff_of(project), known_to(viewer, project))
    return (select(Membership, User).join(User, User.id == Membership.user_id)
            .where(or_(staff, on_client_side_of(project))).order_by(User.name, Membership.id).limit(MANY))


def names_for(viewer: Viewer, project: Project, *, staff_here: bool) -> set[UUID] | None:
    """Whose names (user ids) a reader may see beside what happened; None for everybody's. At most one statement."""
    if staff_here:
        return None
    return names_of(people_visible_to(viewer, project, staff_here=False))


def names_on(viewer: Viewer, projects: Sequence[Project]) -> dict[UUID, set[UUID]]:
    """As ``names_for`` a contact, of several projects at once. One statement; none for none."""
    found: dict[UUID, set[UUID]] = {project.id: set() for project in projects}
    for project_id, user_id in _names(viewer, _Projects(projects), str(len(projects))) if projects else ():
        found[project_id].add(user_id)
    return found


class _Projects:
    """Some projects as one fact of a prepared statement."""

    def __init__(self, projects: Sequence[Project]):
        self.shape = len(projects)
        for number, project in enumerate(projects):
            setattr(self, f"project{number}", project)


@prepared
def _names(viewer: Viewer, projects: _Projects, many: str):
    each = [getattr(projects, f"project{number}") for number in range(int(many))]
    known = [select(project.id.label("project_id"), Membership.user_id)
             .where(or_(and_(on_staff_of(project), known_to(viewer, project)), on_client_side_of(project))).limit(MANY)
             for project in each]
    found = union_all(*[select(part.subquery()) for part in known]).subquery()
    return select(*found.c)


def names_of(people: list[Membership]) -> set[UUID]:
    """Whose names (user ids) these people's are."""
    return {seat.user_id for seat in people}


def readers_of(entry: Entry, lane: str, *, of: Viewer, staff_here: bool) -> list[Membership]:
    """The people visible to a viewer who may read this lane of an entry. One statement."""
    staff = on_staff_of(entry.project) if staff_here else and_(on_staff_of(entry.project), known_to(of, entry.project))
    contacts = contacts_reading(entry, entry.audience) if lane == "shared" else false()
    return _memberships(entry.project, or_(staff, contacts))


def contacts_who_read(entry: Entry) -> list[Person]:
    """The client's people who see the shared lane of an entry, by name. One statement."""
    return [person_of(row, "client") for row in _reading(entry, entry.audience)]


def contacts_of(project: Project) -> list[Person]:
    """The client's people on a project, by name. One statement."""
    return [person_of(row, "client") for row in _on_client_side(project)]


@prepared
def _reading(entry: Entry, audience: str):
    return _by_name(contacts_reading(entry, audience))


@prepared
def _on_client_side(project: Project):
    return _by_name(on_client_side_of(project))


def _by_name(condition):
    return (select(User.id, User.name, User.email).join(Membership, Membership.user_id == User.id)
            .where(condition).order_by(User.name, User.id).limit(MANY))


def known_to_every_contact(project: Project) -> set[UUID]:
    """The staff (user ids) whom each contact of the project may know of, whatever else they see. One statement."""
    above = aliased(Entry)
    hidden = exists().where(AboutLink.entry_id == Entry.id, above.id == AboutLink.about_id, above.audience != "client")
    for_all = and_(Entry.audience == "client", ~hidden)
    return set(db.session.scalars(select(Membership.user_id).where(on_staff_of(project), _known(project, for_all))))


def known_to(viewer: Viewer, project: Project):
    """Which staff memberships a contact may know of, as a condition over ``Membership``."""
    return _known(project, visible_condition(viewer))


def on_staff_of(project: Project):
    """The staff who reach a project: its members and whoever is at least a manager."""
    return and_(Membership.workspace_id == project.workspace_id, Membership.client_id.is_(None),
                Membership.removed_at.is_(None), or_(Membership.role != "member", _is_on(project)))


def on_client_side_of(project: Project):
    """The client's contacts on a project."""
    return and_(Membership.workspace_id == project.workspace_id, Membership.client_id == project.client_id,
                Membership.removed_at.is_(None), _is_on(project))


def contacts_reading(entry: Entry, audience: str):
    """The contacts on the project who see an entry, whose audience this is, and everything it is about."""
    link, above = aliased(AboutLink), aliased(Entry)
    higher = exists().where(link.entry_id == entry.id, above.id == link.about_id,
                            ~_reads(above)).correlate_except(link, above)
    return and_(on_client_side_of(entry.project), audience != "internal", _reads_this(entry, audience), ~higher)


def _reads_this(entry: Entry, audience: str):
    return True if audience == "client" else _is_named(entry.id)


def _reads(entry):
    return or_(entry.audience == "client", and_(entry.audience == "named", _is_named(entry.id)))


def _is_named(entry_id):
    # Correlated by name: about a chain it stands two levels below the memberships it asks about.
    return exists().where(EntryReader.entry_id == entry_id,
                          EntryReader.membership_id == Membership.id).correlate_except(EntryReader)


def _is_on(project: Project):
    return exists().where(ProjectMember.project_id == project.id,
                          ProjectMember.membership_id == Membership.id).correlate_except(ProjectMember)


def _known(project: Project, visible):
    return or_(*(way(project, and_(Entry.project_id == project.id, visible)) for way in WAYS_TO_BE_KNOWN))


def _wrote(project: Project, visible):
    # Correlated by name: around it may stand a statement over marks or entries of its own.
    return exists().where(ReadMark.user_id == Membership.user_id, ReadMark.project_id == project.id,
                          ReadMark.wrote_shared, Entry.id == ReadMark.entry_id, visible).correlate(Membership)


WAYS_TO_BE_KNOWN.append(_wrote)


def _memberships(project: Project, condition) -> list[Membership]:
    return list(db.session.scalars(
        select(Membership).join(Membership.user).options(contains_eager(Membership.user)).where(condition)
        .order_by(User.name, Membership.id).limit(MANY)))
